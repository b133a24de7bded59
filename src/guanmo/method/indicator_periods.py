"""Which periods of an indicator are looked at: those of the year, the years before, and the one that a page shows first."""

from datetime import date

from guanmo.method.indicator_values import Span, span_of, spans_of
from guanmo.method.indicators import Definition
from guanmo.method.ledger_due import year_shown
from guanmo.method.rhythm import period_of, periods

YEARS = 5
"""So many years make a trend."""


def shown_span(asked: Definition, today: date) -> Span:
    """The period that a page shows first: the newest that is over and due, else the running one; what counts at once, now."""
    running = span_of(asked, period_of(asked.period, today), today)
    if asked.at_once:
        return running
    over = [one for one in spans_this_year(asked, today) if one.is_over(today)]
    return over[-1] if over else running


def spans_this_year(asked: Definition, today: date) -> tuple[Span, ...]:
    """The running period and those that fell due in the year that is looked at, so that January's reports of December show.

    >>> income = Definition("i", "集体经济", "第30条", "collective_income", "year", target="1", by_period=True, grace=31)
    >>> [one.period for one in spans_this_year(income, date(2026, 3, 1))]
    ['2025', '2026']
    """
    start = year_shown(today)
    found = spans_of(asked, periods(asked.period, date(start.year - 1, 1, 1), today), today)
    return tuple(one for one in found if one.due >= start)


def spans_of_trend(asked: Definition, today: date) -> tuple[Span, ...]:
    """The periods that a page lays side by side: those of the year, of a yearly indicator those of the last years.

    >>> income = Definition("i", "集体经济", "第30条", "collective_income", "year", target="1")
    >>> [one.period for one in spans_of_trend(income, date(2026, 3, 1))]
    ['2022', '2023', '2024', '2025', '2026']
    """
    if asked.period != "year":
        return spans_this_year(asked, today)
    return spans_of(asked, periods("year", date(today.year - YEARS + 1, 1, 1), today), today)
