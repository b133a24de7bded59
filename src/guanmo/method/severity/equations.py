"""The normal equations of the severity model, with the organisations eliminated (fair.md 6.2).

Model of score e, given by judge j to organisation i in area g:

    score = mean + severity_j + spread_j x quality_i + noise / sqrt(weight_e),     quality_i = area_g + own_i

``own``, ``area`` and ``severity`` are random with variances ``own``, ``area`` and ``judge``. What stays unknown after the
organisations are eliminated is x = [severity (J), area (G), mean (1)], K = J + G + 1 in all, and is solved densely.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.linalg import lapack

from guanmo.method.severity.table import Floats, Table

MOST_WRITTEN_OUT = 1_000_000
"""Cells up to which multiplying every zero is quicker than looking for what is not zero."""


@dataclass(frozen=True, slots=True)
class Variances:
    """Variances in squared points: between organisations of one area, between judges, between areas, and the noise."""

    own: float
    judge: float
    noise: float
    area: float = 1.0


class Pattern:
    """Where the numbers of the equations stand; it depends on who scored whom alone, so it is made once a table.

    Row i of the (O x K) matrix P holds, for each score, the judge's column, then the area's, then that of the mean.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        extra = 1 if table.area is None else 2
        counts = np.diff(table.starts)
        self.indptr = np.concatenate([[0], np.cumsum(counts + extra)])
        self.of_score = np.arange(table.score.size) + extra * table.organisation
        self.of_area = self.indptr[1:] - 2
        self.of_mean = self.indptr[1:] - 1
        self.unknowns = table.judges + table.areas + 1
        self.indices = np.empty(self.indptr[-1], np.int32)
        self.indices[self.of_score] = table.judge
        if table.area is not None:
            self.indices[self.of_area] = table.judges + table.area
        self.indices[self.of_mean] = self.unknowns - 1
        self.rows = np.repeat(np.arange(table.organisations), counts + extra)

    def numbers(self, per_score: Floats, per_area: float, per_mean: Floats) -> Floats:
        """The numbers of P, place by place, from those of scores (N), the area's, and of the mean (O)."""
        data = np.empty(self.indices.size)
        data[self.of_score] = per_score
        if self.table.area is not None:
            data[self.of_area] = per_area
        data[self.of_mean] = per_mean
        return data

    def filled(self, data: Floats) -> Floats | sparse.csr_matrix:
        """A matrix of this pattern (O x K), written out where that is quicker."""
        cells = self.table.organisations * self.unknowns
        if cells <= MOST_WRITTEN_OUT:
            places = self.rows * np.int64(self.unknowns) + self.indices
            return np.bincount(places, data, cells).reshape(-1, self.unknowns)
        return sparse.csr_matrix((data, self.indices, self.indptr), (self.table.organisations, self.unknowns))


class Equations:
    """The equations for one set of variances, weights (N, per squared point) and spreads (N), and their solution.

    ``precision`` (O) is A in fair.md: what is known of each organisation's quality when all else is given.
    """

    def __init__(self, pattern: Pattern, variances: Variances, weight: Floats, spread: Floats) -> None:
        table = self.table = pattern.table
        self.variances, self.weight, self.spread = variances, weight, spread
        self.pull = weight * spread
        self.information = table.per_organisation(self.pull * spread)
        self.precision = self.information + 1 / variances.own
        sums = table.per_organisation(self.pull)
        numbers = pattern.numbers(self.pull, -1 / variances.own, sums)
        self.matrix = pattern.filled(numbers)
        if isinstance(self.matrix, np.ndarray):
            self.scaled = self.matrix / self.precision[:, None]
        else:
            self.scaled = pattern.filled(numbers / self.precision[pattern.rows])
        self.system = self._direct() - _written_out(self.matrix.T @ self.scaled)

    def _direct(self) -> Floats:
        """What the scores and the variances say of x before the organisations are eliminated."""
        table, variances = self.table, self.variances
        size = self.matrix.shape[1]
        direct = np.zeros((size, size))
        per_judge = table.per_judge(self.weight)
        direct[: table.judges, -1] = direct[-1, : table.judges] = per_judge
        diagonal = direct.reshape(-1)[:: size + 1]
        diagonal[: table.judges] = per_judge + 1 / variances.judge
        if table.area is not None:
            diagonal[table.judges : -1] = np.bincount(table.area) / variances.own + 1 / variances.area
        diagonal[-1] = per_judge.sum()
        return direct

    @cached_property
    def _factor(self) -> Floats:
        factor, failed = lapack.dpotrf(self.system, lower=1)
        if failed:
            raise ArithmeticError("the equations have no single solution")
        return np.asarray(factor, np.float64)

    @cached_property
    def covariance(self) -> Floats:
        """The covariance of x (K x K)."""
        below, _failed = lapack.dpotri(self._factor, lower=1)
        whole = np.asarray(below + below.T, np.float64)  # nothing stands above the diagonal
        np.fill_diagonal(whole, np.diag(below))
        return whole

    @property
    def log_determinant(self) -> float:
        """log |C| of the whole system, organisations included."""
        return float(np.log(self.precision).sum() + 2 * np.log(np.diag(self._factor)).sum())

    def solve(self, score: Floats) -> tuple[Floats, Floats]:
        """x and the qualities for these scores; a second axis of ``score`` (N x m) gives columns (K x m), (O x m)."""
        table = self.table
        columns = score.reshape(score.shape[0], -1)
        weighed = [self.pull * column for column in columns.T]
        known = np.column_stack([table.per_organisation(column) for column in weighed])
        plain = [table.per_judge(self.weight * column) for column in columns.T]
        right = -(self.scaled.T @ known)
        right[: table.judges] += np.column_stack(plain)
        right[-1] += self.weight @ columns
        x, _failed = lapack.dpotrs(self._factor, right, lower=1)
        quality = (known - self.matrix @ x) / self.precision[:, None]
        return (x[:, 0], quality[:, 0]) if score.ndim == 1 else (x, quality)

    def fitted(self, x: Floats, quality: Floats) -> Floats:
        """What the model expects for each score (N)."""
        table = self.table
        return np.asarray(x[-1] + x[table.judge] + self.spread * quality[table.organisation], np.float64)

    @cached_property
    def shares(self) -> Floats:
        """How the qualities move with x, weighed by what is known of x (O x K): minus their covariance."""
        return np.asarray(self.scaled @ self.covariance, np.float64)

    @cached_property
    def quality_variance(self) -> Floats:
        """The variance of each quality (O), the error of the mean included."""
        if isinstance(self.scaled, np.ndarray):
            from_x = np.einsum("ij,ij->i", self.scaled, self.shares)
        else:
            from_x = np.asarray(self.scaled.multiply(self.shares).sum(axis=1)).ravel()
        return np.asarray(1 / self.precision + from_x, np.float64)

    @property
    def doubt(self) -> float:
        """The sum of ``quality_variance``, found without each of them."""
        squares = self.scaled.T @ self.scaled
        if isinstance(squares, np.ndarray):
            from_x = np.vdot(squares, self.covariance)
        else:
            squares = squares.tocoo()
            from_x = squares.data @ self.covariance[squares.row, squares.col]
        return float((1 / self.precision).sum() + from_x)

    def apart(self, row: int) -> Floats:
        """The standard error of the difference between this organisation's quality and each one's (O)."""
        with_row = self.scaled @ self.shares[row]
        with_row[row] += 1 / self.precision[row]
        variance = self.quality_variance[row] + self.quality_variance - 2 * with_row
        return np.asarray(np.sqrt(np.maximum(variance, 0)), np.float64)


def _written_out(matrix: Floats | sparse.csr_matrix) -> Floats:
    return matrix if isinstance(matrix, np.ndarray) else np.asarray(matrix.toarray(), np.float64)
