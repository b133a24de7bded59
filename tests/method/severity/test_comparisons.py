"""Who can be told apart, worked by hand on a few scores, and as often right as it says on many made-up lists."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.severity.comparisons import ranks_by_pairs, ranks_together, reach, tiers
from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.fit import fit
from guanmo.method.severity.table import Floats, Table
from tests.method.severity.rounds import county

SCORES = np.array([79.5, 90.0, 80.0])
ONES = np.ones(3)


def alone(error: Floats) -> object:
    """Differences of organisations whose errors have nothing in common."""
    return lambda row: np.hypot(error[row], error)


def test_many_statements_at_once_reach_further() -> None:
    """0.95 to the power of 1/3 is 0.98305, which is what lies within 2.388 standard errors."""
    assert reach(0.95, 1) == pytest.approx(1.960, abs=0.001)
    assert reach(0.95, 3) == pytest.approx(2.388, abs=0.001)


def test_ranks_are_known_where_intervals_do_not_meet() -> None:
    """2.388 to each side: 77.1 to 81.9, 87.6 to 92.4, 77.6 to 82.4. The second is first; the other two are not told apart."""
    found = ranks_together(SCORES, ONES)

    assert list(zip(found.best, found.worst, strict=True)) == [(2, 3), (1, 1), (2, 3)]


def test_intervals_that_meet_leave_every_rank() -> None:
    """With errors of 5 they reach 11.9 to each side, and 90 is only 10.5 away from 79.5."""
    found = ranks_together(SCORES, 5 * ONES)

    assert list(zip(found.best, found.worst, strict=True)) == [(1, 3)] * 3


def test_pairs_are_told_apart_by_the_error_of_their_difference() -> None:
    """Two comparisons each: 0.95 to the power of 1/2 lies within 2.236. Half a point apart, known to 0.2 (their judges were
    the same): 0.5 > 0.45, so their order is known, though each score alone is known to 1 only."""
    found = ranks_by_pairs(SCORES, lambda _row: 0.2 * ONES)
    independent = ranks_by_pairs(SCORES, alone(ONES))  # type: ignore[arg-type]

    assert list(zip(found.best, found.worst, strict=True)) == [(3, 3), (1, 1), (2, 2)]
    assert list(zip(independent.best, independent.worst, strict=True)) == [(2, 3), (1, 1), (2, 3)]


def test_tier_ends_where_its_first_is_surely_better() -> None:
    """Known to 1: 10 and 9 are 1 apart, 10 and 8 are 2 > 1.96 apart, so 8 begins a tier, and 7 belongs to it, 6 does not."""
    found = tiers(np.array([8.0, 10.0, 6.0, 9.0, 7.0]), lambda _row: np.ones(5))

    assert list(found) == [2, 1, 3, 1, 2]


def test_ranges_for_all_at_once_hold_all_true_ranks_as_often_as_they_say() -> None:
    """300 lists of 30: at least 95 in 100 with no rank outside, and each by pairs as well."""
    chance = np.random.default_rng(5)
    together = by_pairs = 0
    for _list in range(300):
        truth, error = chance.normal(0, 4, 30), chance.uniform(0.5, 2, 30)
        score, true = truth + chance.normal(0, error), 1 + np.argsort(np.argsort(-truth))
        found, pairs = ranks_together(score, error), ranks_by_pairs(score, alone(error))  # type: ignore[arg-type]
        together += bool(((found.best <= true) & (true <= found.worst)).all())
        by_pairs += int(((pairs.best <= true) & (true <= pairs.worst)).sum())

    assert together / 300 >= 0.95
    assert by_pairs / 9000 >= 0.95


def test_errors_of_differences_are_those_of_the_whole_covariance() -> None:
    table = county(2, organisations=12, judges=6, each=3).table
    variances = Variances(own=12.0, judge=9.0, noise=16.0)
    equations = Equations(Pattern(table), variances, np.full(table.score.size, 1 / 16.0), np.ones(table.score.size))
    rows = (table.organisation[:, None] == np.arange(12)).astype(float)
    columns = (table.judge[:, None] == np.arange(6)).astype(float)
    design = np.column_stack([rows, columns, np.ones(table.score.size)])
    prior = np.diag([1 / 12.0] * 12 + [1 / 9.0] * 6 + [0.0])
    whole = np.linalg.inv(design.T @ design / 16.0 + prior)[:12, :12]

    found = equations.apart(3)

    expected = np.sqrt(np.maximum(whole[3, 3] + np.diag(whole) - 2 * whole[3], 0))
    assert list(found) == pytest.approx(list(expected), abs=1e-9)


@given(st.permutations(range(40)))
@settings(max_examples=5, deadline=None)
def test_order_of_organisations_changes_nobody_s_range_or_tier(order: list[int]) -> None:
    table = county(3, organisations=40, judges=12, each=4).table
    new_place = np.argsort(order)

    found = fit(table).compared()
    other = fit(Table.of(new_place[table.organisation], table.judge, table.score)).compared()

    assert list(other.tier) == list(found.tier[order])
    assert list(other.by_pairs.best) == list(found.by_pairs.best[order])
    assert list(other.together.worst) == list(found.together.worst[order])
