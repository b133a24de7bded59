"""When a branch met by the quarter: read by the rule by which its ledgers are due, not from what a record says of its day."""

from collections.abc import Collection
from datetime import date

from guanmo.stages.indicators.queries.dialect import Dialect
from guanmo.stages.indicators.queries.sources.shape import Source
from guanmo.stages.records.queries.chosen_rhythm import quarterly_times

_NONE = "(0, 0, '', CAST(NULL AS TEXT))"
"""No organisation has this number: the row says of which kinds the columns are, also where nobody chose the quarter."""


def rhythm_source(dialect: Dialect) -> Source:
    """``quarterly_rhythm``: each time of an organisation, from ``day`` to ``holds_until`` (NULL while it lasts)."""
    columns = {
        "organisation": ("int", "x.organisation"),
        "ref": ("text", dialect.ref("r.uuid")),
        "label": ("text", "r.title"),
        "day": ("day", "x.day"),
        "holds_until": ("day", "x.holds_until"),
    }
    return Source("quarterly_rhythm", _table, columns, page="desk:records-detail")


def _table(organisations: Collection[int] | None) -> str:
    rows = [
        f"({one.organisation}, {one.record}, {_text(one.since)}, {_text(one.until)})"
        for one in quarterly_times(organisations)
    ]
    times = f"WITH t (organisation, record, day, holds_until) AS (VALUES {', '.join([_NONE, *rows])}) SELECT * FROM t"
    return f"({times}) x JOIN records_record r ON r.id = x.record"


def _text(day: date | None) -> str:
    return f"'{day}'" if day else "NULL"
