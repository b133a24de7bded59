"""The way for millions of scores against the exact one, on tables that both can do."""

import numpy as np
import pytest

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.fit import fit
from guanmo.method.severity.large import System, fit_large, measured_variances
from guanmo.method.severity.reml import reml
from guanmo.method.severity.table import Table
from tests.method.severity.rounds import county


def with_areas(table: Table) -> Table:
    return Table.of(table.organisation, table.judge, table.score, np.arange(table.organisations) // 20)


@pytest.mark.parametrize("areas", [False, True])
def test_solution_is_that_of_the_dense_equations(areas: bool) -> None:
    table = with_areas(county(1).table) if areas else county(1).table
    variances = Variances(own=12.0, judge=9.0, noise=16.0, area=4.0)
    size = table.score.size
    dense = Equations(Pattern(table), variances, np.full(size, 1 / 16.0), np.ones(size))
    x, quality = dense.solve(table.score)

    system = System(table, variances)
    found, _steps = system.solve(system.right(table.score[:, None]), 1e-10)

    assert list(found[:, 0]) == pytest.approx(list(x), abs=1e-6)
    assert list(system.qualities(found, table.score[:, None])[:, 0]) == pytest.approx(list(quality), abs=1e-6)
    assert list(system.diagonal[:, 0]) == pytest.approx(list(np.diag(dense.system)))


def test_measured_variances_are_near_the_exact_ones() -> None:
    table = county(2, organisations=1500, judges=150, each=8).table
    exact = reml(table).variances

    measured = measured_variances(table, np.random.Generator(np.random.Philox(0)))

    assert measured.noise == pytest.approx(exact.noise, rel=0.01)
    assert measured.own == pytest.approx(exact.own, rel=0.02)
    assert measured.judge == pytest.approx(exact.judge, rel=0.05)


def test_errors_hold_the_truth() -> None:
    simulated = county(3, organisations=1500, judges=150, each=8)

    fitted = fit_large(simulated.table)

    truth = simulated.quality - simulated.quality.mean()
    held = np.abs(fitted.quality - fitted.quality.mean() - truth) < 1.96 * fitted.error
    assert 0.93 < held.mean() < 0.97


def test_sample_of_areas_gives_nearly_the_same_scores() -> None:
    table = with_areas(county(4, organisations=2000, judges=150, each=8).table)

    whole, sampled = fit_large(table), fit_large(table, sample=4000)

    assert np.abs(whole.quality - sampled.quality).max() < 0.25
    assert fit_large(table).quality.tobytes() == whole.quality.tobytes()


def test_more_judges_than_the_equations_hold_are_solved_step_by_step() -> None:
    """A province: over 3,000 judges. Better than the plain mean, said to be unweighed, and sums that add up all the same."""
    simulated = county(6, organisations=2500, judges=3300, each=10)
    judge = np.unique(simulated.table.judge, return_inverse=True)[1]

    fitted = fit(Table.of(simulated.table.organisation, judge, simulated.table.score))

    assert fitted.issues == ("unweighed",)
    assert simulated.error(fitted.adjusted) < 0.9 * simulated.error(simulated.mean)
    table = fitted.table
    rest = (1 - table.per_organisation(fitted.share)) * fitted.level
    sums = table.per_organisation(fitted.share * fitted.corrected) + rest
    assert list(sums) == pytest.approx(list(fitted.adjusted), abs=1e-6)
    truth = simulated.quality - simulated.quality.mean()
    held = np.abs(fitted.adjusted - fitted.adjusted.mean() - truth) < 1.96 * fitted.error
    assert 0.93 < held.mean() < 0.97
