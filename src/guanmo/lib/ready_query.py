"""A query that Django puts together once in the life of the process; after that only the database is asked.

Putting a query together takes Django several times as long as the database needs to answer it. What is asked for stands
in the query as ``Given`` and is filled in each time.
"""

import json
from collections.abc import Callable
from copy import copy
from types import SimpleNamespace
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Field, Lookup, Model, QuerySet, Value
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)


class Given(Value):
    """The place of a value that is given by this name when the query is asked; the field says how it is stored."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(name, output_field=field)

    def as_sql(self, _compiler: Any, _connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def stored(self, given: dict[str, Any]) -> Any:
        """What the database is handed."""
        return self.output_field.get_db_prep_value(given[self.value], connection)


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

    def stored(self, given: dict[str, Any]) -> Any:
        values = [self.output_field.get_db_prep_value(one, connection) for one in given[self.value]]
        return values if connection.vendor == "postgresql" else json.dumps(values)


class ReadyQuery(Generic[M]):
    """``make`` says the query with ``Given`` in it. Nothing else in it may change: no day of today, no language."""

    def __init__(self, make: Callable[[], QuerySet[M]]) -> None:
        self._make = make
        self._ready: dict[str, tuple[Any, str, tuple[Any, ...]]] = {}

    def __call__(self, **given: Any) -> list[M]:
        """The objects that are found for these values."""
        if connection.vendor not in self._ready:
            self._ready[connection.vendor] = self._put_together()
        compiler, sql, params = self._ready[connection.vendor]
        mine = copy(compiler)
        mine.connection = connection
        values = tuple(one.stored(given) if isinstance(one, Given) else one for one in params)
        mine.as_sql = lambda *_given, **_named: (sql, values)
        query = SimpleNamespace(get_compiler=lambda **_named: mine)
        asked: Any = SimpleNamespace(db=connection.alias, query=query, _known_related_objects={})
        return list(ModelIterable(asked))

    def _put_together(self) -> tuple[Any, str, tuple[Any, ...]]:
        compiler = self._make().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return compiler, sql, tuple(params)
