"""Simulated rounds of which the truth is known: qualities, judges, and how the sheets came to be (fair.md 2)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from guanmo.method.severity.table import Table

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]


@dataclass(frozen=True)
class Simulated:
    """The table of a round, and the true quality of each organisation (O, in points about their mean)."""

    table: Table
    quality: Floats

    @property
    def mean(self) -> Floats:
        """The plain mean of each organisation's scores."""
        return self.table.per_organisation(self.table.score) / np.diff(self.table.starts)

    def error(self, scores: Floats) -> float:
        """Root mean square distance of scores from the truth, both about their means."""
        return float(np.sqrt(np.mean((scores - scores.mean() - self.quality + self.quality.mean()) ** 2)))


def county(
    seed: int, *, organisations: int = 200, judges: int = 60, each: int = 8, severity: float = 3.0, noise: float = 4.0
) -> Simulated:
    """Every organisation is scored by ``each`` judges drawn by chance; scores to half a point, 0 to 100."""
    chance = np.random.default_rng(seed)
    rows = np.repeat(np.arange(organisations), each)
    columns = np.concatenate([chance.choice(judges, each, replace=False) for _ in range(organisations)])
    quality = chance.normal(0, 4, organisations)
    exact = 82 + quality[rows] + chance.normal(0, severity, judges)[columns] + chance.normal(0, noise, rows.size)
    return Simulated(Table.of(rows, columns, np.clip(np.round(2 * exact) / 2, 0, 100)), quality)


def sparse(seed: int, *, judges: int, both: int, alone: int = 30) -> Simulated:
    """``alone`` organisations seen by one judge each in turn, and ``both`` more seen by two."""
    chance = np.random.default_rng(seed)
    first = np.arange(alone + both) % judges
    rows = np.concatenate([np.arange(alone + both), np.arange(alone, alone + both)])
    columns = np.concatenate([first, (first[alone:] + 1) % judges])
    quality = chance.normal(0, 4, alone + both)
    exact = 80 + quality[rows] + chance.normal(0, 3, judges)[columns] + chance.normal(0, 4, rows.size)
    return Simulated(Table.of(rows, columns, np.clip(np.round(2 * exact) / 2, 0, 100)), quality)


def changed(simulated: Simulated, places: Indices, scores: Floats) -> Simulated:
    """The same round with other scores at these places."""
    table = simulated.table
    score = table.score.copy()
    score[places] = scores
    return Simulated(Table.of(table.organisation, table.judge, score), simulated.quality)
