"""What is due, what is there, and what is missing since when. What nobody could have recorded is not counted as missing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from guanmo.method.ledger import Ledger, Rhythm
from guanmo.method.rhythm import first_day, is_period, last_day, period_of, periods


@dataclass(frozen=True, slots=True)
class Held:
    """One finished record: the period that it names ("" for none), the choice of ``each`` ("" without one), and its day."""

    period: str
    each: str
    on: date


@dataclass(frozen=True, slots=True)
class Demand:
    """What one period (and one choice) asks for. ``late`` of the ``held`` were done after ``due_by``."""

    period: str
    each: str
    due_by: date
    needed: int
    held: int
    late: int

    @property
    def is_met(self) -> bool:
        return self.held >= self.needed

    def is_missing(self, today: date) -> bool:
        """Over and not met. Before that it is open, and nobody is behind."""
        return not self.is_met and self.due_by < today

    @property
    def missing_since(self) -> date:
        """The first day on which it was missing."""
        return self.due_by + timedelta(days=1)


def demands(asked: Ledger, held: Iterable[Held], *, since: date, today: date) -> tuple[Demand, ...]:
    """What the type asks from ``since`` (the day from which the ledger is kept) until today; empty without a rhythm.

    >>> from guanmo.method.ledger import read_ledger
    >>> day = read_ledger({"code": "d", "title": "主题党日", "group": "life", "clause": "村表四.1", "kinds": ["village"],
    ...                  "rhythm": {"every": "month"}})
    >>> found = demands(day, [Held("2026-01", "", date(2026, 1, 8))], since=date(2026, 1, 1), today=date(2026, 3, 5))
    >>> [(one.period, one.held, one.is_missing(date(2026, 3, 5))) for one in found]
    [('2026-01', 1, False), ('2026-02', 0, True), ('2026-03', 0, False)]
    """
    rhythm = asked.rhythm
    if rhythm is None:
        return ()
    done = [Held(period_meant(rhythm, one.on, one.period, one.each), one.each, one.on) for one in held]
    choices = tuple(asked.field_named(rhythm.each).choices) if rhythm.each else ("",)
    return tuple(
        _demand(rhythm, period, each, done) for period in periods(rhythm.every, since, today) for each in choices
    )


def period_meant(rhythm: Rhythm, on: date, named: str = "", each: str = "") -> str:
    """The period for which a record of this day counts: the one that it names where the rhythm asks for it, else its day's.

    A visit for New Year is made in the last days of the year before.

    >>> period_meant(Rhythm("quarter"), date(2026, 7, 20), "2026-07")
    '2026-Q3'
    >>> period_meant(Rhythm("year", asks_period=True), date(2026, 1, 20), "2025")
    '2025'
    >>> rhythm = Rhythm("year", each="node", early={"new_year": "12-15"})
    >>> period_meant(rhythm, date(2025, 12, 28), each="new_year"), period_meant(rhythm, date(2025, 12, 28), each="july")
    ('2026', '2025')
    """
    if rhythm.asks_period and is_period(rhythm.every, named):
        return named
    if each in rhythm.early and f"{on:%m-%d}" >= rhythm.early[each]:
        return str(on.year + 1)
    return period_of(rhythm.every, on)


def due_by(rhythm: Rhythm, period: str, each: str = "") -> date:
    """The last day for this period and choice.

    >>> due_by(Rhythm("year", due={"": "04-30"}), "2026"), due_by(Rhythm("quarter", grace=5), "2026-Q1")
    (datetime.date(2026, 4, 30), datetime.date(2026, 4, 5))
    """
    named = rhythm.due.get(each) or rhythm.due.get("")
    if named:
        year = first_day(rhythm.every, period).year
        return date(year, int(named[:2]), int(named[3:]))
    return last_day(rhythm.every, period) + timedelta(days=rhythm.grace)


def year_shown(today: date) -> date:
    """The first day of the year that is looked at; in January still the one before.

    >>> year_shown(date(2026, 1, 20)), year_shown(date(2026, 2, 1))
    (datetime.date(2025, 1, 1), datetime.date(2026, 1, 1))
    """
    return date(today.year - (today.month == 1), 1, 1)


def on_time_share(found: Sequence[Demand], today: date) -> tuple[int, int]:
    """How many of those that are over were met in time, and how many are over.

    >>> over = Demand("2026-Q1", "", date(2026, 3, 31), 1, 1, 1)
    >>> on_time_share([over], date(2026, 5, 1))
    (0, 1)
    """
    past = [one for one in found if one.due_by < today]
    return sum(one.held - one.late >= one.needed for one in past), len(past)


def _demand(rhythm: Rhythm, period: str, each: str, done: Sequence[Held]) -> Demand:
    limit = due_by(rhythm, period, each)
    own = [one for one in done if (one.period, one.each) == (period, each)]
    return Demand(period, each, limit, rhythm.least, len(own), sum(one.on > limit for one in own))
