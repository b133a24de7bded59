"""Periods in which something is due again and again: ``2026-07``, ``2026-Q3``, ``2026-H2``, ``2026`` (workflows.md 12).

A period is a value, not two dates. The texts sort in the order of time within one rhythm.
"""

from datetime import date, timedelta
from functools import lru_cache

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""The rhythms, each with its length in months."""
_MARKS = {"quarter": "Q", "half_year": "H"}
_REMEMBERED = 10_000
"""Answers that are kept in a process: a county asks for the same few periods a hundred thousand times."""


@lru_cache(maxsize=_REMEMBERED)
def period_of(every: str, day: date) -> str:
    """The period of this rhythm in which a day lies. Raises KeyError for a rhythm that does not exist.

    >>> [period_of(every, date(2026, 7, 15)) for every in MONTHS]
    ['2026-07', '2026-Q3', '2026-H2', '2026']
    """
    number = (day.month - 1) // MONTHS[every] + 1
    if every == "year":
        return f"{day.year}"
    return f"{day.year}-{number:02d}" if every == "month" else f"{day.year}-{_MARKS[every]}{number}"


@lru_cache(maxsize=_REMEMBERED)
def first_day(every: str, period: str) -> date:
    """The first day of a period of this rhythm. Raises ValueError for a text that is none.

    >>> first_day("quarter", "2026-Q3"), first_day("year", "2026")
    (datetime.date(2026, 7, 1), datetime.date(2026, 1, 1))
    """
    year, _dash, rest = period.partition("-")
    number = int(rest.lstrip("QH") or 1)
    day = date(int(year), (number - 1) * MONTHS[every] + 1, 1)
    if period_of(every, day) != period:
        raise ValueError(f"not a period of rhythm {every}: {period!r}")
    return day


def is_period(every: str, text: str) -> bool:
    """Whether a text is a period of this rhythm.

    >>> is_period("quarter", "2026-Q3"), is_period("quarter", "2026-07"), is_period("month", "")
    (True, False, False)
    """
    try:
        return bool(first_day(every, text))
    except ValueError:
        return False


@lru_cache(maxsize=_REMEMBERED)
def last_day(every: str, period: str) -> date:
    """The last day of a period.

    >>> last_day("month", "2028-02"), last_day("half_year", "2026-H2")
    (datetime.date(2028, 2, 29), datetime.date(2026, 12, 31))
    """
    start = first_day(every, period)
    months = start.month - 1 + MONTHS[every]
    return date(start.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


@lru_cache(maxsize=_REMEMBERED)
def periods(every: str, since: date, until: date) -> tuple[str, ...]:
    """The periods that lie whole in the time from ``since``, and the one in which ``until`` lies, in order.

    A period that had begun before ``since`` is left out: nobody could have kept it whole.

    >>> periods("quarter", date(2026, 2, 1), date(2026, 8, 9))
    ('2026-Q2', '2026-Q3')
    """
    found, day = [], since
    while day <= until:
        period = period_of(every, day)
        if first_day(every, period) >= since:
            found.append(period)
        day = last_day(every, period) + timedelta(days=1)
    return tuple(found)
