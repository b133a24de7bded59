"""Keep a scene's rows after it was built once, and put the same rows back for the next test.

Building a county takes hundreds of acts; the rows are the same each time. Sequences only ever grow, so explicit ids
never meet new ones.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

_kept: dict[str, tuple[Any, dict[str, tuple[list[str], list[tuple[Any, ...]]]]]] = {}
_OWN_TABLES = {MigrationRecorder.Migration._meta.db_table, "django_content_type", "auth_permission"}


def built_once(name: str, build: Callable[[], Any]) -> Any:
    """The result of ``build``, with its rows in the (empty) database; built in full only the first time."""
    if name not in _kept:
        scene = build()
        _kept[name] = (deepcopy(scene), _read_rows())
        return scene
    scene, rows = _kept[name]
    _write_rows(rows)
    return deepcopy(scene)


def _tables() -> list[str]:
    return [
        table for table in connection.introspection.django_table_names(only_existing=True) if table not in _OWN_TABLES
    ]


def _read_rows() -> dict[str, tuple[list[str], list[tuple[Any, ...]]]]:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found = cursor.fetchall()
            if found:
                rows[table] = ([column[0] for column in cursor.description], found)
    return rows


def _write_rows(rows: dict[str, tuple[list[str], list[tuple[Any, ...]]]]) -> None:
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are checked at its end
        for table, (columns, found) in rows.items():
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", found)
