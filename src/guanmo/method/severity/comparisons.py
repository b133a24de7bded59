"""Who can be told apart: ranks that hold for all organisations at once, ranks by comparing two at a time, and tiers.

The intervals of ``ranks`` hold for each organisation, one in twenty missing its rank. Here nothing is missed: nineteen
times in twenty every statement of a kind is true together, whatever the errors have in common (Šidák 1967). Honest ranges
of that kind are wide (fair.md 3).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from guanmo.method.severity.table import Floats, Indices


@dataclass(frozen=True, slots=True, eq=False)
class Range:
    """Per organisation (O): the best and the worst rank that it may have; 1 is the best."""

    best: Indices
    worst: Indices


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """Ranges of ranks from comparing two at a time, and for all at once; and the tier of each (O, from 1)."""

    by_pairs: Range
    together: Range
    tier: Indices


MOST_PAIRED = 20_000
"""Above it comparing each with each takes too long, and the ranges for all at once are given, which hold for one as well."""


def compared(score: Floats, error: Floats, apart: Callable[[int], Floats], *, level: float = 0.95) -> Compared:
    """All that follows from scores, their standard errors and those of their differences (see below)."""
    together = ranks_together(score, error, level=level)
    by_pairs = together if score.size > MOST_PAIRED else ranks_by_pairs(score, apart, level=level)
    return Compared(by_pairs, together, tiers(score, apart, level=level))


def reach(level: float, statements: int) -> float:
    """How many standard errors to each side let so many statements hold together with the chance ``level``.

    >>> round(reach(0.95, 1), 2), round(reach(0.95, 400), 2)
    (1.96, 3.83)
    """
    return -float(ndtri(-np.expm1(np.log(level) / max(statements, 1)) / 2))


def ranks_together(score: Floats, error: Floats, *, level: float = 0.95) -> Range:
    """Ranges that hold the true ranks of all at once: whose intervals do not meet, of them the order is known.

    ``score`` and ``error`` (O) as for ``rank_intervals``. Source: Klein, Wright and Wieczorek 2020.
    """
    away = reach(level, score.size) * error
    low, high = np.sort(score - away), np.sort(score + away)
    above = score.size - np.searchsorted(low, score + away, side="right")
    below = np.searchsorted(high, score - away, side="left")
    return Range((1 + above).astype(np.int32), (score.size - below).astype(np.int32))


def ranks_by_pairs(score: Floats, apart: Callable[[int], Floats], *, level: float = 0.95) -> Range:
    """Ranges from comparing each organisation with each other one: for each, all its comparisons hold at once.

    ``apart(row)`` gives the standard error of the difference between this one and each (O), so that what two owe to the
    same judges cancels. Source: Mogstad, Romano, Shaikh and Wilhelm 2024, with Šidák's bound for their quantile.
    """
    away = reach(level, score.size - 1)
    best, worst = np.empty(score.size, np.int32), np.empty(score.size, np.int32)
    for row in range(score.size):
        difference, sure = score - score[row], away * apart(row)
        best[row] = 1 + np.count_nonzero(difference > sure)
        worst[row] = score.size - np.count_nonzero(-difference > sure)
    return Range(best, worst)


def tiers(score: Floats, apart: Callable[[int], Floats], *, level: float = 0.95) -> Indices:
    """The tier of each (O, from 1): from the best down, all that cannot be told apart from the first of their tier.

    A tier begins with the first that is below the head of the one before with the chance ``level`` (two-sided, for that
    pair alone). Equal scores stand in the order of their rows.
    """
    order, away = np.argsort(-score, kind="stable"), reach(level, 1)
    found, head, number = np.empty(score.size, np.int32), 0, 0
    while head < score.size:
        rest, number = order[head:], number + 1
        told = score[rest[0]] - score[rest] > away * apart(int(rest[0]))[rest]
        found[rest] = number
        head = head + int(np.argmax(told)) if told.any() else score.size
    return found
