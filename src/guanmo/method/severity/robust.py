"""The severity model that typing errors, straight-liners and favours move little (fair.md 6.1, 6.4: "Ct+g").

Four things are learnt beside severity: how heavy the tails of the noise are (``tail``), how much weight each score
deserves, how reliable each judge is, and how widely each judge spreads the scale. Each is drawn towards the ordinary
judge, the more so the fewer scores speak. Rounds of estimation go on until no quality moves by a thousandth of the spread
between organisations.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import digamma, gammaln, polygamma

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.reml import moments
from guanmo.method.severity.table import Floats, Table

MOST_ROUNDS = 25
TAILS = np.array([2.5, 3.0, 4.0, 5.0, 7.0, 10.0])  # degrees of freedom; 10 at most, as an insurance in clean data
LOOK_AT_TAILS = (1, 3, 6, 10, 15)
FEW_SCORES = 4  # a judge with fewer is taken as ordinary in reliability and spread
SPREAD_TAILS = 4.0
SPREADS = 0.2, 5.0
"""Least and most: whoever gives everybody nearly the same must not have a point more or less read as fifty."""
FAR = 3.0
LEAST_SEVERITY = 0.05
"""Of the noise's variance: a handful of judges cannot prove that they are all equally strict."""


@dataclass(frozen=True, slots=True)
class Judges:
    """Per judge (J): how widely the scale is used (1 is ordinary), its variance, and the variance of the noise."""

    spread: Floats
    spread_variance: Floats
    noise: Floats


@dataclass(frozen=True, slots=True)
class Robust:
    """What the rounds of estimation ended with.

    ``equations`` give the estimates; ``cautious`` ones, with weights that own to having been estimated, their errors.
    """

    variances: Variances
    judges: Judges
    equations: Equations
    cautious: Equations


class _State:
    """One round of estimation after another over the same table."""

    def __init__(self, table: Table) -> None:
        self.table, self.pattern = table, Pattern(table)
        self.counts = table.per_judge(np.ones(table.score.size))
        start = moments(tamed(table))
        self.variances = replace(start, area=start.own / 2, own=start.own / 2) if table.areas else start
        judges = table.judges
        self.judges = Judges(np.ones(judges), np.zeros(judges), np.full(judges, start.noise))
        self.trust = np.ones(table.score.size)
        self.tail, self.caution = float(TAILS[-1]), 1.0
        self.solve()

    def solve(self) -> None:
        """Solve the equations with what is known now; afterwards ``rest`` and ``doubt`` (N) belong to the solution."""
        of = self.table.judge
        weight = self.trust / self.judges.noise[of]
        self.equations = Equations(self.pattern, self.variances, weight, self.judges.spread[of])
        self.x, self.quality = self.equations.solve(self.table.score)
        self.rest = self.table.score - self.equations.fitted(self.x, self.quality)
        self._uncertainty()

    def _uncertainty(self) -> None:
        """Variances of the solution: of each quality (O), of each expected score (N), and of own qualities (O)."""
        equations, table = self.equations, self.table
        covariance, of = equations.covariance, table.judge
        shares = np.asarray(equations.scaled @ covariance)  # (O x K): minus the covariance of quality with x
        within = 1 / equations.precision
        self.quality_variance = within + _row_sums(equations.scaled, shares)
        spread = equations.spread
        diagonal = np.diag(covariance)
        level = diagonal[of] + 2 * covariance[of, -1] + covariance[-1, -1]
        self.with_level = -(shares[table.organisation, of] + shares[table.organisation, -1])
        self.doubt = level + 2 * spread * self.with_level + spread**2 * self.quality_variance[table.organisation]
        if table.area is None:
            self.own_variance = self.quality_variance
        else:
            column = table.judges + table.area
            place = np.arange(table.organisations)
            self.own_variance = self.quality_variance + 2 * shares[place, column] + diagonal[column]

    # What is learnt from a solution, one thing each

    def learn_trust(self) -> None:
        """Weights of a t distribution: a score that fits no one counts less (6.4)."""
        self.errors = self._errors()
        ratio = self.errors / self.judges.noise[self.table.judge]
        self.trust = (self.tail + 1) / (self.tail + ratio)

    def _errors(self) -> Floats:
        of, row = self.table.judge, self.table.organisation
        unsure_spread = self.judges.spread_variance[of] * (self.quality**2 + self.quality_variance)[row]
        return np.asarray(self.rest**2 + self.doubt + unsure_spread, np.float64)

    def learn_tail(self) -> None:
        """The tail under which the standardised rests are likeliest, each with its best scale."""
        standard = self.rest / np.sqrt(self.judges.noise[self.table.judge])
        self.tail = float(TAILS[np.argmax([_likelihood(standard, tail) for tail in TAILS])])

    def learn_noise(self) -> None:
        """Each judge's noise, drawn towards the common one as strongly as the judges resemble each other (Smyth 2004)."""
        sums = self.table.per_judge(self.trust * self.errors)
        strength, common = _common_noise(sums / self.counts, self.counts)
        noise = (
            (strength * common + sums) / (strength + self.counts)
            if np.isfinite(strength)
            else np.full_like(sums, common)
        )
        noise[self.counts < FEW_SCORES] = common
        self.judges = replace(self.judges, noise=noise)

    def learn_spread(self) -> None:
        """How each judge uses the scale: a slope of the scores on the qualities, drawn towards 1."""
        table, row = self.table, self.table.organisation
        weight = self.trust / self.judges.noise[table.judge]
        level = table.score - self.x[-1] - self.x[table.judge]
        quality, doubt = self.quality[row], self.quality_variance[row]
        slope = table.per_judge(weight * (quality * level - self.with_level))
        known = table.per_judge(weight * (quality**2 + doubt))
        spread, variance = _drawn_to_one(slope / known, known, self.judges.spread, self.counts)
        few = self.counts < FEW_SCORES
        spread[few], variance[few] = 1.0, 0.0
        self.judges = replace(self.judges, spread=spread, spread_variance=variance)

    def learn_variances(self) -> None:
        """The fixed point of the likelihood's equations (6.3): sum of squares over the number that is known."""
        table, old, floor = self.table, self.variances, 1e-8 * float(self.table.score.var())
        severity, doubt = self.x[: table.judges], np.diag(self.equations.covariance)
        noise = float(np.median(self.judges.noise))
        own = self.quality if table.area is None else self.quality - self.x[table.judges : -1][table.area]
        self.variances = Variances(
            own=max(_fixed_point(own, self.own_variance, old.own), floor),
            judge=max(_fixed_point(severity, doubt[: table.judges], old.judge), LEAST_SEVERITY * noise),
            noise=noise,
            area=max(_fixed_point(self.x[table.judges : -1], doubt[table.judges : -1], old.area), floor),
        )

    def learn_caution(self) -> None:
        """Weights that were estimated are worth less than known ones: the factor of a sandwich variance, 1 to 3."""
        ratio = self.errors / self.judges.noise[self.table.judge]
        slope = (self.tail + 1) * (self.tail - ratio) / (self.tail + ratio) ** 2
        factor = (self.trust**2 * ratio).mean() / slope.mean() ** 2 * self.trust.mean()
        self.caution = float(np.clip(factor, 1, 3))


def tamed(table: Table) -> Table:
    """The table with scores far from their organisation's median drawn in to ``FAR`` usual distances from it.

    A few lost digits would make the noise look so large at the start that no later round could tell them from it.
    """
    middle = np.array([np.median(one) for one in np.split(table.score, table.starts[1:-1])])[table.organisation]
    apart = np.abs(table.score - middle)
    usual = 1.4826 * float(np.median(apart[apart > 0])) if apart.any() else 0.0
    return replace(table, score=np.clip(table.score, middle - FAR * usual, middle + FAR * usual))


def robust(table: Table) -> Robust:
    """Fit the model. Raises ArithmeticError where the scores do not tell the variances apart."""
    state = _State(table)
    for number in range(1, MOST_ROUNDS + 1):
        before = state.quality
        state.learn_trust()
        if number in LOOK_AT_TAILS:
            state.learn_tail()
        state.learn_noise()
        state.learn_spread()
        state.learn_variances()
        state.learn_caution()
        state.solve()
        if np.abs(state.quality - before).max() < 1e-3 * np.sqrt(
            state.variances.own + state.variances.area * bool(table.areas)
        ):
            break
    cautious = Equations(state.pattern, state.variances, state.equations.weight / state.caution, state.equations.spread)
    return Robust(state.variances, state.judges, state.equations, cautious)


def _row_sums(left: object, right: Floats) -> Floats:
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()  # type: ignore[attr-defined]


def _likelihood(standard: Floats, tail: float) -> float:
    """The log likelihood of a t distribution, with the scale at its best (a few rounds of reweighting find it)."""
    scale = float(np.median(standard**2)) or 1.0
    for _round in range(10):
        scale = float(((tail + 1) / (tail + standard**2 / scale) * standard**2).mean())
    constant = gammaln((tail + 1) / 2) - gammaln(tail / 2) - np.log(tail * np.pi * scale) / 2
    return float(standard.size * constant - (tail + 1) / 2 * np.log1p(standard**2 / scale / tail).sum())


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


def _drawn_to_one(slope: Floats, known: Floats, before: Floats, counts: Floats) -> tuple[Floats, Floats]:
    """Spreads drawn towards 1 by how much judges differ (DerSimonian and Laird), with heavy tails; and their variances."""
    sums = known.sum(), (known**2).sum()
    centre = float((known * slope).sum() / sums[0])
    differs = float((known * (slope - centre) ** 2).sum()) - (slope.size - 1)
    room = sums[0] - sums[1] / sums[0]
    kappa = max(0.0, differs / room) if room > 0 else 0.0
    if kappa < 1e-5:
        return np.ones_like(slope), np.zeros_like(slope)
    each = kappa * (SPREAD_TAILS + (before - 1) ** 2 / kappa) / (SPREAD_TAILS + 1)
    spread = (known * slope + 1 / each) / (known + 1 / each)
    spread = np.clip(spread / _weighted_median(spread, counts), *SPREADS)
    return spread, 1 / (known + 1 / each)


def _weighted_median(values: Floats, weights: Floats) -> float:
    """Not the mean: a few straight-liners would drag it (6.9, pitfall 7)."""
    order = np.argsort(values, kind="stable")
    running = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(running, running[-1] / 2)])


def _fixed_point(effects: Floats, doubt: Floats, old: float) -> float:
    known = effects.size - float(doubt.sum()) / old
    return float(effects @ effects) / known if known > 1e-9 * max(effects.size, 1) else old
