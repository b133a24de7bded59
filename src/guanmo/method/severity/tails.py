"""How far a sheet may be trusted: noise with heavy tails, and slips that follow no scale at all (fair.md 6.4).

The noise of a sheet is that of a t distribution, but for a share of slips (a lost digit, a wrong line) that may be off by
anything. How heavy the tails are, how many slips there are and how wide they fall is learnt from the round. In a clean
round the tails come out light and the slips none, and every sheet counts in full.

``ratio`` (N) is the squared error expected of a score in units of its judge's noise, ``standard`` (N) its residual in such
units.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit, gammaln

from guanmo.method.severity.table import Floats

FREEDOMS = np.array([2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0])
LEAST_WIDTH = 25.0
"""Squared: whatever is off by less than some five usual distances is for the tails to judge."""
SLIPS = 1e-6, 0.2
MOST_CAUTION = 3.0


@dataclass(frozen=True, slots=True, eq=False)
class Trust:
    """Per score (N): the chance that it is a slip, its weight were it none, and its weight."""

    slip: Floats
    ordinary: Floats
    weight: Floats


@dataclass(frozen=True, slots=True)
class Tails:
    """Degrees of freedom of the noise, the share of slips, and the variance of slips in units of the noise."""

    freedom: float = float(FREEDOMS[-1])
    slips: float = 0.02
    width: float = LEAST_WIDTH

    def trust(self, ratio: Floats) -> Trust:
        """The weights of scores: 1 and a little more where they fit, towards 0 the less they do."""
        ordinary = (self.freedom + 1) / (self.freedom + ratio)
        slip = expit(self._log_slip(ratio) - self._log_ordinary(ratio))
        return Trust(slip, ordinary, (1 - slip) * ordinary + slip / self.width)

    def _log_ordinary(self, ratio: Floats) -> Floats:
        half = self.freedom / 2
        constant = gammaln(half + 0.5) - gammaln(half) - np.log(half) / 2
        return np.asarray(np.log1p(-self.slips) + constant - (half + 0.5) * np.log1p(ratio / self.freedom), np.float64)

    def _log_slip(self, ratio: Floats) -> Floats:
        return np.asarray(np.log(self.slips) - np.log(self.width) / 2 - ratio / (2 * self.width), np.float64)

    def with_slips(self, ratio: Floats, slip: Floats) -> "Tails":
        """The share and the width of the slips that follow from what is held for a slip now."""
        width = float(slip @ ratio) / max(float(slip.sum()), 1e-9)
        return Tails(self.freedom, float(np.clip(slip.mean(), *SLIPS)), max(width, LEAST_WIDTH))

    def with_freedom(self, standard: Floats, slip: Floats) -> "Tails":
        """The degrees of freedom under which the residuals that are no slips are likeliest, each with its best scale."""
        ordinary = standard[slip < 0.5]
        likelihoods = [_likelihood(ordinary, freedom) for freedom in FREEDOMS]
        return Tails(float(FREEDOMS[np.argmax(likelihoods)]), self.slips, self.width)

    def caution(self, standard: Floats, ratio: Floats, known: float) -> float:
        """By how much variances grow because weights were estimated from the same scores: a sandwich's factor, 1 to 3.

        ``known`` is the number of effects a score pays for (0 to 1). Sources: Huber 1973 (his K for many effects).
        """
        trust = self.trust(ratio)
        fewer = -2 * (self.freedom + 1) * standard / (self.freedom + ratio) ** 2
        likelier = trust.slip * (1 - trust.slip) * (trust.ordinary - 1 / self.width) * standard
        slope = trust.weight + standard * ((1 - trust.slip) * fewer + likelier * (1 / self.width - trust.ordinary))
        many = 1 + known * slope.var() / slope.mean() ** 2
        factor = (trust.weight**2 * ratio).mean() / slope.mean() ** 2 * trust.weight.mean() * many**2
        return float(np.clip(factor, 1, MOST_CAUTION))


def _likelihood(standard: Floats, freedom: float) -> float:
    """The log likelihood of a t distribution, with the scale at its best (a few rounds of reweighting find it)."""
    scale = float(np.median(standard**2)) or 1.0
    for _round in range(10):
        scale = float(((freedom + 1) / (freedom + standard**2 / scale) * standard**2).mean())
    constant = gammaln((freedom + 1) / 2) - gammaln(freedom / 2) - np.log(freedom * np.pi * scale) / 2
    return float(standard.size * constant - (freedom + 1) / 2 * np.log1p(standard**2 / scale / freedom).sum())
