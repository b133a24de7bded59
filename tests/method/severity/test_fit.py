"""What the adjusted score promises: order does not matter, strictness is taken out, errors are honest, sums are exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.method.severity.fit import NotComparable, fit
from guanmo.method.severity.table import Table
from tests.method.severity.rounds import Simulated, changed, county, sparse

INSIDE = 1.96


def coverage(simulated: Simulated) -> tuple[float, float]:
    """The share of true scores and of true ranks that their 95 % intervals hold."""
    fitted, truth = fit(simulated.table), simulated.quality - simulated.quality.mean()
    scores = fitted.adjusted - fitted.adjusted.mean()
    ranks, true = fitted.ranks(), 1 + np.argsort(np.argsort(-truth))
    held = np.abs(scores - truth) < INSIDE * fitted.error
    return float(held.mean()), float(((ranks.best <= true) & (true <= ranks.worst)).mean())


def test_strict_judges_no_longer_decide() -> None:
    rounds = [county(seed, severity=6) for seed in range(3)]

    plain = np.mean([one.error(one.mean) for one in rounds])
    adjusted = np.mean([one.error(fit(one.table).adjusted) for one in rounds])

    # With 8 judges of whom each errs by 4 points the best possible error is sqrt(1 / (8/16 + 1/16)) = 1.33.
    assert adjusted < 1.6
    assert plain > 2


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    found = np.mean([coverage(county(seed)) for seed in range(6)], axis=0)

    assert 0.93 <= found[0] <= 0.98
    assert 0.93 <= found[1] <= 0.99


@pytest.mark.parametrize(("judges", "least"), [(2, 11), (3, 12)])
def test_border_between_too_few_double_visits_and_just_enough(judges: int, least: int) -> None:
    """30 + 2k sheets of 30 + k organisations leave k - 1 over with two judges, k - 2 with three; ten must be left."""
    with pytest.raises(NotComparable) as refusal:
        fit(sparse(1, judges=judges, both=least - 1).table)

    assert refusal.value.reason == "little_overlap"
    assert "unlearnt" in fit(sparse(1, judges=judges, both=least).table).issues


def test_where_just_enough_is_left_over_intervals_still_hold() -> None:
    """Nearly nine in ten at the border itself; learning spreads and weights there made it fewer than eight."""
    rounds = [sparse(seed, judges=2, both=11) for seed in range(60)]

    held = [coverage(one)[0] for one in rounds if np.ptp(one.table.score) and _differs(one)]

    assert len(held) > 50
    assert np.mean(held) > 0.88


def _differs(one: Simulated) -> bool:
    try:
        fit(one.table)
    except NotComparable:
        return False
    return True


def test_lost_digit_is_told_from_the_rest_even_where_just_enough_is_left_over() -> None:
    """Six villages, four judges; a tenth of what one sheet gave. With that sheet in full the villages would drown in chance."""
    clean = [county(seed, organisations=6, judges=4, each=4) for seed in range(40)]
    dirty = [changed(one, np.array([5]), one.table.score[[5]] / 10) for one in clean]
    known = [(one, before) for one, before in zip(dirty, clean, strict=True) if _differs(one) and _differs(before)]

    lost = [fit(one.table) for one, _before in known]

    assert len(known) > 30
    assert np.mean([one.trust[5] < 0.1 for one in lost]) > 0.9
    errors = [one.error(fitted.adjusted) for (one, _before), fitted in zip(known, lost, strict=True)]
    assert np.mean(errors) < 1.2 * np.mean([before.error(fit(before.table).adjusted) for _one, before in known])


def test_townships_keep_levels_of_their_own_where_just_enough_is_left_over() -> None:
    """Four townships five points apart: villages that were seen once are drawn to where their township stands."""
    table = sparse(1, judges=3, both=14).table
    area = np.arange(44) % 4
    score = table.score - 8 + 5.0 * area[table.organisation]

    fitted = fit(Table.of(table.organisation, table.judge, score, area))

    assert "unlearnt" in fitted.issues
    assert np.ptp(fitted.level) > 6


@pytest.mark.parametrize(("villages", "judges"), [(16, 5), (18, 7)])
def test_intervals_of_small_rounds_hold_the_truth_as_often_as_they_say(villages: int, judges: int) -> None:
    rounds = [county(seed, organisations=villages, judges=judges, each=judges) for seed in range(120)]

    # Rounds differ by some seven in a hundred; the mean of 120 is good to 0.006.
    assert 0.92 < np.mean([coverage(one)[0] for one in rounds]) < 0.98


def test_typing_errors_move_little() -> None:
    clean = county(1)
    chance = np.random.default_rng(9)
    places = chance.choice(clean.table.score.size, 32, replace=False)
    dirty = changed(clean, places, clean.table.score[places] / 10)

    robust, additive = fit(dirty.table), fit(dirty.table, "additive")

    assert dirty.error(robust.adjusted) < 1.15 * clean.error(fit(clean.table).adjusted)
    assert dirty.error(additive.adjusted) > 1.5 * dirty.error(robust.adjusted)
    assert (np.abs(robust.standard[places]) > 3.5).mean() > 0.9


def test_who_gives_everybody_the_same_is_asked_about() -> None:
    clean = county(2)
    places = np.flatnonzero(clean.table.judge < 6)
    chance = np.random.default_rng(4)

    fitted = fit(changed(clean, places, 84 + chance.choice([-0.5, 0.0, 0.5], places.size)).table)

    assert set(np.flatnonzero(fitted.straight_lining)) == set(range(6))
    assert not fit(clean.table).straight_lining.any()


@given(st.floats(-15, 15), st.integers(0, 5))
@settings(max_examples=15, deadline=None)
def test_constant_for_one_judge_leaves_the_order(constant: float, judge: int) -> None:
    """Where everybody scores everybody, a strict judge takes the same from all."""
    rows, columns = np.divmod(np.arange(120), 6)
    chance = np.random.default_rng(8)
    score = 80 + chance.normal(0, 5, 20)[rows] + chance.normal(0, 2, 120)
    moved = score + np.where(columns == judge, constant, 0)

    before, after = (fit(Table.of(rows, columns, one), "additive") for one in (score, moved))

    assert list(np.argsort(before.adjusted)) == list(np.argsort(after.adjusted))


def test_constant_for_one_judge_may_move_ranks_where_judges_see_some_only_but_not_far() -> None:
    """Severity is then estimated and drawn in: ten points more for one judge leave a little of them with whom that judge saw."""
    table = county(3, organisations=60, judges=15, each=4).table
    moved = Table.of(table.organisation, table.judge, table.score + np.where(table.judge == 2, 10, 0))

    before, after = fit(table, "additive"), fit(moved, "additive")

    assert list(np.argsort(before.adjusted)) != list(np.argsort(after.adjusted))
    difference = after.adjusted - before.adjusted
    assert np.abs(difference - difference.mean()).max() < before.error.min()


def test_equal_judges_leave_the_order_of_the_plain_mean() -> None:
    rows, columns = np.divmod(np.arange(90), 6)
    chance = np.random.default_rng(2)
    quality = np.arange(15) * 1.5
    noise = chance.normal(0, 1, (15, 6))
    noise -= noise.mean(axis=0)  # no judge is stricter than another
    simulated = Simulated(Table.of(rows, columns, 70 + quality[rows] + noise.ravel()), quality)

    fitted = fit(simulated.table, "additive")

    assert np.abs(fitted.severity).max() < 1e-6
    assert list(np.argsort(fitted.adjusted)) == list(np.argsort(simulated.mean))
    assert list(fitted.table.per_organisation(fitted.corrected) / 6) == pytest.approx(list(simulated.mean))


def test_parts_of_a_score_add_up_to_it() -> None:
    fitted = fit(county(4, organisations=60, judges=20, each=5).table)

    shares = fitted.table.per_organisation(fitted.share)
    sums = fitted.table.per_organisation(fitted.share * fitted.corrected) + (1 - shares) * fitted.level

    assert list(sums) == pytest.approx(list(fitted.adjusted), abs=1e-9)
    assert (shares > 0.5).all()
    assert (shares < 1).all()


def test_two_parts_are_named_and_ranked_apart() -> None:
    one = county(1, organisations=30, judges=10, each=4).table
    rows = np.concatenate([one.organisation, one.organisation + 30])
    columns = np.concatenate([one.judge, one.judge + 10])

    fitted = fit(Table.of(rows, columns, np.concatenate([one.score, one.score - 10])))

    assert fitted.parts.count == 2
    assert "parts" in fitted.issues
    assert fitted.ranks().worst.max() == 30


def test_visits_by_one_judge_are_provisional() -> None:
    table = county(7, organisations=30, judges=10, each=4).table
    kept = (table.organisation != 5) | (np.arange(table.score.size) == table.starts[5])

    fitted = fit(Table.of(table.organisation[kept], table.judge[kept], table.score[kept]))

    assert list(np.flatnonzero(fitted.provisional)) == [5]
    assert fitted.error[5] == fitted.error.max()


def test_coarse_scale_is_warned_about() -> None:
    table = county(1).table
    coarse = Table.of(table.organisation, table.judge, np.clip(np.round((table.score - 74) / 5), 0, 4))

    assert "one_value" in fit(coarse).issues
    assert "one_value" not in fit(table).issues


@pytest.mark.parametrize(
    ("rows", "columns", "scores", "reason"),
    [
        ([], [], [], "no_scores"),
        ([0, 0, 0], [0, 1, 2], [80.0, 85.0, 90.0], "one_organisation"),
        ([0, 1, 2], [0, 0, 0], [80.0, 85.0, 90.0], "one_judge"),
        ([0, 0, 1, 1], [0, 1, 0, 1], [88.0] * 4, "all_equal"),
        ([0, 1, 2], [0, 1, 2], [80.0, 85.0, 90.0], "no_overlap"),
    ],
)
def test_what_nobody_can_know_is_refused_with_its_reason(
    rows: list[int], columns: list[int], scores: list[float], reason: str
) -> None:
    with pytest.raises(NotComparable) as refusal:
        fit(Table.of(rows, columns, scores))

    assert refusal.value.reason == reason


def test_veto_by_a_judge_who_gives_everybody_the_same_stays_within_reason() -> None:
    """Six ordinary judges, and one who gives 95 to all; one more village was seen by that judge alone and got nothing."""
    chance = np.random.default_rng(11)
    quality = chance.uniform(60, 95, 30)
    cells = [(row, judge, quality[row] + chance.normal(0, 2)) for row in range(30) for judge in range(6)]
    cells += [(row, 6, 95.0) for row in range(30)] + [(30, 6, 0.0)]

    fitted = fit(Table.of(*zip(*cells, strict=True)))

    assert 0 < fitted.adjusted[30] < 100
    assert np.abs(fitted.corrected).max() < 999


def test_organisations_that_do_not_differ_are_refused() -> None:
    rows, columns = np.divmod(np.arange(20), 4)

    with pytest.raises(NotComparable) as refusal:
        fit(Table.of(rows, columns, 80 + np.array([1.0, 5.0, 3.0, 2.0])[columns]))

    assert refusal.value.reason == "no_difference"


def test_severity_is_against_the_other_judges_and_known_as_such() -> None:
    """Where sheets fit perfectly but for a quarter of a point, the differences of judges are known to a tenth."""
    rows, columns = np.divmod(np.arange(60), 5)
    chance = np.random.default_rng(6)
    severity = np.array([2.0, 1.0, 0.0, -1.0, -2.0])
    fitted = fit(Table.of(rows, columns, 80 + 2.0 * rows + severity[columns] + chance.normal(0, 0.25, 60)))

    assert list(fitted.severity) == pytest.approx(list(severity), abs=0.3)
    assert fitted.severity.sum() == pytest.approx(0, abs=1e-9)
    assert fitted.severity_error.max() < 0.2


def test_judge_who_gave_one_score_is_taken_as_ordinary() -> None:
    table = county(2, organisations=30, judges=10, each=4).table
    fitted = fit(
        Table.of([*table.organisation, 3], [*table.judge, 10], [*table.score, table.score[table.starts[3]] + 20])
    )

    assert fitted.judges.spread[10] == 1.0
    assert fitted.severity_error[10] == fitted.severity_error.max()
