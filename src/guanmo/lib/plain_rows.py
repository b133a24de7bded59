"""Insert rows by a statement that is put together once: names, types and conversions come from the model.

For every insert Django makes an object of each row and a new statement; for the deductions of one sheet that takes
several times as long as the database needs. Here no object is made and nothing has a default: each row holds a value
for each of the named fields.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BooleanField, CharField, DecimalField, IntegerField, Model, TextField, UUIDField

from guanmo.lib.planned_once import cursor_of

Row = Sequence[Any]
M = TypeVar("M", bound=Model)
AS_IT_IS = (BooleanField, CharField, DecimalField, IntegerField, TextField)
"""Fields whose values SQLite takes as they are."""


def insert_rows(model: type[Model], fields: tuple[str, ...], rows: Iterable[Row], *, meet: str = "") -> None:
    """Insert one row for each, in their order. ``meet`` is the SQL for a row that is there already."""
    listed, database = list(rows), connections[DEFAULT_DB_ALIAS]
    if not listed:
        return
    statement = _statement(model, fields, meet, (), database.vendor)
    with cursor_of(database) as cursor:
        if database.vendor == "postgresql":
            cursor.execute(statement.sql, [statement.as_json(listed, database)])
        else:
            cursor.executemany(statement.sql, statement.prepared(listed, database))


def insert_and_read(
    model: type[Model], fields: tuple[str, ...], rows: Sequence[Row], *, read: tuple[str, ...], meet: str = ""
) -> list[Any]:
    """Insert rows in their order and return the fields ``read`` of each as it is now stored."""
    if not rows:
        return []
    database = connections[DEFAULT_DB_ALIAS]
    statement = _statement(model, fields, meet, read, database.vendor)
    with cursor_of(database) as cursor:
        cursor.execute(statement.sql, [statement.as_json(rows, database)])
        return [statement.read(row, database) for row in cursor.fetchall()]


def as_stored(one: M) -> M:
    """The object whose row was inserted here, as Django would leave it."""
    one._state.adding, one._state.db = False, DEFAULT_DB_ALIAS
    return one


@dataclass(frozen=True, slots=True)
class _Statement:
    """The text for any number of rows.

    ``writers`` make of each value what SQLite stores, None where nothing is to do; ``readers`` of what is read back the value.
    """

    sql: str
    columns: tuple[str, ...]
    writers: tuple[Callable[..., Any] | None, ...]
    readers: tuple[Sequence[Callable[..., Any]], ...]

    def read(self, row: Row, database: Any) -> Row:
        found = list(row)
        for place, readers in enumerate(self.readers):
            for reader in readers:
                found[place] = reader(found[place], None, database)
        return found

    def prepared(self, rows: Iterable[Row], database: Any) -> list[Row]:
        return [
            [one if into is None else into(one, database) for one, into in zip(row, self.writers, strict=True)]
            for row in rows
        ]

    def as_json(self, rows: Iterable[Row], database: Any) -> str:
        """One value for all rows: the database reads a JSON text faster than we could write so many values.

        Raises ValueError for NUL: PostgreSQL refuses it, and SQLite would cut the text there without a word.
        """
        if database.vendor == "sqlite":
            prepared = self.prepared(rows, database)
            _refuse_nul(prepared)
            return json.dumps(prepared, ensure_ascii=False, default=_text)
        return json.dumps(
            [dict(zip(self.columns, row, strict=True)) for row in rows], ensure_ascii=False, default=_text
        )


def _refuse_nul(rows: Iterable[Row]) -> None:
    if any(isinstance(one, str) and "\0" in one for row in rows for one in row):
        raise ValueError("a text with NUL cannot be stored whole")


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return f"\\x{value.hex()}"
    return str(value)


@lru_cache(maxsize=64)
def _statement(model: type[Model], names: tuple[str, ...], meet: str, read: tuple[str, ...], vendor: str) -> _Statement:
    fields, back = _fields(model, names), _fields(model, read)
    source = _recordset(fields) if vendor == "postgresql" else _values(len(fields), one_by_one=not read)
    returning = f"RETURNING {_columns(back)}" if back else ""
    sql = f"INSERT INTO {_quoted(model._meta.db_table)} ({_columns(fields)}) {source} {meet} {returning}"
    return _Statement(sql, tuple(one.column for one in fields), tuple(map(_writer, fields)), tuple(map(_readers, back)))


def _fields(model: type[Model], names: Iterable[str]) -> list[Any]:
    return [model._meta.get_field(name) for name in names]


def _columns(fields: Iterable[Any]) -> str:
    return ", ".join(_quoted(one.column) for one in fields)


def _quoted(name: str) -> str:
    quoted: str = connection.ops.quote_name(name)
    return quoted


def _recordset(fields: Sequence[Any]) -> str:
    types = ", ".join(f"{_quoted(one.column)} {one.db_type(connection)}" for one in fields)
    return f"SELECT {_columns(fields)} FROM json_to_recordset(%s) AS given({types})"


def _values(width: int, *, one_by_one: bool) -> str:
    if one_by_one:
        return f"VALUES ({', '.join(['%s'] * width)})"
    places = ", ".join(f"json_extract(value, '$[{number}]')" for number in range(width))
    return f"SELECT {places} FROM json_each(%s) WHERE true"


def _writer(field: Any) -> Callable[..., Any] | None:
    whole = getattr(field, "target_field", field)
    if isinstance(whole, UUIDField):
        return _hex
    return None if isinstance(whole, AS_IT_IS) else whole.get_db_prep_save


def _hex(value: UUID | None, _database: Any) -> str | None:
    """As Django writes it for SQLite; a deduction names its sheet, so there are many."""
    return None if value is None else value.hex


def _readers(field: Any) -> Sequence[Callable[..., Any]]:
    column = field.get_col(field.model._meta.db_table)
    return [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
