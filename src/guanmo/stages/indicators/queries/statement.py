"""The whole statement for this database: the named tables before the one text of the indicator."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from guanmo.lib.planned_once import cursor_of
from guanmo.method.indicator_sql import periods_table
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.sources import COUNTED_BY, Catalogue

FEW = 100
"""So many organisations are looked for one by one; of more it is cheaper to read all rows, and PostgreSQL knows itself."""
_DAYS = ("first", "since", "until", "due")
_PERCENT = re.compile(r"%(?!\()")
"""A sign that is no place."""
_PLACE = "%(organisation)s"


def rows_of(
    text: str,
    asked: Definition,
    rows: Catalogue,
    organisations: Iterable[int],
    spans: Sequence[Span],
    more: frozenset[str] = frozenset(),
) -> list[tuple[Any, ...]]:
    """Run one statement for these organisations (ids) and periods; nothing to ask gives nothing.

    ``more`` are columns of the rows that the statement reads beside those of the definition. Of a single organisation the
    statement has the same text for all of them and all days: a database plans it once, which takes longer than to run it.
    """
    ids = sorted(set(organisations))
    if not ids or not spans:
        return []
    if len(ids) == 1 <= FEW:
        with cursor_of(connection) as cursor:
            cursor.execute(_of_one(text, asked, rows, len(spans), ids, more), _told(ids[0], spans))
            return list(cursor.fetchall())
    listed = ", ".join(map(str, ids))
    with connection.cursor() as cursor:
        cursor.execute(_whole(text, periods_table(tuple(spans)), listed, _rows(asked, rows, ids, listed, more)))
        return list(cursor.fetchall())


def _of_one(
    text: str, asked: Definition, rows: Catalogue, periods: int, ids: Collection[int], more: frozenset[str]
) -> str:
    """The text with places for the organisation and for so many periods."""
    key = text, asked, periods, more
    if (found := rows.texts.get(key)) is None:
        tables = _rows(asked, rows, ids, _PLACE, more)
        found = _PERCENT.sub("%%", _whole(text, _places_of_periods(periods), _PLACE, tables))
        if not any(callable(rows[one.records].table) for one in asked.attached.values()):
            rows.texts[key] = found
    return found


def _whole(text: str, periods: str, listed: str, rows: Iterable[tuple[str, str]]) -> str:
    organisations = f"SELECT id, kind, form FROM organisations_organisation WHERE id IN ({listed})"
    tables = {"organisation": organisations, "periods": periods, **dict(rows)}
    once = "counted" if connection.vendor == "postgresql" else ""  # it would make each day a text for each period anew
    before = ",\n".join(f"{name} AS {'MATERIALIZED ' * (name == once)}({query})" for name, query in tables.items())
    return f"WITH {before}\n{text}"


def _rows(
    asked: Definition, rows: Catalogue, ids: Collection[int], listed: str, more: frozenset[str]
) -> Iterator[tuple[str, str]]:
    """Of few organisations the rows of the others are not read; of many they are left to the statement."""
    few, own = len(ids) <= FEW, f"s.organisation IN ({listed})"
    counted = rows[asked.records].query(asked.columns_of(asked.records) | COUNTED_BY | more)
    yield "counted", _where(counted, own, few or connection.vendor == "postgresql")
    yield "kept", _where(rows[asked.known_by].query(COUNTED_BY), own, few)
    for name, one in asked.attached.items():
        query = rows[one.records].query(asked.columns_of(one.records) | more, ids)
        yield f"attached_{name}", _where(query, f"s.{one.key} IN (SELECT {one.own} FROM counted)", few)


def _where(query: str, condition: str, few: bool) -> str:
    return f"SELECT * FROM ({query}) s WHERE {condition}" if few else query


@lru_cache
def _places_of_periods(number: int) -> str:
    """The table ``periods`` with places for so many."""
    return " UNION ALL ".join(
        f"SELECT CAST(%(period{n})s AS TEXT) AS period, CAST(%(first{n})s AS TEXT) AS first_day,"
        f" CAST(%(since{n})s AS TEXT) AS since, CAST(%(until{n})s AS TEXT) AS until, CAST(%(due{n})s AS TEXT) AS due"
        for n in range(number)
    )


def _told(organisation: int, spans: Sequence[Span]) -> dict[str, int | str]:
    """What stands in the places."""
    days = {f"{name}{n}": str(getattr(span, name)) for n, span in enumerate(spans) for name in (*_DAYS, "period")}
    return {"organisation": organisation, **days}
