"""Scores taken apart by least squares into what is the organisation's, what is the judge's, and a rest (fair.md 6.2).

Nothing is drawn towards anything here: a question must not lean on the answer. With normal noise the t of a slope has
exactly its distribution, so that a question's base rate can be relied on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import special

from guanmo.method.diagnostics.seen import Sheet
from guanmo.method.diagnostics.shuffling import deals
from guanmo.method.severity.parts import parts
from guanmo.method.severity.table import Floats, Indices, Table

FAINT = 1e-9
"""What is left of a column below this share of it is rounding: nothing can be learnt from it."""


@dataclass(frozen=True, slots=True)
class Slope:
    """Points for each unit of a column, t with its ``degrees`` of freedom."""

    points: float
    t: float
    degrees: int

    @property
    def above(self) -> float:
        """The chance of as much or more when there is nothing."""
        return float(special.stdtr(self.degrees, -self.t))

    @property
    def two_sided(self) -> float:
        return 2 * float(special.stdtr(self.degrees, -abs(self.t)))


class TwoWay:
    """The sheets of a round (sorted), with the effects of judges ``judge_effect`` (J, centred in each part) and the rest
    ``residual`` (N)."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self.sheets = sorted(sheets, key=lambda one: (one.organisation, one.judge, one.score))
        self.organisations, organisation = _coded([one.organisation for one in self.sheets])
        self.judges, judge = _coded([one.judge for one in self.sheets])
        self.table = Table.of(organisation, judge, [one.score for one in self.sheets])
        self.parts = parts(self.table)
        self.scores = self.table.score
        self.counts = np.diff(self.table.starts).astype(float)
        self.loads = np.bincount(self.table.judge, minlength=self.table.judges).astype(float)
        self._inverse = self._schur_inverse()
        self.judge_effect = self._judge_effects(self.scores)
        self.residual = self.rest(self.scores)
        self.degrees = self.scores.size - self.table.organisations - self.table.judges + self.parts.count

    def _schur_inverse(self) -> Floats:
        table = self.table
        seen = np.zeros((table.organisations, table.judges))
        np.add.at(seen, (table.organisation, table.judge), 1.0)
        system = np.diag(self.loads) - seen.T @ (seen / self.counts[:, None])
        return np.asarray(np.linalg.pinv(system, hermitian=True), np.float64)

    def organisation_mean(self, values: Floats) -> Floats:
        """The mean over each organisation's sheets: (N) to (O)."""
        return np.asarray(self.table.per_organisation(values) / self.counts, np.float64)

    def within_organisation(self, values: Floats) -> Floats:
        """(N), less its organisation's mean."""
        return values - self.organisation_mean(values)[self.table.organisation]

    def _judge_effects(self, values: Floats) -> Floats:
        return np.asarray(self._inverse @ self.table.per_judge(self.within_organisation(values)), np.float64)

    def rest(self, values: Floats) -> Floats:
        """What neither organisations nor judges explain of a column (N)."""
        judge = self._judge_effects(values)[self.table.judge]
        return self.within_organisation(values) - self.within_organisation(judge)

    @property
    def corrected(self) -> Floats:
        """The scores (N) less the effects of the judges."""
        return self.scores - self.judge_effect[self.table.judge]

    @cached_property
    def steady(self) -> Floats:
        """What each sheet (N) says above its organisation's mean once strictness is taken out."""
        return self.within_organisation(self.corrected)

    @cached_property
    def dealt(self) -> Floats | None:
        """The same, dealt anew among the judges of each organisation (R, N); None where nothing can be dealt."""
        if self.degrees < 2 or not float(self.steady @ self.steady) > 0:
            return None
        return deals(self.steady, self.table.organisation)

    @property
    def noise(self) -> float:
        """The variance of the rest; 0 where nothing is left to estimate it from."""
        return float(self.residual @ self.residual) / self.degrees if self.degrees > 0 else 0.0

    def effect_errors(self) -> Floats:
        """Standard errors of the judges' effects (J)."""
        return np.asarray(np.sqrt(np.maximum(np.diag(self._inverse) * self.noise, 0)), np.float64)

    def slope(self, column: Floats) -> Slope | None:
        """How scores change with a column once organisations and judges are taken out; None where that cannot be told."""
        left = self.rest(column)
        return slope_of(left, self.residual, column, self.degrees)


def slope_of(left: Floats, values: Floats, column: Floats, degrees: int) -> Slope | None:
    """Least squares of ``values`` on ``left``, what remains of ``column``; ``degrees`` are those of the values."""
    size = float(left @ left)
    if degrees < 2 or size <= FAINT * max(float(column @ column), 1.0):
        return None
    points = float(left @ values) / size
    rest = float(values @ values) - points**2 * size
    error = np.sqrt(max(rest, 0.0) / (degrees - 1) / size)
    return Slope(points, points / error, degrees - 1) if error > 0 else None


def _coded(names: Sequence[str]) -> tuple[list[str], Indices]:
    known = sorted(set(names))
    place = {name: number for number, name in enumerate(known)}
    return known, np.array([place[name] for name in names], np.int32)
