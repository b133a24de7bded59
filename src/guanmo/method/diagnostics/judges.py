"""Does a judge stand apart: in strictness, in how far scores are spread, in how they agree with the others?

Strictness differs between people; only a judge who differs from the others more than these differ among themselves is
asked about. Spread and agreement are compared with scores dealt anew among the judges of each organisation.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from guanmo.method.diagnostics.seen import Question, Tried, of_many
from guanmo.method.diagnostics.shuffling import chances, sums
from guanmo.method.diagnostics.two_way import TwoWay
from guanmo.method.severity.table import Floats

FEW_SHEETS = 4
FEW_JUDGES = 4
Members = NDArray[np.intp]
STRAIGHT = 0.5
"""A spread below this, against 1 for the others, is called straight-lining."""


def severity(round: TwoWay) -> Tried:
    """Judges stricter or milder than the others; ``size`` in points, above 0 mild. Each part by itself."""
    found: list[Question] = []
    compared = [(members, _outlying(round, members)) for members in _comparable(round)]
    number = sum(members.size for members, _t in compared)
    for members, t in compared:
        chance = 2 * special.stdtr(members.size - 2, -np.abs(t))
        found += [
            Question(
                "severity",
                (round.judges[judge],),
                float(round.judge_effect[judge]),
                of_many(p, number),
                _load(round, judge),
            )
            for judge, p in zip(members, chance, strict=True)
        ]
    return tuple(found) or None


def _comparable(round: TwoWay) -> Iterator[Members]:
    """The judges of each part who scored enough, where there are enough of them."""
    for part in range(round.parts.count):
        members = np.flatnonzero((round.parts.judge == part) & (round.loads >= FEW_SHEETS))
        if members.size >= FEW_JUDGES:
            yield members


def _outlying(round: TwoWay, members: Members) -> Floats:
    """t of each judge against the others, effects scaled to the same error."""
    effect, error = round.judge_effect[members], round.effect_errors()[members]
    between = max(float(effect.var(ddof=1)) - float((error**2).mean()), 0.0)
    scaled = effect / np.sqrt(np.maximum(between + error**2, 1e-12))
    size = members.size
    others = (scaled.sum() - scaled) / (size - 1)
    spread = (scaled**2).sum() - scaled**2 - (size - 1) * others**2
    deviation = np.sqrt(np.maximum(spread, 1e-12) / (size - 2) * (1 + 1 / (size - 1)))
    return np.asarray((scaled - others) / deviation, np.float64)


def spread(round: TwoWay) -> Tried:
    """Judges who tell organisations apart less or more than the others do; ``size`` 1 is usual, 0 the same for everybody."""
    steady, dealt = round.steady, round.dealt
    quality = round.organisation_mean(round.corrected)[round.table.organisation]
    quality = quality - (round.table.per_judge(quality) / round.loads)[round.table.judge]
    reach = round.table.per_judge(quality**2)
    known = (round.loads >= FEW_SHEETS) & (reach > 1e-9 * max(float(reach.sum()), 1e-12))
    if dealt is None or not known.any():
        return None
    scale = np.sqrt(np.where(known, reach, np.inf))
    found = round.table.per_judge(steady * quality) / scale
    chance = chances(np.abs(found), np.abs(sums(dealt * quality, round.table.judge, round.table.judges) / scale))
    slope = 1 + found / scale
    return tuple(
        Question(
            "straight_lining" if slope[judge] < STRAIGHT else "spread",
            (round.judges[judge],),
            float(slope[judge]),
            float(chance[judge]),
            _load(round, judge),
        )
        for judge in np.flatnonzero(known)
    )


def consistency(round: TwoWay) -> Tried:
    """Judges whose scores agree with the others' less than usual; ``size``: the usual distance, in units of all judges'."""
    steady, dealt = round.steady, round.dealt
    known = round.loads >= FEW_SHEETS
    if dealt is None or known.sum() < 2:
        return None
    usual = float((steady**2).mean())
    distance = round.table.per_judge(steady**2) / round.loads
    dealt_distance = sums(dealt**2, round.table.judge, round.table.judges) / round.loads
    weight = np.where(known, np.sqrt(round.loads), 0.0)
    chance = chances((distance - usual) * weight, (dealt_distance - usual) * weight)
    return tuple(
        Question(
            "consistency",
            (round.judges[judge],),
            float(np.sqrt(distance[judge] / usual)),
            float(chance[judge]),
            _load(round, judge),
        )
        for judge in np.flatnonzero(known)
    )


def _load(round: TwoWay, judge: np.integer[Any]) -> int:
    return int(round.loads[judge])
