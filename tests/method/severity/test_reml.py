"""The variances against the textbook's formula, written out with whole matrices and minimised by other software."""

import numpy as np
import pytest
from scipy.optimize import minimize

from guanmo.method.severity.equations import Variances
from guanmo.method.severity.reml import enough, reml
from guanmo.method.severity.table import Floats, Table
from tests.method.severity.rounds import county


def criterion(table: Table, noise: float, own: float, judge: float) -> float:
    """-2 log of the restricted likelihood, from the covariance of all scores (Patterson and Thompson 1971)."""
    size = table.score.size
    rows = (table.organisation[:, None] == np.arange(table.organisations)).astype(float)
    columns = (table.judge[:, None] == np.arange(table.judges)).astype(float)
    whole = noise * np.eye(size) + own * rows @ rows.T + judge * columns @ columns.T
    inverse, ones = np.linalg.inv(whole), np.ones(size)
    mean = ones @ inverse @ table.score / (ones @ inverse @ ones)
    rest = table.score - mean
    logs = np.linalg.slogdet(whole)[1] + np.log(ones @ inverse @ ones)
    return float((size - 1) * np.log(2 * np.pi) + logs + rest @ inverse @ rest)


def by_search(table: Table) -> tuple[Floats, float]:
    """The variances at the smallest criterion, found without any slope."""
    found = minimize(
        lambda logs: criterion(table, *np.exp(logs)),
        np.log([10.0, 10.0, 10.0]),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": 1e-9, "maxiter": 400},
    )
    return np.exp(found.x), float(found.fun)


@pytest.mark.parametrize("seed", range(2))
def test_variances_are_those_of_the_textbook(seed: int) -> None:
    table = county(seed, organisations=18, judges=8, each=4).table

    found = reml(table)

    variances, least = by_search(table)
    assert found.criterion == pytest.approx(least, abs=1e-7)
    ours = [found.variances.noise, found.variances.own, found.variances.judge]
    assert ours == pytest.approx(list(variances), rel=1e-4)


@pytest.mark.parametrize("seed", range(4))
def test_the_top_does_not_depend_on_where_the_climb_began_nor_on_the_unit(seed: int) -> None:
    """With scores counted in hundred-thousandths the criterion is larger, and so is what rounding hides of it."""
    table = county(seed, organisations=60, judges=20, each=5).table
    fine = Table.of(table.organisation, table.judge, 1e5 * (table.score - 82))

    found, afar = reml(table).variances, reml(table, Variances(own=0.3, judge=60.0, noise=2.0)).variances
    large = reml(fine).variances

    for name in ("own", "judge", "noise"):
        assert getattr(afar, name) == pytest.approx(getattr(found, name), rel=1e-5)
        assert getattr(large, name) / 1e10 == pytest.approx(getattr(found, name), rel=1e-5)


def test_top_is_reached_where_rounding_hides_the_last_of_the_climb() -> None:
    """Ten thousand points more for everybody change no variance, but leave fewer digits to the criterion."""
    table = county(1, organisations=600, judges=100, each=12).table
    far = Table.of(table.organisation, table.judge, table.score + 1e4)

    found, up_there = reml(table).variances, reml(far).variances

    for name in ("own", "judge", "noise"):
        assert getattr(up_there, name) == pytest.approx(getattr(found, name), rel=1e-6)


def test_effects_are_those_of_the_covariance() -> None:
    table = county(5, organisations=25, judges=10, each=4).table
    found = reml(table)
    rows = (table.organisation[:, None] == np.arange(25)).astype(float)
    columns = (table.judge[:, None] == np.arange(10)).astype(float)
    v = found.variances
    inverse = np.linalg.inv(v.noise * np.eye(100) + v.own * rows @ rows.T + v.judge * columns @ columns.T)
    mean = (inverse @ table.score).sum() / inverse.sum()

    best = v.own * rows.T @ inverse @ (table.score - mean)

    assert found.x[-1] == pytest.approx(mean, rel=1e-9)
    assert list(found.quality) == pytest.approx(list(best), abs=1e-9)


def test_variance_may_end_at_nothing() -> None:
    chance = np.random.default_rng(3)
    rows, columns = np.divmod(np.arange(72), 6)
    table = Table.of(rows, columns, 80 + chance.normal(0, 4, 12)[rows] + chance.normal(0, 2, 72))

    found = reml(table)

    assert found.variances.judge < 0.2
    assert found.criterion <= by_search(table)[1] + 1e-5


@pytest.mark.parametrize(
    ("rows", "columns"),
    [([0, 1, 2], [0, 0, 0]), ([0, 0, 0], [0, 1, 2]), ([0, 1], [0, 1])],
    ids=["one judge", "one organisation", "no overlap"],
)
def test_table_that_cannot_tell_is_refused(rows: list[int], columns: list[int]) -> None:
    table = Table.of(rows, columns, [80.0, 85.0, 90.0][: len(rows)])

    assert not enough(table)
    with pytest.raises(ArithmeticError):
        reml(table)
