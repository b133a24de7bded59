"""From a definition to one SQL text: all values of all organisations and periods, and the rows that prove a value.

The statement stands on named tables that each engine provides (``organisation``, ``periods``, and one per source of rows); its
own text is the same for SQLite, PostgreSQL, DuckDB and Spark. Whatever goes into it was checked by the expression language;
the rest are names from the list of sources and days and keys of fixed forms.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from guanmo.method.indicator_expression import (
    BUILT_IN,
    OF_PERIOD,
    Aggregate,
    ExpressionWrong,
    check_aggregate,
    check_condition,
    names,
    read_aggregate,
    read_condition,
    to_sql,
)
from guanmo.method.indicator_values import Span
from guanmo.method.indicators import Attached, Definition

Kinds = Mapping[str, Mapping[str, str]]
"""The columns of each source with their kinds: int, text or day."""
_WORD = re.compile(r"[a-z][a-z0-9_]{0,60}")
_PERIOD = re.compile(r"[0-9QH-]{4,7}")
_REMEMBERED = 1_000
"""Texts that are kept in a process."""


def check_columns(asked: Definition, sources: Kinds) -> None:
    """Raises ExpressionWrong when the definition reads what its sources do not have."""
    for name in (asked.records, asked.known_by, *(one.records for one in asked.attached.values())):
        if name not in sources or not _WORD.fullmatch(name):
            raise ExpressionWrong(f"there are no rows called {name}")
    kinds = _kinds(asked, sources)
    days = asked.in_force if asked.stock else () if asked.by_period else (asked.date,)
    for column in days:
        if kinds.get(column) != "day":
            raise ExpressionWrong(f"{column} is no day of {asked.records}")
    check_condition(read_condition(asked.where), kinds)
    for one in filter(None, (asked.top, asked.bottom)):
        check_aggregate(one, kinds)
    _check_attached(asked, sources)


def _check_attached(asked: Definition, sources: Kinds) -> None:
    for one in asked.attached.values():
        own = {**sources[one.records], **OF_PERIOD}
        check_condition(read_condition(one.where), own)
        for text in one.sums.values():
            check_aggregate(read_aggregate(text), own)
        if one.key not in own or one.own not in sources[asked.records] or own.get(one.date) != "day":
            raise ExpressionWrong(f"{one.records} cannot be attached by {one.key}")


def _kinds(asked: Definition, sources: Kinds) -> dict[str, str]:
    attached = {f"{name}.{sum}": "int" for name, one in asked.attached.items() for sum in one.sums}
    return {**sources[asked.records], **attached, **BUILT_IN}


@lru_cache(maxsize=_REMEMBERED)
def periods_table(spans: tuple[Span, ...]) -> str:
    """The table ``periods`` as a query.

    >>> from guanmo.method.indicator_values import span_of
    >>> from datetime import date
    >>> day = Definition("d", "主题党日", "四.1", "theme_party_day", "month", target="1")
    >>> print(periods_table((span_of(day, "2026-03", date(2026, 5, 1)),)))
    SELECT '2026-03' AS period, '2026-03-01' AS first_day, '2026-03-01' AS since, '2026-03-31' AS until, '2026-03-31' AS due
    """
    rows = []
    for one in spans:
        assert _PERIOD.fullmatch(one.period)
        days = f"'{one.first}' AS first_day, '{one.since}' AS since, '{one.until}' AS until, '{one.due}' AS due"
        rows.append(f"SELECT '{one.period}' AS period, {days}")
    return " UNION ALL ".join(rows)


@lru_cache(maxsize=_REMEMBERED)
def values_sql(asked: Definition) -> str:
    """All values: (organisation, period, numerator, denominator, known) of every organisation and period.

    Reads the tables ``organisation`` (id, kind, form), ``periods``, ``counted`` of ``asked.records``, ``kept`` and one
    ``attached_NAME`` for each attachment; every source has ``organisation`` and ``day``. A value is known from the day of the
    first row of ``kept``: before it nobody kept these rows here; a spoken figure is known where a row names the period.
    """
    bottom = asked.bottom
    under = "COALESCE(f.bottom_sum, 0) AS denominator" if bottom else "1 AS denominator"
    known = "f.organisation IS NOT NULL" if asked.spoken else "k.since <= p.until"
    sums = [f"{_sum(asked.top, _places(asked))} AS top_sum"] + (
        [f"{_sum(bottom, _places(asked))} AS bottom_sum"] if bottom else []
    )
    return f"""SELECT o.id AS organisation, p.period AS period, COALESCE(f.top_sum, 0) AS numerator, {under},
  CASE WHEN {known} THEN 1 ELSE 0 END AS known
FROM organisation o CROSS JOIN periods p
LEFT JOIN (
  SELECT r.organisation AS organisation, p.period AS period, {", ".join(sums)}
  FROM {_rows(asked, of_organisations=not asked.names_read.isdisjoint(("of_kind", "of_form")))}
  WHERE {_condition(asked)}
  GROUP BY r.organisation, p.period
) f ON f.organisation = o.id AND f.period = p.period
LEFT JOIN (SELECT organisation, MIN(day) AS since FROM kept GROUP BY organisation) k ON k.organisation = o.id"""


def proof_sql(asked: Definition) -> str:
    """The rows behind values: (organisation, period, ref, label, day, in numerator, in denominator); their sums are the value.

    For ``distinct`` such a column is the text itself, of which each counts once.
    """
    bottom = asked.bottom
    under = _share(bottom, _places(asked)) if bottom else "0"
    return f"""SELECT r.organisation AS organisation, p.period AS period, r.ref AS ref, r.label AS label, r.day AS day,
  {_share(asked.top, _places(asked))} AS top_sum, {under} AS bottom_sum
FROM {_rows(asked)}
WHERE {_condition(asked)}
ORDER BY r.organisation, p.period, r.day, r.ref"""


def attached_sql(asked: Definition, name: str) -> str:
    """What is attached to the counted rows under this name: (organisation, ref, label, day), oldest first; of one period."""
    one = asked.attached[name]
    where, day = read_condition(one.where), f"a.{one.date}"
    times = f"{day} <= p.until" if one.always else _within(asked, day)
    only = [to_sql(where, _of_attached())] if where is not None else []
    return f"""SELECT a.organisation AS organisation, a.ref AS ref, a.label AS label, {day} AS day FROM attached_{name} a CROSS JOIN periods p
WHERE a.{one.key} IN (SELECT {one.own} FROM counted) AND {" AND ".join([times, *only])}
ORDER BY {day}, a.ref"""


def _rows(asked: Definition, *, of_organisations: bool = True) -> str:
    """The counted rows by period; joined with their organisations only where these are read: each period would join anew."""
    joined = ["counted r CROSS JOIN periods p" + " JOIN organisation o ON o.id = r.organisation" * of_organisations]
    for name, one in asked.attached.items():
        assert _WORD.fullmatch(name)
        joined.append(
            f"LEFT JOIN ({_summed(asked, name, one)}) with_{name}"
            f" ON with_{name}.own_key = r.{one.own} AND with_{name}.period = p.period"
        )
    return "\n  ".join(joined)


def _summed(asked: Definition, name: str, one: Attached) -> str:
    """The sums of what is attached, by key and period; where the day alone says the period, periods are not gone through."""
    where, day = read_condition(one.where), f"a.{one.date}"
    sums = ", ".join(f"{_sum(read_aggregate(text), _of_attached())} AS {sum}" for sum, text in one.sums.items())
    only = [to_sql(where, _of_attached())] if where is not None else []
    if one.always or asked.window or asked.by_period or _of_periods(one):
        times = f"{day} <= p.until" if one.always else _within(asked, day)
        return f"""SELECT a.{one.key} AS own_key, p.period AS period, {sums} FROM attached_{name} a CROSS JOIN periods p
    WHERE {" AND ".join([times, *only])} GROUP BY a.{one.key}, p.period"""
    period = _period_of(asked.period, day)
    times = f"{period} >= (SELECT MIN(period) FROM periods) AND {day} <= (SELECT MAX(until) FROM periods)"
    return f"""SELECT a.{one.key} AS own_key, {period} AS period, {sums} FROM attached_{name} a
    WHERE {" AND ".join([times, *only])} GROUP BY a.{one.key}, {period}"""


def _of_periods(one: Attached) -> bool:
    """Whether the sums or the condition speak of the period."""
    read = names(read_condition(one.where)).union(*(names(read_aggregate(text)) for text in one.sums.values()))
    return not read.isdisjoint(OF_PERIOD)


def _condition(asked: Definition) -> str:
    if asked.stock:
        begin, end = asked.in_force
        times = f"(r.{begin} IS NULL OR r.{begin} <= p.until) AND (r.{end} IS NULL OR r.{end} >= p.until)"
    elif asked.by_period:
        times = "r.period = p.period"
    else:
        times = _within(asked, f"r.{asked.date}")
    where = read_condition(asked.where)
    return times if where is None else f"{times} AND {to_sql(where, _places(asked))}"


def _within(asked: Definition, day: str) -> str:
    """In the days of the period; where these are the calendar's, an engine finds the one period without trying all."""
    if asked.window or asked.by_period:
        return f"{day} BETWEEN p.since AND p.until"
    return f"p.period = {_period_of(asked.period, day)} AND {day} <= p.until"


def _period_of(every: str, day: str) -> str:
    """The period in which a day lies, as ``rhythm.period_of`` writes it."""
    year, month = f"SUBSTR({day}, 1, 4)", f"SUBSTR({day}, 6, 2)"
    if every in ("month", "year"):
        return f"SUBSTR({day}, 1, {7 if every == 'month' else 4})"
    mark, length = ("Q", 3) if every == "quarter" else ("H", 6)
    cases = "".join(
        f" WHEN {month} <= '{number * length:02d}' THEN '-{mark}{number}'" for number in range(1, 12 // length + 1)
    )
    return f"{year} || CASE{cases} END"


def _of_attached() -> Mapping[str, str]:
    return _PlainPlaces("a.", _PERIOD_PLACES)


def _sum(one: Aggregate, places: Mapping[str, str]) -> str:
    if one.function == "distinct":
        return f"COUNT(DISTINCT {_share(one, places)})"
    return f"CAST(COALESCE(SUM({_share(one, places)}), 0) AS BIGINT)"


def _share(one: Aggregate, places: Mapping[str, str]) -> str:
    if one.inner is None:
        return "1"
    inner = to_sql(one.inner, places)
    if one.only is not None and one.function == "distinct":
        return f"CASE WHEN {to_sql(one.only, places)} THEN {inner} END"
    if one.only is not None:
        return f"CASE WHEN {to_sql(one.only, places)} THEN COALESCE({inner}, 0) ELSE 0 END"
    if one.function == "count":
        return f"CASE WHEN {inner} THEN 1 ELSE 0 END"
    return f"COALESCE({inner}, 0)" if one.function == "sum" else inner


class _PlainPlaces(dict[str, str]):
    """Every column where it stands: in the rows ``prefix``."""

    def __init__(self, prefix: str, more: Mapping[str, str] | None = None) -> None:
        super().__init__(more or {})
        self.prefix = prefix

    def __missing__(self, name: str) -> str:
        return f"{self.prefix}{name}"


_PERIOD_PLACES = {
    "start": "p.first_day", "end": "p.until", "due": "p.due", "end_year": "CAST(SUBSTR(p.until, 1, 4) AS BIGINT)",
}  # fmt: skip


def _places(asked: Definition) -> Mapping[str, str]:
    more = {**_PERIOD_PLACES, "of_kind": "o.kind", "of_form": "o.form", "needed": str(asked.needed)}
    sums = {
        f"{name}.{sum}": f"COALESCE(with_{name}.{sum}, 0)" for name, one in asked.attached.items() for sum in one.sums
    }
    return _PlainPlaces("r.", {**more, **sums})
