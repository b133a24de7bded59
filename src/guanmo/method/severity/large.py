"""The model for a province: millions of scores, solved by conjugate gradients, never forming a dense matrix (fair.md 4).

The organisations are eliminated as in ``equations``; what is left is applied to a vector by two sparse products. Variances
come from a sample of whole areas, by the same fixed point as in ``robust`` with the traces measured: a round with the same
visits is made up of which the truth is known, and the errors of its solution are the traces. Every score has the same noise
and every judge the same spread here.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from guanmo.method.severity.equations import Variances
from guanmo.method.severity.reml import moments
from guanmo.method.severity.table import Floats, Table

SAMPLE = 1_000_000
MADE_UP = 4
"""Rounds made up to measure the traces; more change variances of large tables by less than a thousandth."""
ROUNDS = 12
MOST_STEPS = 400


@dataclass(frozen=True, slots=True, eq=False)
class LargeFit:
    """The solution: ``mean``, ``severity`` and its standard error (J), ``area`` (G), ``quality`` and its standard ``error``
    (O); ``steps`` taken."""

    variances: Variances
    mean: float
    severity: Floats
    severity_error: Floats
    area: Floats
    quality: Floats
    error: Floats
    steps: int


def fit_large(table: Table, *, seed: int = 0, sample: int = SAMPLE, tolerance: float = 1e-5) -> LargeFit:
    """Fit a table of any size. ``seed`` chooses the sample of areas and the rounds made up; same seed, same bytes."""
    chance = np.random.Generator(np.random.Philox(seed))
    variances = measured_variances(_sampled(table, sample, chance), chance)
    system = System(table, variances)
    x, steps = system.solve(system.right(table.score[:, None]), tolerance)
    quality = system.qualities(x, table.score[:, None])
    judges, areas = table.judges, table.areas
    return LargeFit(
        variances,
        float(x[-1, 0]),
        x[:judges, 0],
        1 / np.sqrt(system.diagonal[:judges, 0]),
        x[judges : judges + areas, 0],
        quality[:, 0],
        system.errors(),
        steps,
    )


def measured_variances(table: Table, chance: np.random.Generator, *, made_up: int = MADE_UP) -> Variances:
    """The variances by restricted maximum likelihood, with measured traces."""
    start = moments(table)
    half = start.own / 2
    variances = Variances(half, start.judge, start.noise, half) if table.areas else start
    normal = chance.standard_normal
    truth = (
        normal((table.judges, made_up)),
        normal((table.areas, made_up)),
        normal((table.organisations, made_up)),
        normal((table.score.size, made_up)),
    )
    before: Floats | None = None
    for _round in range(ROUNDS):
        old = variances
        variances, before = _next(table, variances, truth, before)
        moved = [abs(np.log(new / was)) for new, was in zip(_values(variances), _values(old), strict=True)]
        if max(moved) < 1e-3:
            break
    return variances


def _values(variances: Variances) -> tuple[float, float, float, float]:
    return variances.own, variances.judge, variances.noise, variances.area


def _next(
    table: Table, now: Variances, truth: tuple[Floats, Floats, Floats, Floats], before: Floats | None
) -> tuple[Variances, Floats]:
    """One step of the fixed point: sums of squares over the numbers known, which the made-up rounds measure."""
    severity, area, own, noise = truth
    b, m = np.sqrt(now.judge) * severity, np.sqrt(now.area) * area
    d, e = np.sqrt(now.own) * own, np.sqrt(now.noise) * noise
    quality = d if table.area is None else d + m[table.area]
    made = b[table.judge] + quality[table.organisation] + e
    scores = np.column_stack([table.score, made])
    system = System(table, now)
    x, _steps = system.solve(system.right(scores), 1e-3, before)
    found = system.qualities(x, scores)
    judges = table.judges
    hat_b, hat_m = x[:judges], x[judges:-1]
    hat_d = found if table.area is None else found - hat_m[table.area]
    rest = table.score - (x[-1, 0] + hat_b[table.judge, 0] + found[table.organisation, 0])

    def known(made_up: Floats, estimated: Floats, variance: float) -> float:
        """Of how many effects the scores tell: their number less what stays uncertain of them."""
        unsure = float(((estimated[:, 1:] - made_up) ** 2).sum()) / made_up.shape[1]
        return float(len(made_up) - unsure / variance)

    counts = known(d, hat_d, now.own), known(b, hat_b, now.judge), known(m, hat_m, now.area) if table.areas else 0.0
    floor = 1e-8 * float(table.score.var())
    freedom = table.score.size - 1 - sum(counts)
    return Variances(
        own=max(float(hat_d[:, 0] @ hat_d[:, 0]) / max(counts[0], 1e-9), floor),
        judge=max(float(hat_b[:, 0] @ hat_b[:, 0]) / max(counts[1], 1e-9), floor),
        noise=max(float(rest @ rest) / freedom, floor),
        area=max(float(hat_m[:, 0] @ hat_m[:, 0]) / max(counts[2], 1e-9), floor) if table.areas else now.area,
    ), x


def _sampled(table: Table, size: int, chance: np.random.Generator) -> Table:
    """Whole areas drawn by chance (whole organisations without areas) until ``size`` scores are there, in their order."""
    if table.score.size <= size:
        return table
    group = np.arange(table.organisations) if table.area is None else table.area
    counts = np.bincount(group, np.diff(table.starts))
    order = chance.permutation(counts.size)
    chosen = np.zeros(counts.size, bool)
    chosen[order[: int(np.searchsorted(np.cumsum(counts[order]), size)) + 1]] = True
    rows = chosen[group]
    scores = np.repeat(rows, np.diff(table.starts))
    _judges, judge = np.unique(table.judge[scores], return_inverse=True)
    place = np.cumsum(rows) - 1
    area = None if table.area is None else np.unique(table.area[rows], return_inverse=True)[1]
    return Table.of(place[table.organisation[scores]], judge, table.score[scores], area)


class System:
    """The equations with the organisations eliminated, as an operator on x = [severity, area, mean], several at once."""

    def __init__(self, table: Table, variances: Variances) -> None:
        self.table, self.variances = table, variances
        shape = (table.organisations, table.judges)
        ones = np.ones(table.score.size)  # as wide as what they multiply, or each product would widen them anew
        self.who = sparse.csr_matrix((ones, table.judge, table.starts), shape)
        self.whom = self.who.T  # the same numbers, read by columns
        self.of_organisation = np.diff(table.starts).astype(float)[:, None]
        self.of_judge = np.bincount(table.judge, minlength=table.judges).astype(float)[:, None]
        self.precision = self.of_organisation / variances.noise + 1 / variances.own
        self.by_area = _columns(table)
        self.of_area = np.asarray(self.by_area.sum(axis=0)).reshape(-1, 1)
        self.diagonal = self._diagonal()

    def _diagonal(self) -> Floats:
        noise, own = self.variances.noise, self.variances.own
        judge = self.of_judge / noise + 1 / self.variances.judge
        judge -= self.whom @ (1 / self.precision) / noise**2
        area = self.of_area / own + 1 / self.variances.area - self.by_area.T @ (1 / self.precision) / own**2
        mean = (self.of_organisation / noise - (self.of_organisation / noise) ** 2 / self.precision).sum()
        return np.concatenate([judge, area, [[mean]]])

    def _split(self, x: Floats) -> tuple[Floats, Floats, Floats]:
        judges = self.table.judges
        return x[:judges], x[judges:-1], x[-1:]

    def _told(self, x: Floats) -> Floats:
        """P x: what x lets expect of each organisation, weighed (O x columns)."""
        severity, area, mean = self._split(x)
        expected = (_times(self.who, severity) + self.of_organisation * mean) / self.variances.noise
        return np.asarray(expected - self.by_area @ area / self.variances.own, np.float64)

    def _gathered(self, values: Floats) -> Floats:
        """P' values: back from the organisations to x."""
        noise, own = self.variances.noise, self.variances.own
        return np.concatenate(
            [
                _times(self.whom, values) / noise,
                -(self.by_area.T @ values) / own,
                (self.of_organisation * values).sum(axis=0, keepdims=True) / noise,
            ]
        )

    def __matmul__(self, x: Floats) -> Floats:
        severity, area, mean = self._split(x)
        noise, own = self.variances.noise, self.variances.own
        direct = np.concatenate(
            [
                self.of_judge * (severity + mean) / noise + severity / self.variances.judge,
                self.of_area * area / own + area / self.variances.area,
                ((self.of_judge * severity).sum(axis=0, keepdims=True) + self.table.score.size * mean) / noise,
            ]
        )
        return direct - self._gathered(self._told(x) / self.precision)

    def _sums(self, score: Floats) -> Floats:
        """Weighed sums of the scores of each organisation (O x columns)."""
        return np.add.reduceat(score, self.table.starts[:-1], axis=0) / self.variances.noise

    def right(self, score: Floats) -> Floats:
        """The right-hand side for columns of scores (N x columns)."""
        per_judge = np.column_stack([self.table.per_judge(column) for column in score.T]) / self.variances.noise
        areas = np.zeros((self.table.areas, score.shape[1]))
        direct = np.concatenate([per_judge, areas, score.sum(axis=0, keepdims=True) / self.variances.noise])
        return direct - self._gathered(self._sums(score) / self.precision)

    def qualities(self, x: Floats, score: Floats) -> Floats:
        """The quality of each organisation that follows from x and the scores (O x columns)."""
        return (self._sums(score) - self._told(x)) / self.precision

    def solve(self, right: Floats, tolerance: float, start: Floats | None = None) -> tuple[Floats, int]:
        """Conjugate gradients with the diagonal as preconditioner; every column stops when the last one has arrived."""
        x = np.zeros_like(right) if start is None else start.copy()
        rest = right - self @ x
        goal = tolerance**2 * (right**2 / self.diagonal).sum(axis=0)
        ready = rest / self.diagonal
        along, size = ready.copy(), (rest * ready).sum(axis=0)
        for step in range(MOST_STEPS):
            if (size <= goal).all():
                return x, step
            image = self @ along
            length = size / np.maximum((along * image).sum(axis=0), 1e-300)
            x += length * along
            rest -= length * image
            ready = rest / self.diagonal
            new = (rest * ready).sum(axis=0)
            along = ready + new / np.maximum(size, 1e-300) * along
            size = new
        return x, MOST_STEPS

    def errors(self) -> Floats:
        """Standard errors of the qualities (O), with the judges' own errors taken from the diagonal (fair.md 4)."""
        judge, area, _mean = self._split(1 / self.diagonal)
        from_judges = self.who @ judge / self.variances.noise**2
        from_area = self.by_area @ area / self.variances.own**2
        return np.asarray(
            np.sqrt(1 / self.precision + (from_judges + from_area) / self.precision**2).ravel(), np.float64
        )


def _columns(table: Table) -> sparse.csr_matrix:
    """Which area each organisation lies in (O x G); without areas no column."""
    rows = np.arange(table.organisations)
    if table.area is None:
        return sparse.csr_matrix((table.organisations, 0))
    return sparse.csr_matrix((np.ones(rows.size), (rows, table.area)), (rows.size, table.areas))


def _times(matrix: sparse.spmatrix, values: Floats) -> Floats:
    """Their product; a single column goes the quicker way of a vector."""
    found = (matrix @ values[:, 0])[:, None] if values.shape[1] == 1 else matrix @ values
    return np.asarray(found, np.float64)
