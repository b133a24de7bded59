"""Other ways to make one score of several judges', on the same rounds: what the model is compared with (fair.md 2)."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.reml import reml
from guanmo.method.severity.table import Table

Floats = NDArray[np.float64]
FREE = 1e6
"""A variance so large that it holds nothing back: effects are then fixed, as in ordinary least squares."""


def mean(table: Table) -> Floats:
    return np.asarray(table.per_organisation(table.score) / np.diff(table.starts), np.float64)


def trimmed(table: Table) -> Floats:
    """Without the highest and the lowest where there are at least three."""
    sheets = (np.sort(one) for one in np.split(table.score, table.starts[1:-1]))
    return np.array([one[1:-1].mean() if one.size > 2 else one.mean() for one in sheets])


def standardised(table: Table) -> Floats:
    """The mean of each judge's scores as distances from the judge's own mean, in the judge's own spread."""
    counts = np.maximum(np.bincount(table.judge, minlength=table.judges), 1)
    away = table.score - (table.per_judge(table.score) / counts)[table.judge]
    spread = np.sqrt(table.per_judge(away**2) / counts)
    distances = away / np.where(spread > 0, spread, 1)[table.judge]
    return np.asarray(table.per_organisation(distances) / np.diff(table.starts), np.float64)


def least_squares(table: Table) -> Floats:
    """Organisations and judges as fixed effects."""
    ones = np.ones(table.score.size)
    plain = Table(table.organisation, table.judge, table.score, table.starts, table.judges)
    return Equations(Pattern(plain), Variances(own=FREE, judge=FREE, noise=1.0), ones, ones).solve(table.score)[1]


def mixed(table: Table) -> Floats:
    """Crossed random effects as lme4 fits them."""
    return reml(table).quality


OTHERS: dict[str, Callable[[Table], Floats]] = {
    "mean": mean,
    "trimmed": trimmed,
    "z-score": standardised,
    "2-way LS": least_squares,
    "REML": mixed,
}
