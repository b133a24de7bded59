"""Keep what building a scene did to the database, and do the same to the rows of the next test.

Building a county takes hundreds of acts, closing a round hundreds more; from the same rows they lead to the same rows.
Sequences only ever grow, so explicit ids never meet new ones.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import get_language

P = ParamSpec("P")
R = TypeVar("R")
Row = tuple[Any, ...]

KEPT = 100
_OWN_TABLES = {"django_content_type", "auth_permission"}
_PLAIN = (str, int, float, bool, bytes, date, Decimal, UUID, type(None))


@dataclass
class Difference:
    """By table: the keys of the rows that went or changed, and the rows that came or are what a row was changed to."""

    gone: dict[str, list[Any]] = field(default_factory=dict)
    come: dict[str, list[Row]] = field(default_factory=dict)


class Unknown(Exception):
    """An argument of which nobody can say that it is the same as an earlier one."""


_kept: OrderedDict[Any, tuple[bytes, Difference]] = OrderedDict()


def remembered(build: Callable[P, R]) -> Callable[P, R]:
    """``build``, done from memory when its arguments, the hour, the language and every row are as they once were.

    What it did outside the database is not done again, and of its arguments only a scene is changed.
    """

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> R:
        scene = next((vars(one) for one in args if hasattr(one, "people")), {})
        try:
            asked = _name(args), _name(kwargs)
        except Unknown:
            return build(*args, **kwargs)
        before = _rows()
        key = build, asked, _circumstances(), hash(tuple(before.items()))
        if key not in _kept:
            result = build(*args, **kwargs)
            _kept[key] = pickle.dumps((result, scene)), _difference(before, _rows())
            if len(_kept) > KEPT:
                _kept.popitem(last=False)
            return result
        _kept.move_to_end(key)
        _do(_kept[key][1])
        result, after = pickle.loads(_kept[key][0])
        scene.update(after)
        return result

    return built


def _name(value: Any) -> Any:
    """What tells the value from others, as something hashable."""
    if isinstance(value, _PLAIN):
        return type(value).__name__, value
    if isinstance(value, models.Model):
        return value._meta.label, value.pk
    if hasattr(value, "people"):
        return "the scene: its rows tell"
    if isinstance(value, Mapping):
        return tuple((key, _name(one)) for key, one in value.items())
    if isinstance(value, Sequence):
        return tuple(_name(one) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, tuple(_name(getattr(value, one.name)) for one in fields(value))
    raise Unknown(value)


def _circumstances() -> Any:
    return f"{timezone.localtime():%Y-%m-%d %H}", get_language()


def _tables() -> dict[str, str]:
    """The tables and the columns of their keys."""
    found = {one._meta.db_table: one._meta.pk.column for one in apps.get_models(include_auto_created=True)}
    return {table: key for table, key in found.items() if table not in _OWN_TABLES}


def _rows() -> dict[str, frozenset[Row]]:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows[table] = frozenset(cursor.fetchall())
    return rows


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return [column[0] for column in cursor.description]


def _difference(before: Mapping[str, frozenset[Row]], after: Mapping[str, frozenset[Row]]) -> Difference:
    made = Difference()
    for table, key in _tables().items():
        gone, come = before[table] - after[table], after[table] - before[table]
        if gone:
            place = _columns(table).index(key)
            made.gone[table] = [row[place] for row in gone]
        if come:
            made.come[table] = list(come)
    return made


def _do(difference: Difference) -> None:
    quote, keys = connection.ops.quote_name, _tables()
    with transaction.atomic(), connection.cursor() as cursor:  # foreign keys are checked at its end
        for table, gone in difference.gone.items():
            statement = f"DELETE FROM {quote(table)} WHERE {quote(keys[table])} = %s"
            cursor.executemany(statement, [(one,) for one in gone])
        for table, come in difference.come.items():
            columns = _columns(table)
            names, marks = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({marks})", come)
