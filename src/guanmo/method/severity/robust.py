"""The severity model that typing errors, straight-liners and favours move little (fair.md 6.1, 6.4: "Ct+g").

Four things are learnt beside severity: how heavy the tails of the noise are (``tail``), how much weight each score
deserves, how reliable each judge is, and how widely each judge spreads the scale. Each is drawn towards the ordinary
judge, the more so the fewer scores speak. Rounds of estimation go on until no quality moves by a thousandth of the spread
between organisations.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.judges import FEW_SCORES, LEAST_SPREAD, USES_THE_SCALE, Judges, flat, noises, spreads
from guanmo.method.severity.reml import moments
from guanmo.method.severity.table import Floats, Table
from guanmo.method.severity.tails import Tails

MOST_ROUNDS = 25
LOOK_AT_TAILS = (1, 3, 6, 10, 15)
SETTLE = 2
"""Rounds before the slips are counted: at first everything fits badly."""
FAR = 3.0
LEAST_SEVERITY = 0.05
"""Of the noise's variance: a handful of judges cannot prove that they are all equally strict."""


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

    def __init__(self, table: Table, weighs: bool, alike: bool = False) -> None:
        self.table, self.pattern, self.weighs, self.alike = table, Pattern(table), weighs, alike
        self.counts = table.per_judge(np.ones(table.score.size))
        start = moments(tamed(table))
        self.variances = replace(start, area=start.own / 2, own=start.own / 2) if table.areas else start
        self.judges = Judges.alike(table.judges, start.noise)
        self.flat = flat(table)
        self.trust = np.ones(table.score.size)
        self.tails, self.caution = Tails(), 1.0
        self.solve()

    def solve(self) -> None:
        """Solve the equations with what is known now; afterwards ``rest`` and ``doubt`` (N) belong to the solution."""
        of = self.table.judge
        weight = self.trust * (self.judges.reach / self.judges.noise)[of]
        self.equations = Equations(self.pattern, self.variances, weight, self.judges.spread[of])
        self.x, self.quality = self.equations.solve(self.table.score)
        self.rest = self.table.score - self.equations.fitted(self.x, self.quality)
        self._uncertainty()

    def _uncertainty(self) -> None:
        """Variances of the solution: of each quality (O), of each expected score (N), and of own qualities (O)."""
        equations, table = self.equations, self.table
        covariance, of = equations.covariance, table.judge
        shares = equations.shares
        self.quality_variance = equations.quality_variance
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

    def learn_trust(self, number: int) -> None:
        """Weights of heavy tails and slips: a score that fits no one counts less (6.4)."""
        noise = self.judges.noise[self.table.judge]
        self.errors = self._errors()
        self.ratio, self.standard = self.errors / noise, self.rest / np.sqrt(noise)
        if not self.weighs:
            return
        trust = self.tails.trust(self.ratio)
        if number > SETTLE:
            self.tails = self.tails.with_slips(self.ratio, trust.slip)
        if number in LOOK_AT_TAILS:
            self.tails = self.tails.with_freedom(self.standard, trust.slip)
        self.trust = trust.weight

    def _errors(self) -> Floats:
        of, row = self.table.judge, self.table.organisation
        unsure_spread = self.judges.spread_variance[of] * (self.quality**2 + self.quality_variance)[row]
        return np.asarray(self.rest**2 + self.doubt + unsure_spread, np.float64)

    def ordinary(self) -> NDArray[np.bool_]:
        """Judges (J) who use the scale; all of them where hardly anybody does."""
        found = ~self.flat & (self.judges.spread >= USES_THE_SCALE)
        return found if found.sum() > 1 else np.ones(found.size, bool)

    def learn_judges(self) -> None:
        """Each judge's noise, and the slope of the scores on the qualities: how the judge uses the scale."""
        if self.alike:
            self.judges = Judges.alike(self.table.judges, float((self.trust * self.errors).mean()))
            return
        table, row, ordinary = self.table, self.table.organisation, self.ordinary()
        noise = noises(table.per_judge(self.trust * self.errors), self.counts, ordinary)
        weight = self.trust / noise[table.judge]
        level = table.score - self.x[-1] - self.x[table.judge]
        quality, doubt = self.quality[row], self.quality_variance[row]
        slope = table.per_judge(weight * (quality * level - self.with_level))
        known = table.per_judge(weight * (quality**2 + doubt))
        found, variance = spreads(slope / known, known, self.judges.spread, self.counts, ordinary)
        few = self.counts < FEW_SCORES
        found[few], variance[few] = 1.0, 0.0
        spread = np.maximum(found, LEAST_SPREAD)
        self.judges = Judges(spread, variance, noise, (found / spread) ** 2)

    def learn_variances(self) -> None:
        """The fixed point of the likelihood's equations (6.3): sum of squares over the number that is known."""
        table, old, floor = self.table, self.variances, 1e-8 * float(self.table.score.var())
        severity, doubt = self.x[: table.judges], np.diag(self.equations.covariance)
        noise = float(np.median(self.judges.noise[self.ordinary()]))
        own = self.quality if table.area is None else self.quality - self.x[table.judges : -1][table.area]
        self.variances = Variances(
            own=max(_fixed_point(own, self.own_variance, old.own), floor),
            judge=max(_fixed_point(severity, doubt[: table.judges], old.judge), LEAST_SEVERITY * noise),
            noise=noise,
            area=max(_fixed_point(self.x[table.judges : -1], doubt[table.judges : -1], old.area), floor),
        )

    def learn_caution(self) -> None:
        """Weights that were estimated are worth less than known ones."""
        known = float((self.trust * self.doubt / self.judges.noise[self.table.judge]).mean())
        self.caution = self.tails.caution(self.standard, self.ratio, known)


def tamed(table: Table) -> Table:
    """The table with scores far from their organisation's median drawn in to ``FAR`` usual distances from it.

    A few lost digits would make the noise look so large at the start that no later round could tell them from it.
    """
    middle = np.array([np.median(one) for one in np.split(table.score, table.starts[1:-1])])[table.organisation]
    apart = np.abs(table.score - middle)
    usual = 1.4826 * float(np.median(apart[apart > 0])) if apart.any() else 0.0
    return replace(table, score=np.clip(table.score, middle - FAR * usual, middle + FAR * usual))


def robust(table: Table, *, weighs: bool = True) -> Robust:
    """Fit the model. Raises ArithmeticError where the scores do not tell the variances apart.

    Without ``weighs`` every sheet counts in full: on a coarse scale that piles up on one value, whatever is not that value
    looks like a slip (fair.md 2, negative result).
    """
    state = _settled(_State(table, weighs))
    cautious = Equations(state.pattern, state.variances, state.equations.weight / state.caution, state.equations.spread)
    return Robust(state.variances, state.judges, state.equations, cautious)


def slips(table: Table) -> tuple[NDArray[np.bool_], float]:
    """Which scores (N) are likelier slips than not, were all judges alike; and how much less each of them tells."""
    state = _settled(_State(table, weighs=True, alike=True))
    return state.tails.trust(state.ratio).slip > 0.5, state.tails.width


def with_areas(table: Table) -> Variances:
    """The variances where areas have levels of their own, judges are alike and every sheet counts in full."""
    return _settled(_State(table, weighs=False, alike=True)).variances


def _settled(state: _State) -> _State:
    """The state after rounds of estimation that no longer move it."""
    for number in range(1, MOST_ROUNDS + 1):
        before = state.quality
        state.learn_trust(number)
        state.learn_judges()
        state.learn_variances()
        state.learn_caution()
        state.solve()
        if np.abs(state.quality - before).max() < 1e-3 * np.sqrt(
            state.variances.own + state.variances.area * bool(state.table.areas)
        ):
            break
    return state


def _fixed_point(effects: Floats, doubt: Floats, old: float) -> float:
    known = effects.size - float(doubt.sum()) / old
    return float(effects @ effects) / known if known > 1e-9 * max(effects.size, 1) else old
