"""How long it takes until a problem is put right, problems that are still open counted as what they are.

To leave open problems out makes every office look fast that fixes the easy ones first; to count them as fixed today is
wrong too. Kaplan and Meier (1958, J. Am. Stat. Assoc. 53): on each day on which a problem is signed off, the share of
those then still open that are signed off leaves; an open problem is counted as long as it was watched.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Watched:
    """One problem: ``days`` from the notice to the sign-off, or, when it is not ``fixed``, to today."""

    days: int
    fixed: bool


@dataclass(frozen=True, slots=True)
class Share:
    """After ``days`` this share of the problems is still open."""

    days: int
    open: Fraction


def still_open(problems: Iterable[Watched]) -> tuple[Share, ...]:
    """The share still open after each day on which something was signed off, in order; 1 before the first.

    >>> [str(one.open) for one in still_open([Watched(2, True), Watched(3, False), Watched(5, True), Watched(8, False)])]
    ['3/4', '3/8']
    """
    listed = list(problems)
    fixed = Counter(one.days for one in listed if one.fixed)
    shares, share = list[Share](), Fraction(1)
    for day in sorted(fixed):
        at_risk = sum(one.days >= day for one in listed)
        share *= 1 - Fraction(fixed[day], at_risk)
        shares.append(Share(day, share))
    return tuple(shares)


def median_days(problems: Iterable[Watched]) -> int | None:
    """The day by which half of the problems are put right; None where it cannot be said yet: too many are still open.

    >>> median_days([Watched(2, True), Watched(3, False), Watched(5, True), Watched(8, False)])
    5
    >>> median_days([Watched(2, True), Watched(9, False), Watched(9, False)]) is None
    True
    """
    return next((one.days for one in still_open(problems) if one.open <= Fraction(1, 2)), None)
