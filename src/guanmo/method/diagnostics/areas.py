"""Do judges favour their own area, or do two areas favour each other? Sizes in points (fair.md 6.8)."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from guanmo.method.diagnostics.seen import ALPHA, Question, Tried, of_many
from guanmo.method.diagnostics.two_way import Slope, TwoWay
from guanmo.method.severity.table import Floats

FEW_GIVEN = 2
"""Sheets that each of two areas must have given the other."""


def home(round: TwoWay) -> Tried:
    """Whether judges give their own area more or less than others give it; None where nobody scored at home."""
    at_home = np.array([bool(one.home) and one.home == one.away for one in round.sheets], float)
    found = round.slope(at_home)
    if found is None:
        return None
    return (Question("home", (), found.points, found.two_sided, int(at_home.sum())),)


def reciprocity(round: TwoWay) -> tuple[Tried, TwoWay]:
    """Pairs of areas that both give the other more than others give; ``size`` is the smaller of the two favours. A favour
    that is not returned is none. None where no two areas scored each other. With them the round without the sheets between
    pairs that are asked about.

    The plainest pair first; its sheets are then taken out, because everybody else's look poor beside them.
    """
    asked: list[Question] = []
    while tried := _pairs(round):
        plainest = min(tried, key=lambda one: one.chance)
        if plainest.chance > ALPHA:
            break
        asked.append(plainest)
        rest = [one for one in round.sheets if {one.home, one.away} != set(plainest.about)]
        round = TwoWay(rest)
    return ((*asked, *tried) or None), round


def _pairs(round: TwoWay) -> tuple[Question, ...]:
    """Every pair of areas that scored each other, with the chance of the smaller favour among so many pairs."""
    pairs = list(_both_ways(round))
    return tuple(
        Question(
            "reciprocity",
            names,
            min(one.points for one in slopes),
            of_many(max(one.above for one in slopes) ** 2, len(pairs)),
            sheets,
        )
        for names, sheets, slopes in pairs
    )


def _both_ways(round: TwoWay) -> Iterator[tuple[tuple[str, str], int, tuple[Slope, Slope]]]:
    """Each pair of areas with the number of sheets between them and the favour each way."""
    given: dict[tuple[str, str], Floats] = {}
    for number, sheet in enumerate(round.sheets):
        if sheet.home and sheet.away and sheet.home != sheet.away:
            given.setdefault((sheet.home, sheet.away), np.zeros(len(round.sheets)))[number] = 1.0
    for one, other in combinations(sorted({area for pair in given for area in pair}), 2):
        there, back = given.get((one, other)), given.get((other, one))
        if there is None or back is None or min(there.sum(), back.sum()) < FEW_GIVEN:
            continue
        slopes = round.slope(there), round.slope(back)
        if slopes[0] and slopes[1]:
            yield (one, other), int(there.sum() + back.sum()), (slopes[0], slopes[1])
