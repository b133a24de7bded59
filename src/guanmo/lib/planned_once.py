"""Statements that PostgreSQL plans once for each connection: planning takes it longer than most of them take to run.

Only for texts that stay the same. Behind a pooler that hands each transaction another connection, the pooler must know
prepared statements (PgBouncer: ``max_prepared_statements``).
"""

from typing import Any


def cursor_of(database: Any) -> Any:
    """A cursor of this connection, to be used in a ``with``."""
    database.close_if_health_check_failed()
    database.ensure_connection()
    with database.wrap_database_errors:
        return database._prepare_cursor(_bare(database))


def _bare(database: Any) -> Any:
    if database.vendor != "postgresql":
        return database.create_cursor()
    from django.db.backends.postgresql import base  # a driver that SQLite does not need

    plain: Any = base.ServerBindingCursor
    return plain(database.connection)
