"""Working days: weekdays but for public holidays, and the weekend days that are worked in their place (调休).

Source: the State Council's yearly notice on holidays; which days they are is data, counting is here. A term runs from the
day after it begins, and one that ends on a day off ends on the next working day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """A calendar: ``holidays`` are days off besides weekends, ``made_up`` weekend days that are worked.

    ``years`` are those whose arrangement is known; in others only weekends are off.
    """

    holidays: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether people are at work on this day.

        >>> national = WorkingDays(frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)}))
        >>> [national.works(date(2026, 10, day)) for day in (1, 2, 3, 10)]
        [False, True, False, True]
        """
        return day in self.made_up or (day.weekday() < SATURDAY and day not in self.holidays)

    def from_day(self, day: date) -> date:
        """The day itself, or the next working day: when a term ends on a day off (顺延).

        >>> str(WorkingDays().from_day(date(2026, 11, 21)))
        '2026-11-23'
        """
        return next(one for one in _days(day, 1) if self.works(one))

    def before(self, day: date) -> date:
        """The last working day before ``day``: whatever was due by then is overdue.

        >>> str(WorkingDays().before(date(2026, 11, 23)))
        '2026-11-20'
        """
        return next(one for one in _days(day - _DAY, -1) if self.works(one))

    def after(self, day: date, number: int) -> date:
        """The ``number``-th working day after ``day``, which is not counted itself; ``number`` ≥ 0, 0 is ``from_day``.

        >>> str(WorkingDays().after(date(2026, 11, 20), 1)), str(WorkingDays().after(date(2026, 11, 20), 6))
        ('2026-11-23', '2026-11-30')
        """
        if number < 0:
            raise ValueError(f"a term has no negative length: {number}")
        if number == 0:
            return self.from_day(day)
        working = (one for one in _days(day + _DAY, 1) if self.works(one))
        return next(one for place, one in enumerate(working, start=1) if place == number)

    def between(self, first: date, last: date) -> int:
        """How many working days lie after ``first`` up to and with ``last``; negative when ``last`` comes first.

        >>> WorkingDays().between(date(2026, 11, 20), date(2026, 11, 24)), WorkingDays().between(date(2026, 11, 24), date(2026, 11, 20))
        (2, -2)
        """
        if last < first:
            return -self.between(last, first)
        return sum(self.works(first + n * _DAY) for n in range(1, (last - first).days + 1))


def _days(day: date, step: int) -> Iterator[date]:
    while True:
        yield day
        day += step * _DAY
