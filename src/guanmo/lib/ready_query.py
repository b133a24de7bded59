"""A query that Django puts together once in the life of the process; after that only the database is asked.

Putting a query together takes Django several times as long as the database needs to answer it. What is asked for stands
in the query as ``Given`` and is filled in each time.
"""

import json
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Lookup, Model, QuerySet, Value
from django.db.models.query import ModelIterable

from guanmo.lib.planned_once import cursor_of

M = TypeVar("M", bound=Model)


class Given(Value):
    """The place of a value that is given by this name when the query is asked; the field says how it is stored."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def stored(self, given: dict[str, Any], database: Any) -> Any:
        """What the database is handed."""
        return self.output_field.get_db_prep_value(given[self.value], database)


class OneOf(Lookup):
    """Whether the field has one of the values given: the same text for any number of them."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, values = self.process_lhs(compiler, connection)
        right = "= ANY(%s)" if connection.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"
        return f"{left} {right}", (*values, self.rhs)


class GivenMany(Given):
    """The place of any number of values, for ``OneOf``."""

    def stored(self, given: dict[str, Any], database: Any) -> Any:
        values = [self.output_field.get_db_prep_value(one, database) for one in given[self.value]]
        return values if database.vendor == "postgresql" else json.dumps(values)


class ReadyQuery(Generic[M]):
    """``make`` says the query with ``Given`` in it. Nothing else in it may change: no day of today, no language."""

    def __init__(self, make: Callable[[], QuerySet[M]]) -> None:
        self._make = make
        self._ready: dict[str, _Ready] = {}

    def __call__(self, **given: Any) -> list[M]:
        """The objects that are found for these values."""
        database = connections[DEFAULT_DB_ALIAS]
        if database.vendor not in self._ready:
            self._ready[database.vendor] = _Ready.of(self._make(), database)
        asked: Any = SimpleNamespace(
            db=DEFAULT_DB_ALIAS, query=self._ready[database.vendor].answered(given, database), _known_related_objects={}
        )
        return list(ModelIterable(asked))


@dataclass(frozen=True, slots=True)
class _Ready:
    """What Django's compiler found out about a query, its text and the values in it."""

    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: Any

    @classmethod
    def of(cls, asked: QuerySet[Any], database: Any) -> "_Ready":
        compiler = asked.query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        return cls(compiler, sql, tuple(params), compiler.get_converters([one for one, *_rest in compiler.select]))

    def answered(self, given: dict[str, Any], database: Any) -> Any:
        """The query as ``ModelIterable`` wants it: answered, and nothing left to find out."""
        values = tuple(one.stored(given, database) if isinstance(one, Given) else one for one in self.params)
        with cursor_of(database) as cursor:
            cursor.execute(self.sql, values)
            rows = cursor.fetchall()
        mine = copy(self.compiler)
        mine.connection = database
        mine.execute_sql = lambda **_named: [rows]
        mine.get_converters = lambda _columns: self.converters
        return SimpleNamespace(get_compiler=lambda **_named: mine)
