"""Working days around the holidays of 2026, counted by hand on a calendar.

National Day 2026: off from Thursday 1 to Wednesday 7 October; Sunday 20 September and Saturday 10 October are worked.
"""

from datetime import date

import pytest

from guanmo.method.working_days import WorkingDays

NATIONAL = WorkingDays(
    frozenset(date(2026, 10, day) for day in range(1, 8)),
    frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    frozenset({2026}),
)


@pytest.mark.parametrize(
    ("day", "number", "end"),
    [
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # Wednesday, then a week off
        (date(2026, 9, 30), 3, date(2026, 10, 10)),  # 8, 9, and Saturday the 10th that is worked
        (date(2026, 9, 30), 4, date(2026, 10, 12)),
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # Friday, then the Sunday that is worked
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
        (date(2026, 10, 3), 1, date(2026, 10, 8)),
        (date(2026, 9, 29), 0, date(2026, 9, 29)),
    ],
)
def test_a_term_ends_on_a_working_day(day: date, number: int, end: date) -> None:
    assert NATIONAL.after(day, number) == end


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 9, 30), date(2026, 10, 7), 0),
        (date(2026, 9, 30), date(2026, 10, 12), 4),
        (date(2026, 10, 12), date(2026, 9, 30), -4),
        (date(2026, 9, 18), date(2026, 9, 21), 2),
    ],
)
def test_days_between_are_counted_without_the_first(first: date, last: date, days: int) -> None:
    assert NATIONAL.between(first, last) == days


def test_last_working_day_before_a_long_holiday() -> None:
    assert [NATIONAL.before(date(2026, 10, day)) for day in (1, 7, 8, 9)] == [date(2026, 9, 30)] * 3 + [
        date(2026, 10, 8)
    ]


def test_term_of_negative_length_is_refused() -> None:
    with pytest.raises(ValueError, match="-1"):
        NATIONAL.after(date(2026, 9, 30), -1)
