"""What is learnt of each judge beside severity: how reliable, and how widely the scale is used (fair.md 6.4).

Each is drawn towards the ordinary judge, the more so the fewer scores speak. What is ordinary is learnt from those who use
the scale: judges who give everybody nearly the same, be they many, say nothing of how the others differ.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma, polygamma

from guanmo.method.severity.table import Floats, Table

FEW_SCORES = 4
"""A judge with fewer is taken as ordinary in reliability and spread."""
SPREAD_TAILS = 4.0
SPREADS = 0.02, 5.0
LEAST_SPREAD = 0.2
"""Whoever gives everybody nearly the same must not have a point more or less read as fifty: below it a score is read as if
the spread were this, and counts less by what that reads too much into it (``reach``)."""
USES_THE_SCALE = 0.5
FLAT = 1 / 3
"""Of how widely the tenth judge of ten spreads scores: who spreads them less gives everybody nearly the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Judges:
    """Per judge (J): how widely the scale is used (1 is ordinary), its variance, the variance of the noise, and the share
    (0 to 1) of the weight that is left to who hardly uses the scale."""

    spread: Floats
    spread_variance: Floats
    noise: Floats
    reach: Floats

    @classmethod
    def alike(cls, count: int, noise: float) -> "Judges":
        """Judges of whom nothing is known but the common noise."""
        return cls(np.ones(count), np.zeros(count), np.full(count, noise), np.ones(count))


def flat(table: Table) -> NDArray[np.bool_]:
    """Judges (J) who give everybody nearly the same, by the scores alone, whatever the others do."""
    counts = np.maximum(np.bincount(table.judge, minlength=table.judges), 1)
    away = table.score - (table.per_judge(table.score) / counts)[table.judge]
    deviation = np.sqrt(table.per_judge(away**2) / np.maximum(counts - 1, 1))
    told = counts >= FEW_SCORES
    if not told.any():
        return np.zeros(table.judges, bool)
    return np.asarray(told & (deviation < FLAT * np.quantile(deviation[told], 0.9)), np.bool_)


def noises(sums: Floats, counts: Floats, ordinary: NDArray[np.bool_]) -> Floats:
    """Each judge's noise from its sum of weighed squares over ``counts`` scores, drawn towards the ordinary one as strongly
    as ordinary judges resemble each other (Smyth 2004)."""
    strength, common = _common_noise((sums / counts)[ordinary], counts[ordinary])
    if np.isfinite(strength):
        noise = (strength * common + sums) / (strength + counts)
    else:
        noise = np.where(ordinary, common, (FEW_SCORES * common + sums) / (FEW_SCORES + counts))
    return np.asarray(np.where(counts < FEW_SCORES, common, noise), np.float64)


def _common_noise(noise: Floats, counts: Floats) -> tuple[float, float]:
    """Strength (in scores, infinite when judges are alike) and level of the common noise."""
    many = counts >= FEW_SCORES
    if many.sum() < 2:
        return np.inf, float(np.average(noise, weights=counts))
    half = counts[many] / 2
    logs = np.log(np.maximum(noise[many], 1e-12)) - digamma(half) + np.log(half)
    excess = float(logs.var(ddof=1) - polygamma(1, half).mean())
    if excess <= 0:
        return np.inf, float(np.exp(logs.mean()))
    strength = 2 * _inverse_trigamma(excess)
    return strength, float(np.exp(logs.mean() + digamma(strength / 2) - np.log(strength / 2)))


def _inverse_trigamma(value: float) -> float:
    """Newton's method on 1 / trigamma, which is nearly a straight line (Smyth 2004, appendix)."""
    guess = 0.5 + 1 / value
    for _round in range(50):
        trigamma = float(polygamma(1, guess))
        move = trigamma * (1 - trigamma / value) / float(polygamma(2, guess))
        guess += move
        if abs(move) < 1e-8 * guess:
            break
    return guess


def spreads(
    slope: Floats, known: Floats, before: Floats, counts: Floats, ordinary: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Spreads and their variances. Ordinary judges are drawn towards 1 by how much they differ, with heavy tails; the others
    hardly at all.

    ``slope`` of each judge's scores on the qualities, with precision ``known``; ``before`` the spreads until now.
    """
    kappa = _between(slope[ordinary], known[ordinary])
    if kappa < 1e-5 and ordinary.all():
        return np.ones_like(slope), np.zeros_like(slope)
    tails = (max(kappa, 1e-5) * SPREAD_TAILS + (before - 1) ** 2) / (SPREAD_TAILS + 1)
    each = np.where(ordinary, tails, 1.0)
    spread = (known * slope + 1 / each) / (known + 1 / each)
    usual = _weighted_median(spread[ordinary], counts[ordinary])
    return np.clip(spread / usual, *SPREADS), 1 / (known + 1 / each)


def _between(slope: Floats, known: Floats) -> float:
    """The variance between slopes beyond chance (DerSimonian and Laird)."""
    total = float(known.sum())
    centre = float(known @ slope) / total
    differs = float(known @ (slope - centre) ** 2) - (slope.size - 1)
    room = total - float(known @ known) / total
    return max(0.0, differs / room) if room > 0 else 0.0


def _weighted_median(values: Floats, weights: Floats) -> float:
    """Not the mean: a few straight-liners would drag it (6.9, pitfall 7)."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2)])
