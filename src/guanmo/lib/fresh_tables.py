"""The tables of an empty database, made straight from the models.

Applying one migration after the other takes Django seconds, most of them spent on rebuilding the models after each step. In
an empty database only the last state counts: it is made at once, and the migrations are noted as applied, so that the next
upgrade goes on from there. A test compares the two ways.
"""

from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_empty() -> bool:
    """Whether the database holds no table at all."""
    return not connection.introspection.table_names()


def create_tables() -> None:
    """Make every table; to be called on an empty database, outside of a transaction."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
    executor = MigrationExecutor(connection)
    executor.recorder.ensure_schema()
    for app, name in executor.loader.graph.nodes:
        executor.recorder.record_applied(app, name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
