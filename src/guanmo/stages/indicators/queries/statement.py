"""The whole statement for this database: the named tables before the one text of the indicator."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from guanmo.method.indicator_sql import periods_table
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Attached, Definition
from guanmo.stages.indicators.queries.sources import COUNTED_BY, Source

FEW = 100
"""So many organisations are looked for one by one; of more it is cheaper to read all rows."""


def rows_of(
    text: str,
    asked: Definition,
    rows: Mapping[str, Source],
    organisations: Iterable[int],
    spans: Sequence[Span],
    more: frozenset[str] = frozenset(),
) -> list[tuple[Any, ...]]:
    """Run one statement for these organisations (ids) and periods; nothing to ask gives nothing.

    ``more`` are columns of the rows that the statement reads beside those of the definition.
    """
    ids = sorted(set(organisations))
    if not ids or not spans:
        return []
    tables = {
        "organisation": f"SELECT id, kind, form FROM organisations_organisation WHERE id IN ({_listed(ids)})",
        "periods": periods_table(tuple(spans)),
        "counted": _of_these(rows[asked.records].query(asked.columns_of(asked.records) | COUNTED_BY | more), ids),
        "kept": _of_these(rows[asked.known_by].query(COUNTED_BY), ids),
        **{
            f"attached_{name}": _of_those(rows[one.records].query(asked.columns_of(one.records) | more, ids), one, ids)
            for name, one in asked.attached.items()
        },
    }
    once = "counted" if connection.vendor == "postgresql" else ""  # it would make each day a text for each period anew
    before = ",\n".join(f"{name} AS {'MATERIALIZED ' * (name == once)}({query})" for name, query in tables.items())
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {before}\n{text}")
        return list(cursor.fetchall())


def _of_these(query: str, ids: Sequence[int]) -> str:
    """The rows of these organisations. Of few the others' rows are not read; of many they are left to the statement."""
    return f"SELECT * FROM ({query}) s WHERE s.organisation IN ({_listed(ids)})" if len(ids) <= FEW else query


def _of_those(query: str, one: Attached, ids: Sequence[int]) -> str:
    """What is attached to the rows of few organisations."""
    return (
        f"SELECT * FROM ({query}) s WHERE s.{one.key} IN (SELECT {one.own} FROM counted)" if len(ids) <= FEW else query
    )


def _listed(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))
