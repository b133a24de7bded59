"""Terms of office: when one ends, what is due, what is overdue (S1-V-1.2-b, S1-E-2.5; steps by workflow 16)."""

from dataclasses import dataclass
from datetime import date, timedelta

STATES = ("unknown", "running", "due_soon", "begun", "postponed", "overdue")
"""``unknown`` where no election was ever entered: that is not overdue. ``begun``: the next election is under way."""


@dataclass(frozen=True, slots=True)
class Term:
    """The term that began with the last election. ``ends_on`` is its last day, None where nobody knows."""

    state: str
    elected_on: date | None
    ends_on: date | None


def term_of(
    elected_on: date | None,
    years: int,
    *,
    today: date,
    notice_days: int,
    postponed_to: date | None = None,
    begun_on: date | None = None,
) -> Term:
    """The term on ``today``.

    A postponement counts only beyond the usual end; papers of an election only when they are younger than the last one.

    >>> village = term_of(date(2021, 3, 1), 5, today=date(2025, 10, 1), notice_days=180)
    >>> village.state, village.ends_on
    ('due_soon', datetime.date(2026, 2, 28))
    >>> term_of(date(2021, 3, 1), 5, today=date(2026, 3, 1), notice_days=180).state
    'overdue'
    >>> term_of(date(2021, 3, 1), 5, today=date(2026, 3, 1), notice_days=180, postponed_to=date(2026, 6, 30)).state
    'postponed'
    >>> term_of(None, 5, today=date(2026, 3, 1), notice_days=180).state
    'unknown'
    """
    if elected_on is None:
        return Term("unknown", None, None)
    usual = _years_later(elected_on, years) - timedelta(days=1)
    ends_on = max(usual, postponed_to or usual)
    if today > ends_on:
        return Term("overdue", elected_on, ends_on)
    if begun_on is not None and begun_on > elected_on:
        return Term("begun", elected_on, ends_on)
    if today > usual:
        return Term("postponed", elected_on, ends_on)
    soon = ends_on - timedelta(days=notice_days) <= today
    return Term("due_soon" if soon else "running", elected_on, ends_on)


def _years_later(day: date, years: int) -> date:
    """The same day years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
