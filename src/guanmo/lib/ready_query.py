"""A query that Django puts together once in the life of the process; after that only the database is asked.

Putting a query together takes Django several times as long as the database needs to answer it. What is asked for stands
in the query as ``Given`` and is filled in each time.
"""

import json
from collections.abc import Callable, Iterable, Iterator
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


def one_of(database: Any) -> str:
    """How it is asked whether a column has one of many values: the same text for any number of them."""
    return "= ANY(%s)" if database.vendor == "postgresql" else "IN (SELECT value FROM json_each(%s))"


def many(values: list[Any], database: Any) -> Any:
    """The values as ``one_of`` takes them."""
    return values if database.vendor == "postgresql" else json.dumps(values)


class OneOf(Lookup):
    """Whether the field has one of the values given: the same text for any number of them."""

    lookup_name = "one_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, values = self.process_lhs(compiler, connection)
        return f"{left} {one_of(connection)}", (*values, self.rhs)


class GivenMany(Given):
    """The place of any number of values, for ``OneOf``."""

    def stored(self, given: dict[str, Any], database: Any) -> Any:
        return many([self.output_field.get_db_prep_value(one, database) for one in given[self.value]], database)


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


Converter = tuple[int, Any, Any]
"""A place in the row, the functions that make of what the database gives what the field holds, and what they look at."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """What is joined to each row (``populator`` is Django's): made once for all rows that name the same key, at ``place``."""

    populator: Any
    place: int
    converters: tuple[Converter, ...]

    @classmethod
    def of(cls, populator: Any, converters: Iterable[Converter]) -> "_Joined":
        places = set(_places(populator))
        return cls(
            populator, populator.cols_start + populator.pk_idx, tuple(one for one in converters if one[0] in places)
        )

    def fill(self, row: list[Any], made: Model, database: Any, known: dict[tuple[int, Any], Any]) -> None:
        key, populator = (self.place, row[self.place]), self.populator
        if key[1] is not None and key not in known:
            _convert(row, self.converters, database)
            known[key] = populator.model_cls.from_db(
                DEFAULT_DB_ALIAS, populator.init_list, row[populator.cols_start : populator.cols_end]
            )
            for one in populator.related_populators:
                one.populate(row, known[key])
        found = known.get(key)
        populator.local_setter(made, found)
        if found is not None:
            populator.remote_setter(found, made)


@dataclass(frozen=True, slots=True)
class _Ready(Generic[M]):
    """What Django's compiler found out about a query, its text and the values in it.

    The columns ``own`` are those of the model itself, named ``names``; ``more`` are the places of annotations, and
    ``converters`` those of both.
    """

    sql: str
    params: tuple[Any, ...]
    model: type[M]
    names: list[str]
    own: slice
    more: tuple[tuple[str, int], ...]
    converters: tuple[Converter, ...]
    joined: tuple[_Joined, ...]

    @classmethod
    def of(cls, asked: QuerySet[M], database: Any) -> "_Ready[M]":
        compiler: Any = asked.query.get_compiler(connection=database)
        sql, params = compiler.as_sql()
        select, known = compiler.select, compiler.klass_info
        columns = known["select_fields"]
        own = slice(columns[0], columns[-1] + 1)
        found = compiler.get_converters([one for one, *_rest in select])
        converters = [(place, *how) for place, how in found.items()]
        populators = cast(Any, get_related_populators)(known, select, DEFAULT_DB_ALIAS)
        others = {place for one in populators for place in _places(one)}
        return cls(
            sql,
            tuple(params),
            known["model"],
            [one.target.attname for one, *_rest in select[own]],
            own,
            tuple((compiler.annotation_col_map or {}).items()),
            tuple(one for one in converters if one[0] not in others),
            tuple(_Joined.of(one, converters) for one in populators),
        )

    def found(self, given: dict[str, Any], database: Any) -> list[M]:
        """Ask, and make an object of each row; what several rows are joined to is one object."""
        values = tuple(one.stored(given, database) if isinstance(one, Given) else one for one in self.params)
        with cursor_of(database) as cursor:
            cursor.execute(self.sql, values)
            rows = cursor.fetchall()
        known: dict[tuple[int, Any], Any] = {}
        return [self._object(list(row), database, known) for row in rows]

    def _object(self, row: list[Any], database: Any, known: dict[tuple[int, Any], Any]) -> M:
        _convert(row, self.converters, database)
        made = self.model.from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for one in self.joined:
            one.fill(row, made, database, known)
        for name, place in self.more:
            setattr(made, name, row[place])
        return made


def _convert(row: list[Any], converters: Iterable[Converter], database: Any) -> None:
    for place, functions, expression in converters:
        for function in functions:
            row[place] = function(row[place], expression, database)


def _places(populator: Any) -> Iterator[int]:
    """The columns of what is joined, and of what is joined to that."""
    yield from range(populator.cols_start, populator.cols_end)
    for one in populator.related_populators:
        yield from _places(one)
