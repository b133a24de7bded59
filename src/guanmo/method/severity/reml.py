"""The variances by restricted maximum likelihood, exactly: average-information Newton steps (fair.md 6.3).

Here every score has the same noise and every judge the same spread; areas are left out. It is the model that lme4 calls
``score ~ 1 + (1 | organisation) + (1 | judge)``, so that the two can be compared digit by digit.
"""

from dataclasses import dataclass

import numpy as np

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.parts import left_over
from guanmo.method.severity.table import Floats, Table

MOST_STEPS = 60
MOST_HALVINGS = 30
SMALLEST_SHARE = 1e-9  # of the total variance: the likelihood may put a variance at zero, where its logarithm ends
CLOSE = 1e-10  # squared length of a step, in units of its own standard error
NEAR = 1e-4
ROUNDING = 1e-13
"""Of the sizes of the terms of the criterion: differences below it may come of the order in which numbers were added."""


@dataclass(frozen=True, slots=True)
class Reml:
    """The ``variances`` at the optimum, the ``criterion`` -2 log L there, and the equations solved."""

    variances: Variances
    criterion: float
    equations: Equations
    x: Floats
    quality: Floats


def reml(table: Table, start: Variances | None = None) -> Reml:
    """Find the variances of a table. Raises ArithmeticError where they cannot be told apart (see ``enough``), LinAlgError
    where scores fit without any noise."""
    pattern, total = Pattern(table), float(table.score.var())
    if total == 0 or not enough(table):
        raise ArithmeticError("the scores do not tell the variances apart")
    floor = SMALLEST_SHARE * total
    guess = start or moments(table)
    here = _Point(pattern, np.array([guess.noise, guess.own, guess.judge]))
    for _step in range(MOST_STEPS):
        move, left = here.newton(floor)
        if left < CLOSE:
            break
        # So near the optimum a step is as good as exact, while rounding may hide whether the criterion fell.
        there = _Point(pattern, here.moved(move, floor)) if left < NEAR else _downhill(pattern, here, move, floor)
        if there is here:  # no part of the step leads further down: neither would the next
            break
        here = there
    return Reml(here.variances, here.criterion, here.equations, here.x, here.quality)


def _downhill(pattern: Pattern, here: "_Point", move: Floats, floor: float) -> "_Point":
    """The end of the step, or of its half, its quarter, …: the first that is not worse than where it began."""
    for halving in range(MOST_HALVINGS):
        there = _Point(pattern, here.moved(move / 2**halving, floor))
        if there.criterion <= here.criterion + here.rounding:
            return there
    return here


def enough(table: Table) -> bool:
    """Whether scores are left over for the noise once each organisation and each judge has its own mean."""
    return min(table.organisations, table.judges) > 1 and left_over(table) > 0


def moments(table: Table) -> Variances:
    """A start that needs no solving: sums of squares within organisations, within judges and in all (Henderson I)."""
    score, total = table.score, float(table.score.var(ddof=1))
    size, rows, columns = score.size, table.organisations, table.judges
    by_row = score - (table.per_organisation(score) / np.diff(table.starts))[table.organisation]
    by_column = score - (table.per_judge(score) / np.bincount(table.judge))[table.judge]
    judge_and_noise = float(by_row @ by_row) / max(size - rows, 1)
    own_and_noise = float(by_column @ by_column) / max(size - columns, 1)
    least = 0.02 * total
    own, judge = max(total - judge_and_noise, least), max(total - own_and_noise, least)
    return Variances(own=own, judge=judge, noise=max(total - own - judge, least))


class _Point:
    """The likelihood at one set of variances, in the order noise, own, judge."""

    def __init__(self, pattern: Pattern, values: Floats) -> None:
        table = self.table = pattern.table
        noise, own, judge = (float(value) for value in values)
        self.values = values
        self.variances = Variances(own=own, judge=judge, noise=noise)
        self.equations = Equations(
            pattern, self.variances, np.full(table.score.size, 1 / noise), np.ones(table.score.size)
        )
        self.x, self.quality = self.equations.solve(table.score)
        self.rest = table.score - self.equations.fitted(self.x, self.quality)
        self.sizes = np.array([table.score.size - 1, table.organisations, table.judges], float)
        logs = np.log(values) @ [table.score.size, table.organisations, table.judges]
        fit = float(table.score @ self.rest) / noise
        terms = [self.sizes[0] * np.log(2 * np.pi), float(logs), self.equations.log_determinant, fit]
        self.criterion = float(sum(terms))
        self.rounding = ROUNDING * float(np.abs(terms).sum())

    def newton(self, floor: float) -> tuple[Floats, float]:
        """The step to take, and how far from the optimum this is: the squared step in units of its error."""
        downhill, curvature = self._gradient(), self._information()
        free = (self.values > floor * 1.01) | (downhill > 0)
        step = np.zeros(3)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], downhill[free])
        return step, float(step @ downhill)

    def moved(self, step: Floats, floor: float) -> Floats:
        """The variances after a step, kept positive: none falls or grows more than tenfold at once."""
        return np.maximum(np.clip(self.values + step, self.values / 10, self.values * 10), floor)

    def _gradient(self) -> Floats:
        """Half the downhill slope of the criterion in each variance."""
        table, covariance = self.table, self.equations.covariance
        own, judge = self.values[1:]
        of_own = self.equations.doubt
        of_judge = np.trace(covariance[: table.judges, : table.judges])
        known_own, known_judge = table.organisations - of_own / own, table.judges - of_judge / judge
        severity = self.x[: table.judges]
        explained = np.array([self.rest @ self.rest, self.quality @ self.quality, severity @ severity]) / self.values**2
        expected = np.array([self.sizes[0] - known_own - known_judge, known_own, known_judge]) / self.values
        return np.asarray((explained - expected) / 2, np.float64)

    def _information(self) -> Floats:
        """The average information (3 x 3): half of v'Pv for the three directions v."""
        table = self.table
        noise, own, judge = self.values
        directions = np.column_stack(
            [self.rest / noise, (self.quality / own)[table.organisation], (self.x / judge)[table.judge]]
        )
        x, quality = self.equations.solve(directions)
        rest = directions - (x[-1] + x[table.judge] + quality[table.organisation])
        return np.asarray(directions.T @ rest / noise / 2, np.float64)
