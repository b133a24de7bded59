"""The whole statement for this database: the named tables before the one text of the indicator."""

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from guanmo.method.indicator_sql import periods_table
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.queries.sources import Source


def rows_of(
    text: str, asked: Definition, rows: Mapping[str, Source], organisations: Iterable[int], spans: Sequence[Span]
) -> list[tuple[object, ...]]:
    """Run one statement for these organisations (ids) and periods; nothing to ask gives nothing."""
    ids = sorted(set(organisations))
    if not ids or not spans:
        return []
    tables = {
        "organisation": f"SELECT id, kind, form FROM organisations_organisation WHERE id IN ({', '.join(map(str, ids))})",
        "periods": periods_table(spans),
        "counted": rows[asked.records].query(asked.columns_of(asked.records)),
        "kept": rows[asked.known_by].query(()),
        **{
            f"attached_{name}": rows[one.records].query(asked.columns_of(one.records))
            for name, one in asked.attached.items()
        },
    }
    before = ",\n".join(f"{name} AS ({query})" for name, query in tables.items())
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {before}\n{text}")
        return list(cursor.fetchall())
