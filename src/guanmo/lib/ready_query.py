"""A query that Django puts together once in the life of the process; after that only the database is asked.

Putting a query together takes Django several times as long as the database needs to answer it. What is asked for stands
in the query as ``Given`` and is filled in each time.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Lookup, Model, QuerySet, Value
from django.db.models.query import get_related_populators

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
        self._ready: dict[str, _Ready[M]] = {}

    def __call__(self, **given: Any) -> list[M]:
        """The objects that are found for these values."""
        database = connections[DEFAULT_DB_ALIAS]
        if database.vendor not in self._ready:
            self._ready[database.vendor] = _Ready.of(self._make(), database)
        return self._ready[database.vendor].found(given, database)


@dataclass(frozen=True, slots=True)
class _Ready(Generic[M]):
    """What Django's compiler found out about a query, its text and the values in it.

    ``converters`` make of what the database gives, by place in the row, what the fields hold; the columns ``own`` are
    those of the model itself, named ``names``; ``related`` fill what is joined, ``more`` are the places of annotations.
    """

    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Any, Any], ...]
    model: type[M]
    names: list[str]
    own: slice
    related: Any
    more: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, asked: QuerySet[M], database: Any) -> "_Ready[M]":
        compiler: Any = asked.query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        select, known = compiler.select, compiler.klass_info
        columns, populators = known["select_fields"], cast(Any, get_related_populators)
        own = slice(columns[0], columns[-1] + 1)
        converters = compiler.get_converters([one for one, *_rest in select])
        return cls(
            sql,
            tuple(params),
            tuple((place, *found) for place, found in converters.items()),
            known["model"],
            [one.target.attname for one, *_rest in select[own]],
            own,
            populators(known, select, DEFAULT_DB_ALIAS),
            tuple((compiler.annotation_col_map or {}).items()),
        )

    def found(self, given: dict[str, Any], database: Any) -> list[M]:
        """Ask, and make an object of each row."""
        values = tuple(one.stored(given, database) if isinstance(one, Given) else one for one in self.params)
        with cursor_of(database) as cursor:
            cursor.execute(self.sql, values)
            rows = cursor.fetchall()
        return [self._object(list(row), database) for row in rows]

    def _object(self, row: list[Any], database: Any) -> M:
        for place, functions, expression in self.converters:
            for function in functions:
                row[place] = function(row[place], expression, database)
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for one in self.related:
            one.populate(row, made)
        for name, place in self.more:
            setattr(made, name, row[place])
        return made
