"""The median time to fix, worked by hand, beside the two usual wrong ways."""

from fractions import Fraction
from statistics import median

from guanmo.method.time_to_fix import Share, Watched, median_days, still_open

# Six problems: fixed after 3, 5, 5 and 12 days; two are open since 4 and 20 days.
# day 3: 6 at risk, 1 fixed: 5/6. The one watched for 4 days leaves. day 5: 4 at risk, 2 fixed: 5/6 × 1/2 = 5/12.
# day 12: 2 at risk, 1 fixed: 5/12 × 1/2 = 5/24.
SIX = [Watched(3, True), Watched(4, False), Watched(5, True), Watched(5, True), Watched(12, True), Watched(20, False)]


def test_open_problems_count_as_long_as_they_were_watched() -> None:
    assert still_open(SIX) == (Share(3, Fraction(5, 6)), Share(5, Fraction(5, 12)), Share(12, Fraction(5, 24)))
    assert median_days(SIX) == 5


def test_control_leaving_open_problems_out_makes_a_slow_office_look_fast() -> None:
    slow = [Watched(2, True), Watched(2, True), Watched(60, False), Watched(60, False), Watched(60, False)]
    assert median(one.days for one in slow if one.fixed) == 2
    assert median_days(slow) is None


def test_a_problem_fixed_on_the_day_another_was_last_watched_meets_it_still_open() -> None:
    # day 4: both at risk, one fixed: 1/2.
    assert still_open([Watched(4, True), Watched(4, False)]) == (Share(4, Fraction(1, 2)),)


def test_nothing_watched_is_nothing_known() -> None:
    assert (still_open([]), median_days([]), median_days([Watched(9, False)])) == ((), None, None)


def test_all_fixed_is_the_plain_median() -> None:
    assert median_days([Watched(days, True) for days in (1, 4, 9)]) == 4
