"""Made-up rounds of which the truth is known, in the designs and scenarios of fair.md 2, with other constants and seeds.

Scores on 100. ``county``: 400 organisations, each by 12 of 120 judges; ``teams``: three teams of four; ``ring`` and
``towns``: 20 towns of 15 organisations, whose three-judge teams visit the next two towns, or three towns drawn by chance.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.table import Table

Floats = NDArray[np.float64]
Places = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64] | None]
SCENARIOS = ("clean", "severe", "hetero", "straight", "typo", "friends", "collusion", "dirty")
MEAN, QUALITY, SEVERITY, NOISE, TOWN = 80.0, 4.2, 3.1, 4.1, 2.1
TOWNS, EACH = 20, 15


@dataclass(frozen=True)
class Round:
    """The table; the true ``quality``; ``best``, what one could know who knew each judge and each bad sheet (the
    oracle of fair.md 2); ``towns``, who knew how the towns differ as well; ``limit``, who knew all but severities."""

    table: Table
    quality: Floats
    best: Floats
    towns: Floats
    limit: Floats


def _county(chance: np.random.Generator) -> Places:
    judges = np.concatenate([chance.choice(120, 12, replace=False) for _ in range(400)])
    return np.repeat(np.arange(400), 12), judges, None


def _teams(chance: np.random.Generator) -> Places:
    teams = np.concatenate([chance.choice(30, 3, replace=False) for _ in range(400)])
    judges = (4 * teams[:, None] + np.arange(4)).ravel()
    return np.repeat(np.arange(400), 12), judges, None


def _visited(teams: NDArray[np.int64]) -> Places:
    """``teams`` (towns x visits): whose three judges come to each town."""
    area = np.repeat(np.arange(TOWNS), EACH)
    judges = (3 * teams[area][:, :, None] + np.arange(3)).reshape(area.size, -1)
    return np.repeat(np.arange(area.size), judges.shape[1]), judges.ravel(), area


def _ring(_chance: np.random.Generator) -> Places:
    town = np.arange(TOWNS)
    return _visited(np.column_stack([(town - 1) % TOWNS, (town - 2) % TOWNS]))


def _towns(chance: np.random.Generator) -> Places:
    """Three towns by chance, never the own and never the same twice."""
    while True:
        teams = np.column_stack([chance.permutation(TOWNS) for _ in range(3)])
        alone = all(len({town, *row}) == 4 for town, row in enumerate(teams.tolist()))
        if alone:
            return _visited(teams)


DESIGNS: dict[str, Callable[[np.random.Generator], Places]] = {
    "county": _county,
    "teams": _teams,
    "towns": _towns,
    "ring": _ring,
}


def made(design: str, scenario: str, seed: int) -> Round:
    """One round. The same words give the same round."""
    chance = np.random.default_rng([seed, list(DESIGNS).index(design), SCENARIOS.index(scenario)])
    row, judge, area = DESIGNS[design](chance)
    if scenario in ("collusion", "dirty"):
        judge, ring = _with_ring(row, judge, chance)
    else:
        ring = np.zeros(row.size, bool)
    quality = chance.normal(0, QUALITY, row.max() + 1)
    if area is not None:
        own = np.sqrt(QUALITY**2 - TOWN**2)
        quality = chance.normal(0, own, quality.size) + chance.normal(0, TOWN, TOWNS)[area]
    severity, spread, noise = _judges(scenario, judge.max() + 1, chance)
    score = MEAN + severity[judge] + spread[judge] * quality[row] + chance.normal(0, 1, row.size) * noise[judge]
    bad = np.zeros(row.size, bool)
    if scenario in ("typo", "dirty"):
        score, bad = _typed(score, chance)
    if scenario in ("friends", "dirty"):
        friends = chance.random(row.size) < 0.05
        score, bad = score + 12.0 * friends, bad | friends
    score, bad = score + 15.0 * ring, bad | ring
    score = np.clip(np.round(2 * score) / 2, 0, 100)
    kept = chance.random(row.size) > (0.1 if scenario == "dirty" else 0)
    order = np.flatnonzero(kept)[np.lexsort((judge[kept], row[kept]))]
    row, judge, score = row[order], judge[order], score[order]
    table = Table.of(row, judge, score, area)
    weight = np.where(bad[order], 0, 1 / noise[judge] ** 2)
    best, towns = (_best(row, weight, spread[judge], score - MEAN - severity[judge], one) for one in (None, area))
    strict = 2 * SEVERITY if scenario == "severe" else SEVERITY
    return Round(table, quality, best, towns, _limit(table, weight, spread[judge], strict))


def _with_ring(
    row: NDArray[np.int64], judge: NDArray[np.int64], chance: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """A ring of 12 % of the judges: at 5 % of the organisations four of them sit, and give 15 more."""
    members = chance.choice(judge.max() + 1, int(0.12 * (judge.max() + 1)), replace=False)
    judge, favoured = judge.copy(), np.zeros(row.size, bool)
    for organisation in chance.choice(row.max() + 1, int(0.05 * (row.max() + 1)), replace=False):
        seats = np.flatnonzero(row == organisation)
        chosen = chance.choice(members, min(4, members.size), replace=False)
        there = {int(one): seat for seat, one in zip(seats, judge[seats], strict=True)}
        free = [seat for seat in seats if judge[seat] not in chosen]
        for member in chosen:
            seat = there.get(int(member))
            if seat is None:
                seat = free.pop()
                judge[seat] = member
            favoured[seat] = True
    return judge, favoured


def _judges(scenario: str, count: int, chance: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    severity = chance.normal(0, 2 * SEVERITY if scenario == "severe" else SEVERITY, count)
    spread, noise = np.ones(count), np.full(count, NOISE)
    if scenario in ("hetero", "dirty"):
        spread = np.maximum(chance.normal(1, 0.25, count), 0.1)
        noise = NOISE * np.exp(chance.normal(0, 0.4, count))
    if scenario in ("straight", "dirty"):
        same = chance.choice(count, count // 10, replace=False)
        spread[same], noise[same] = 0.05, 1.0
    return severity, spread, noise


def _typed(score: Floats, chance: np.random.Generator) -> tuple[Floats, NDArray[np.bool_]]:
    """Two per cent of the scores lose a digit, have two exchanged, or are off by ten or twenty."""
    wrong = chance.random(score.size) < 0.02
    tens, ones = np.divmod(np.round(score), 10)
    ways = np.stack(
        [
            score / 10,
            10 * ones + tens,
            score + chance.choice([-10.0, 10.0], score.size),
            score + chance.choice([-20.0, 20.0], score.size),
        ]
    )
    chosen = ways[chance.integers(0, 4, score.size), np.arange(score.size)]
    return np.where(wrong, chosen, score), wrong


def _best(
    row: NDArray[np.int64], weight: Floats, spread: Floats, rest: Floats, area: NDArray[np.int64] | None
) -> Floats:
    """The best linear predictor of the qualities by someone who knows all else."""
    size = int(row.max()) + 1
    told = np.bincount(row, weight * spread * rest, size)
    known = np.bincount(row, weight * spread**2, size)
    if area is None:
        return told / (known + 1 / QUALITY**2)
    own = QUALITY**2 - TOWN**2
    variance = 1 / np.maximum(known, 1e-9) + own
    mean = told / np.maximum(known, 1e-9)
    town = np.bincount(area, mean / variance, TOWNS) / (np.bincount(area, 1 / variance, TOWNS) + 1 / TOWN**2)
    return (told + town[area] / own) / (known + 1 / own)


def _limit(table: Table, weight: Floats, spread: Floats, strict: float) -> Floats:
    """The best linear predictor of someone who knows all but the severities and the qualities."""
    own = QUALITY**2 - (0 if table.area is None else TOWN**2)
    variances = Variances(own=own, judge=strict**2, noise=NOISE**2, area=TOWN**2)
    return Equations(Pattern(table), variances, np.maximum(weight, 1e-9), spread).solve(table.score)[1]
