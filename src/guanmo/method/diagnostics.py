"""Questions about a round, each with how often chance alone would raise it; never verdicts (fair.md 6.8).

``excess`` is what a sheet gives above what its judge and its organisation make likely, in units of the usual distance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import ceil, erfc, sqrt

import numpy as np

RELIABLE = 0.8
"""Share of the differences between organisations that should be real; the usual aim for decisions about groups."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as the diagnostics see it. ``home`` and ``away``: the areas of the judge and of the organisation."""

    judge: str
    organisation: str
    excess: float
    home: str = ""
    away: str = ""
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: how large it is (in units of the usual distance), and how often chance alone gives as much.

    ``sheets`` is the number of sheets behind it; ``chance`` from 0 to 1, two-sided.
    """

    kind: str
    about: tuple[str, ...]
    size: float
    chance: float
    sheets: int


def home_effect(sheets: Sequence[Sheet]) -> Question | None:
    """Whether judges give more in their own area than elsewhere; None where nobody scored at home or nobody away."""
    home = [one.excess for one in sheets if one.home and one.home == one.away]
    away = [one.excess for one in sheets if one.home and one.home != one.away]
    if not home or not away:
        return None
    difference = float(np.mean(home) - np.mean(away))
    return Question("home", (), difference, _chance(difference, sqrt(1 / len(home) + 1 / len(away))), len(home))


def reciprocity(sheets: Sequence[Sheet]) -> tuple[Question, ...]:
    """Pairs of areas that give each other more than others do, the most first; both must have given.

    ``size`` is the smaller of the two favours: one that is not returned is none. Chance is that of both at once.
    """
    given: dict[tuple[str, str], list[float]] = {}
    for sheet in sheets:
        if sheet.home and sheet.away and sheet.home != sheet.away:
            given.setdefault((sheet.home, sheet.away), []).append(sheet.excess)
    found = []
    for one, other in combinations(sorted({area for pair in given for area in pair}), 2):
        there, back = given.get((one, other)), given.get((other, one))
        if there and back and (size := float(min(np.mean(there), np.mean(back)))) > 0:
            chance = _above(sum(there) / sqrt(len(there))) * _above(sum(back) / sqrt(len(back)))
            found.append(Question("reciprocity", (one, other), size, chance, len(there) + len(back)))
    return tuple(sorted(found, key=lambda question: (question.chance, question.about)))


def order_effect(sheets: Sequence[Sheet]) -> Question | None:
    """Whether later visits of a day get more or less; ``size`` is the change from the first to the last."""
    ordered = [one for one in sheets if one.order is not None]
    places = np.array([one.order for one in ordered], float)
    if len(ordered) < 3 or np.ptp(places) == 0:
        return None
    centred = (places - places.mean()) / np.ptp(places)
    spread = float(centred @ centred)
    slope = float(centred @ np.array([one.excess for one in ordered])) / spread
    return Question("order", (), slope, _chance(slope, 1 / sqrt(spread)), len(ordered))


@dataclass(frozen=True, slots=True)
class ItemSign:
    """How an item was judged: share of sheets with full marks (0 to 1), and the share of its points on which two judges of
    one organisation differ on average (0 to 1, None where no organisation had two)."""

    item: str
    sheets: int
    full_marks: float
    disagreement: float | None


def item_signs(
    scores: Mapping[str, Mapping[str, Sequence[Decimal]]], points: Mapping[str, Decimal]
) -> tuple[ItemSign, ...]:
    """``scores``: item -> organisation -> the scores that its judges gave; ``points``: the full points of each item."""
    found = []
    for item, organisations in scores.items():
        given = [score for listed in organisations.values() for score in listed]
        if not given:
            continue
        apart = [
            abs(one - other) / points[item]
            for listed in organisations.values()
            for one, other in combinations(listed, 2)
        ]
        full = sum(score == points[item] for score in given) / len(given)
        found.append(ItemSign(item, len(given), full, float(sum(apart) / len(apart)) if apart else None))
    return tuple(found)


def judges_enough(own: float, noise: float, aim: float = RELIABLE) -> int:
    """The least number of judges for each organisation with which differences are real to the share of the aim.

    With n judges that share is own / (own + noise / n), variances in squared points (generalisability).

    >>> judges_enough(16, 16)
    4
    """
    return max(1, ceil(noise / own * aim / (1 - aim) - 1e-9))


def _chance(size: float, error: float) -> float:
    """How often chance alone gives a difference as large, in either direction."""
    return erfc(abs(size) / error / sqrt(2))


def _above(standard: float) -> float:
    """How often chance alone gives as much or more."""
    return erfc(standard / sqrt(2)) / 2
