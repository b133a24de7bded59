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
HUBER, USUAL, ROUNDS = 1.345, 1.4826, 12
"""Huber's border in standard deviations, the standard deviation of normal errors in median distances, rounds of weights."""
TIMID, STEPS = 1.0, 200
"""Half a win in all against a made-up field, so that who always won is not infinitely strong; steps of Hunter's way."""


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


def robust_least_squares(table: Table) -> Floats:
    """Least squares, but a sheet further off than ``HUBER`` usual distances counts less (Huber's weights, the distance by the median)."""
    plain = Table(table.organisation, table.judge, table.score, table.starts, table.judges)
    pattern, ones, weight = Pattern(plain), np.ones(table.score.size), np.ones(table.score.size)
    variances, quality = Variances(own=FREE, judge=FREE, noise=1.0), np.zeros(table.organisations)
    for _round in range(ROUNDS):
        equations = Equations(pattern, variances, weight, ones)
        judges, quality = equations.solve(table.score)
        off = np.abs(table.score - equations.fitted(judges, quality))
        weight = np.minimum(1, HUBER * USUAL * np.median(off) / np.maximum(off, 1e-9))
    return quality


def one_step(table: Table) -> Floats:
    """Each judge's mean distance from the organisations' plain means is taken off once: what can be done by hand."""
    return mean(_without_severity(table))


def one_step_trimmed(table: Table) -> Floats:
    return trimmed(_without_severity(table))


def _without_severity(table: Table) -> Table:
    counts = np.maximum(np.bincount(table.judge, minlength=table.judges), 1)
    severity = table.per_judge(table.score - mean(table)[table.organisation]) / counts
    return Table(table.organisation, table.judge, table.score - severity[table.judge], table.starts, table.judges)


def bradley_terry(table: Table) -> Floats:
    """Who was preferred to whom by the same judge, and nothing of by how much (Hunter's MM steps; equal scores are half a win)."""
    size = table.organisations
    wins = np.full((size, size), TIMID / size)
    for judge in range(table.judges):
        seen = np.flatnonzero(table.judge == judge)
        score, place = table.score[seen], table.organisation[seen]
        higher = score[:, None] > score[None, :]
        wins[np.ix_(place, place)] += higher + 0.5 * (score[:, None] == score[None, :])
    np.fill_diagonal(wins, 0)
    won, met, strength = wins.sum(axis=1), wins + wins.T, np.ones(size)
    for _step in range(STEPS):
        strength = won / (met / (strength[:, None] + strength[None, :])).sum(axis=1)
        strength /= np.exp(np.log(strength).mean())
    return np.log(strength)


OTHERS: dict[str, Callable[[Table], Floats]] = {
    "mean": mean,
    "trimmed": trimmed,
    "z-score": standardised,
    "BT": bradley_terry,
    "1-step": one_step,
    "1-s.trim": one_step_trimmed,
    "2-way LS": least_squares,
    "Huber LS": robust_least_squares,
    "REML": mixed,
}
