from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.aggregation import Aggregate, Dropped, Method, OfficialRule, aggregate
from guanmo.method.weights import weights_of

MEAN = OfficialRule()
TRIMMED = OfficialRule(Method.TRIMMED_MEAN, drop=1)
MEDIAN = OfficialRule(Method.MEDIAN)


def scores(*values: str) -> dict[str, Decimal]:
    """Judges a, b, c, … with these scores."""
    return {chr(ord("a") + number): Decimal(value) for number, value in enumerate(values)}


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        (MEAN, ("90", "80", "85.5"), "85.17"),  # 255.5 / 3 = 85.1666…
        (MEAN, ("0", "0"), "0.00"),
        (MEAN, ("85.00", "85.01"), "85.01"),  # 85.005: the half goes up
        (OfficialRule(rounding="half_even"), ("85.00", "85.01"), "85.00"),
        (OfficialRule(rounding="half_even"), ("85.01", "85.02"), "85.02"),
        (OfficialRule(places=0), ("84", "85"), "85"),
        (OfficialRule(places=4), ("1", "1", "2"), "1.3333"),
        (TRIMMED, ("100", "90", "80", "10"), "85.00"),
        (TRIMMED, ("70", "88", "99"), "88.00"),
        (OfficialRule(Method.TRIMMED_MEAN, drop=2), ("1", "2", "50", "98", "99"), "50.00"),
        (MEDIAN, ("70", "88", "99"), "88.00"),
        (MEDIAN, ("70", "88", "89", "99"), "88.50"),
        (MEDIAN, ("91.25",), "91.25"),
    ],
)
def test_aggregate_gives_the_score_worked_by_hand(rule: OfficialRule, values: tuple[str, ...], expected: str) -> None:
    assert str(aggregate(scores(*values), rule).score) == expected


def test_aggregate_rounds_once_from_the_exact_value() -> None:
    """The mean is just below 0.005; 28 digits of decimal arithmetic would make it 0.005 first and then 0.01."""
    values = {"a": Decimal("0.00"), "b": Decimal("0.0099999999999999999999999999999999999999")}
    assert aggregate(values, MEAN).score == Decimal("0.00")


def test_aggregate_names_who_was_dropped_and_who_counted() -> None:
    result = aggregate(scores("70", "99", "88", "91"), TRIMMED)
    dropped = (Dropped("a", Decimal(70), "low"), Dropped("b", Decimal(99), "high"))
    assert result == Aggregate(Decimal("89.50"), ("c", "d"), dropped, None)


def test_aggregate_drops_one_of_several_equal_scores_by_judge() -> None:
    result = aggregate(scores("90", "90", "90", "80"), TRIMMED)
    assert (result.score, result.counted) == (Decimal("90.00"), ("a", "b"))
    assert [(one.judge, one.side) for one in result.dropped] == [("d", "low"), ("c", "high")]


@pytest.mark.parametrize(("values", "reason"), [((), "no_ballots"), (("90", "80"), "too_few_ballots")])
def test_aggregate_with_too_few_ballots_has_no_score_but_a_reason(values: tuple[str, ...], reason: str) -> None:
    assert aggregate(scores(*values), TRIMMED) == Aggregate(None, (), (), reason)


def test_aggregate_refuses_a_score_that_is_no_number() -> None:
    with pytest.raises(ValueError, match="scores must be finite numbers: b"):
        aggregate(scores("90", "NaN"), MEAN)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"method": "best"}, "'best' is not a valid Method"),
        ({"method": "mean", "drop": 1}, "only the trimmed mean drops scores"),
        ({"method": "trimmed_mean", "drop": -1}, "drop must be a whole number"),
        ({"method": "trimmed_mean", "drop": "1"}, "drop must be a whole number"),
        ({"method": "trimmed_mean", "drop": True}, "drop must be a whole number"),
        ({"places": 7}, "places must be a whole number from 0 to 6"),
        ({"rounding": "down"}, "'down' is not a valid Rounding"),
        ({"weights": {}}, "unknown keys in an official rule: weights"),
    ],
)
def test_official_rule_refuses_what_it_does_not_know(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        OfficialRule.from_json(values)


def test_official_rule_defaults_to_what_the_sources_left_open() -> None:
    """D31: mean of locked sheets to two decimals."""
    expected = {"method": "mean", "drop": 0, "places": 2, "rounding": "half_up"}
    assert OfficialRule.from_json({}).to_json() == expected


points = st.integers(0, 10000).map(lambda number: Decimal(number).scaleb(-2))
ballots = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=3), points, min_size=1, max_size=12)
drops = st.integers(0, 3)
roundings = st.sampled_from(["half_up", "half_even"])
rules = st.one_of(
    st.builds(OfficialRule, st.sampled_from([Method.MEAN, Method.MEDIAN]), places=st.integers(0, 6)),
    st.builds(OfficialRule, st.just(Method.TRIMMED_MEAN), drops, st.integers(0, 6), roundings),
)


@given(rules)
def test_official_rule_survives_json(rule: OfficialRule) -> None:
    assert OfficialRule.from_json(rule.to_json()) == rule


@given(ballots, rules, st.randoms())
def test_aggregate_does_not_depend_on_the_order_of_ballots(
    given_scores: dict[str, Decimal], rule: OfficialRule, random: Random
) -> None:
    shuffled = dict(random.sample(list(given_scores.items()), len(given_scores)))
    assert aggregate(shuffled, rule) == aggregate(given_scores, rule)


@given(ballots, rules, st.randoms())
def test_aggregate_does_not_depend_on_who_gave_which_score(
    given_scores: dict[str, Decimal], rule: OfficialRule, random: Random
) -> None:
    values = random.sample(list(given_scores.values()), len(given_scores))
    swapped = dict(zip(given_scores, values, strict=True))
    assert aggregate(swapped, rule).score == aggregate(given_scores, rule).score


@given(ballots)
def test_trimming_nothing_is_the_mean(given_scores: dict[str, Decimal]) -> None:
    trimmed = OfficialRule(Method.TRIMMED_MEAN, drop=0)
    assert aggregate(given_scores, trimmed) == aggregate(given_scores, MEAN)


@given(ballots, rules)
def test_aggregate_counts_or_drops_every_ballot_once(given_scores: dict[str, Decimal], rule: OfficialRule) -> None:
    result = aggregate(given_scores, rule)
    if result.score is None:
        assert len(given_scores) < 2 * rule.drop + 1
        return
    assert sorted([*result.counted, *(one.judge for one in result.dropped)]) == sorted(given_scores)
    assert len(result.dropped) == 2 * rule.drop
    kept = [given_scores[judge] for judge in result.counted]
    assert all(one.score <= min(kept) if one.side == "low" else one.score >= max(kept) for one in result.dropped)


@given(ballots, st.sampled_from([("half_up", ROUND_HALF_UP), ("half_even", ROUND_HALF_EVEN)]))
def test_mean_agrees_with_decimal_arithmetic(given_scores: dict[str, Decimal], rounding: tuple[str, str]) -> None:
    name, mode = rounding
    with localcontext() as context:
        context.prec = 60
        expected = (sum(given_scores.values()) / len(given_scores)).quantize(Decimal("0.01"), mode)
    assert aggregate(given_scores, OfficialRule(rounding=name)).score == expected


BY_GROUP = OfficialRule(groups={"township": "60", "village": "40"})  # type: ignore[arg-type]
GROUP_OF = {"a": "township", "b": "township", "c": "village", "d": "village", "e": "village", "f": "guest"}


@pytest.mark.parametrize(
    ("rule", "values", "expected"),
    [
        (BY_GROUP, ("90", "80", "70", "71"), "79.20"),  # 0.6 x 85 + 0.4 x 70.5 = 51 + 28.2
        (BY_GROUP, ("90", "80", "70", "71", "71"), "79.27"),  # 0.4 x 212 / 3 = 28.2666…
        (replace(BY_GROUP, method=Method.MEDIAN), ("90", "81", "70", "71", "99"), "79.70"),  # 0.6 x 85.5 + 0.4 x 71
        (OfficialRule(groups={"village": "100"}), ("10", "20", "70", "71"), "70.50"),  # type: ignore[arg-type]
    ],
)
def test_groups_of_judges_are_weighed(rule: OfficialRule, values: tuple[str, ...], expected: str) -> None:
    assert str(aggregate(scores(*values), rule, GROUP_OF).score) == expected


def test_weighing_names_what_each_group_gave_and_who_has_no_weight() -> None:
    found = aggregate(scores("90", "80", "70", "71", "72", "10"), BY_GROUP, GROUP_OF)

    assert [(one.group, one.weight, one.value, one.counted) for one in found.groups] == [
        ("township", Decimal(60), Fraction(85), ("a", "b")),
        ("village", Decimal(40), Fraction(71), ("c", "d", "e")),
    ]
    assert found.dropped == (Dropped("f", Decimal(10), "unweighted"),)
    assert found.score == Decimal("79.40")


def test_extremes_are_dropped_inside_each_group() -> None:
    """By hand: township 95 90 70 without 95 and 70 = 90; village 60 80 99 without 60 and 99 = 80; 0.6 x 90 + 0.4 x 80."""
    rule = OfficialRule(Method.TRIMMED_MEAN, drop=1, groups=BY_GROUP.groups)
    group_of = dict(zip("abcdef", ["township"] * 3 + ["village"] * 3, strict=True))

    found = aggregate(scores("95", "90", "70", "60", "80", "99"), rule, group_of)

    assert (found.score, found.counted) == (Decimal("86.00"), ("b", "e"))


def test_group_that_sent_nothing_leaves_the_organisation_without_a_score() -> None:
    assert aggregate(scores("90", "80"), BY_GROUP, GROUP_OF).reason == "group_missing"
    trimmed = OfficialRule(Method.TRIMMED_MEAN, drop=1, groups=BY_GROUP.groups)
    assert aggregate(scores("90", "80", "70", "71", "72"), trimmed, GROUP_OF).reason == "too_few_ballots"
    assert aggregate({}, BY_GROUP, GROUP_OF).reason == "no_ballots"


@pytest.mark.parametrize(
    ("weights", "sentence"),
    [
        ({"a": "60", "b": "30"}, "must make 100 together, not 90"),
        ({"a": "110", "b": "-10"}, "must be more than 0"),
        ({"a": "100", "b": "0"}, "must be more than 0"),
        ({"a": "viel"}, "must be a number"),
        ({"a": "NaN"}, "must be a finite number"),
        ("60", "must name their parts"),
    ],
)
def test_weights_that_cannot_be_are_refused(weights: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        OfficialRule.from_json({"groups": weights})


def test_weights_survive_json_whatever_the_order_of_keys() -> None:
    """Thirds cannot be written exactly, 33.3 + 33.3 + 33.4 can."""
    rule = OfficialRule.from_json({"tiers": {"internal": "33.30", "cross": "33.3", "county": "33.4"}, "groups": {}})

    assert rule.to_json()["tiers"] == {"county": "33.4", "cross": "33.3", "internal": "33.3"}
    assert OfficialRule.from_json(rule.to_json()) == rule
    assert "groups" not in rule.to_json()


@given(ballots, st.sampled_from([MEAN, MEDIAN]))
def test_one_group_with_all_the_weight_is_no_weighing(given_scores: dict[str, Decimal], rule: OfficialRule) -> None:
    alone = replace(rule, groups=weights_of({"all": 100}))
    assert (
        aggregate(given_scores, alone, dict.fromkeys(given_scores, "all")).score == aggregate(given_scores, rule).score
    )


@given(ballots.filter(lambda found: len(found) > 2), st.integers(1, 1000))
def test_dropped_extreme_never_raises_its_giver_s_favourite(given_scores: dict[str, Decimal], more: int) -> None:
    """Who gives a favourite the most is dropped; giving still more changes nothing."""
    rule = OfficialRule(Method.TRIMMED_MEAN, drop=1)
    found = aggregate(given_scores, rule)
    giver = next(one.judge for one in found.dropped if one.side == "high")

    bolder = aggregate({**given_scores, giver: given_scores[giver] + more}, rule)

    assert bolder.score == found.score
