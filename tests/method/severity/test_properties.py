"""What must hold for the model that resists slips, whatever the scores are: chosen by chance, shrunk to the smallest case."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from guanmo.method.ranking import rank
from guanmo.method.severity.comparisons import ranks_together
from guanmo.method.severity.fit import Fit, fit
from guanmo.method.severity.ranks import rank_intervals
from guanmo.method.severity.table import Floats, Table
from tests.method.severity.rounds import county

seeds = st.integers(0, 10_000)
ORGANISATIONS, JUDGES = 16, 6


def everybody_by_everybody(seed: int, severity: float = 0.0, noise: float = 1.0) -> Table:
    """Sixteen organisations two points apart, each scored by the same six judges."""
    chance = np.random.default_rng(seed)
    rows, columns = np.divmod(np.arange(ORGANISATIONS * JUDGES), JUDGES)
    strict = chance.normal(0, severity, JUDGES) if severity else np.zeros(JUDGES)
    return Table.of(rows, columns, 60 + 2.0 * rows + strict[columns] + chance.normal(0, noise, rows.size))


def order(fitted: Fit) -> list[int]:
    return [int(row) for row in np.argsort(-fitted.adjusted, kind="stable")]


def with_scores(table: Table, score: Floats) -> Table:
    return Table.of(table.organisation, table.judge, score)


@given(seeds, st.randoms(use_true_random=False))
@settings(max_examples=5, deadline=None)
def test_order_of_rows_changes_no_bit(seed: int, random: object) -> None:
    table = county(seed, organisations=30, judges=10, each=4).table
    places = list(range(table.score.size))
    random.shuffle(places)  # type: ignore[attr-defined]

    one = fit(table)
    other = fit(Table.of(table.organisation[places], table.judge[places], table.score[places]))

    assert one.adjusted.tobytes() == other.adjusted.tobytes()
    assert one.error.tobytes() == other.error.tobytes()
    assert list(one.compared().tier) == list(other.compared().tier)


@given(seeds, st.floats(-20, 20), st.integers(0, JUDGES - 1))
@settings(max_examples=6, deadline=None)
def test_constant_added_to_one_judge_leaves_the_ranks(seed: int, constant: float, judge: int) -> None:
    """Where everybody is scored by the same judges, who is stricter takes the same from all."""
    table = everybody_by_everybody(seed, noise=0.5)
    moved = with_scores(table, table.score + np.where(table.judge == judge, constant, 0))

    assert order(fit(moved)) == order(fit(table))


@given(seeds)
@settings(max_examples=5, deadline=None)
def test_equal_judges_leave_the_plain_mean(seed: int) -> None:
    """No judge is stricter, none erratic: what is left is the mean, drawn a little towards the level of all."""
    table = everybody_by_everybody(seed)
    rest = (table.score - 60 - 2.0 * table.organisation).reshape(ORGANISATIONS, JUDGES)
    even = with_scores(table, 60 + 2.0 * table.organisation + (rest - rest.mean(axis=0)).ravel())
    mean = even.per_organisation(even.score) / JUDGES

    fitted = fit(even)

    assert np.abs(fitted.severity).max() < 0.5
    assert np.abs(fitted.adjusted - mean).max() < 1.0  # the means' own standard error is 1 / sqrt(6) = 0.41
    assert np.corrcoef(fitted.adjusted, mean)[0, 1] > 0.999


@given(seeds, st.integers(0, ORGANISATIONS - 1), st.integers(0, JUDGES - 1), st.floats(10, 30))
@example(4273, 4, 3, 12.0)  # the most that was met: 0.14 points
@settings(max_examples=6, deadline=None)
def test_more_of_a_favour_that_fits_nobody_does_not_raise_the_favourite(
    seed: int, favourite: int, judge: int, more: float
) -> None:
    """Fifteen points too many are taken for a slip already; more of it lift the favourite by less than could ever be told:
    less than half of the score's own standard error."""
    table = everybody_by_everybody(seed)
    given_to = (table.organisation == favourite) & (table.judge == judge)
    favoured = fit(with_scores(table, table.score + np.where(given_to, 15, 0)))
    bolder = fit(with_scores(table, table.score + np.where(given_to, 15 + more, 0)))

    assert bolder.adjusted[favourite] <= favoured.adjusted[favourite] + favoured.error[favourite] / 2
    assert bolder.adjusted[favourite] <= fit(table).adjusted[favourite] + 0.75


@given(seeds)
@settings(max_examples=6, deadline=None)
def test_intervals_widen_when_sheets_are_taken_away(seed: int) -> None:
    """Half as many sheets for each organisation, with variances estimated again."""
    whole = county(seed, organisations=60, judges=15, each=8).table
    kept = np.random.default_rng(seed).permutation(whole.score.size) % 2 == 0
    assume(np.unique(whole.organisation[kept]).size == 60)

    half = fit(Table.of(whole.organisation[kept], whole.judge[kept], whole.score[kept]))

    assert half.error.mean() > 1.1 * fit(whole).error.mean()


def test_one_sheet_less_makes_the_organisation_less_sure() -> None:
    whole = county(5, organisations=60, judges=15, each=6).table
    kept = np.arange(whole.score.size) != whole.starts[7]

    less = fit(Table.of(whole.organisation[kept], whole.judge[kept], whole.score[kept]))

    assert less.error[7] > 1.03 * fit(whole).error[7]


def test_perfect_scores_are_warned_about_and_stay_within_reason() -> None:
    """A third of the sheets are full marks: no scale is left up there."""
    table = county(4, organisations=60, judges=15, each=6).table
    perfect = with_scores(table, np.minimum(table.score + 16, 100.0))

    fitted = fit(perfect)

    assert "one_value" in fitted.issues
    assert 80 < fitted.adjusted.min() < fitted.adjusted.max() < 106


def test_million_equal_scores_share_every_rank() -> None:
    """Nothing tells them apart: an interval of all ranks, and a tenth of a chance to be among the best tenth."""
    size = 1_000_000
    ranks = rank_intervals(np.full(size, 88.0), np.ones(size))
    together = ranks_together(np.full(size, 88.0), np.ones(size))

    assert ranks.best.max() == pytest.approx(0.025 * size, rel=0.01)
    assert ranks.worst.min() == pytest.approx(0.975 * size, rel=0.01)
    assert ranks.top.max() == pytest.approx(0.1, abs=0.001)
    assert together.best.max() == 1
    assert together.worst.min() == size


def test_many_equal_official_scores_share_the_first_place() -> None:
    found = rank({f"村{number}": Decimal(88) for number in range(100_000)})

    assert {one.rank for one in found} == {1}


def test_most_judges_giving_everybody_the_same_is_said() -> None:
    """Six of ten judges give everybody about the same; the order comes from the four others, better than the plain mean's."""
    simulated = county(8, organisations=120, judges=30, each=8)
    table, chance = simulated.table, np.random.default_rng(3)
    same = table.judge < 18
    score = np.where(same, 85 + table.judge % 5 + chance.choice([-0.5, 0, 0.5], table.score.size), table.score)
    mixed = with_scores(table, score)

    fitted = fit(mixed)

    assert "flat_judges" in fitted.issues
    assert set(np.flatnonzero(fitted.straight_lining)) == set(range(18))
    mean = mixed.per_organisation(mixed.score) / 8
    with_truth = [np.corrcoef(one, simulated.quality)[0, 1] for one in (fitted.adjusted, mean)]
    assert with_truth[0] > with_truth[1] + 0.05
    assert "flat_judges" not in fit(table).issues
