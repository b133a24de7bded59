from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.classification import ClassRule, ManagementClass, classify
from guanmo.method.ranking import rank

ADVANCED, QUALIFIED, BACKWARD = ManagementClass.ADVANCED, ManagementClass.QUALIFIED, ManagementClass.BACKWARD


def test_classify_by_score_puts_the_border_itself_into_the_better_class() -> None:
    values = {"a": "90.00", "b": "89.99", "c": "60.00", "d": "59.99"}
    listed = rank({organisation: Decimal(score) for organisation, score in values.items()})
    found = classify(listed, ClassRule("score", Decimal(90), Decimal(60)))
    assert found == {"a": ADVANCED, "b": QUALIFIED, "c": QUALIFIED, "d": BACKWARD}


def test_classify_by_share_rounds_the_numbers_down() -> None:
    """7 organisations: floor(7 x 0.3) = 2 advanced, floor(7 x 0.2) = 1 backward."""
    listed = rank({letter: Decimal(100 - number) for number, letter in enumerate("abcdefg")})
    found = classify(listed, ClassRule("share", Decimal("0.3"), Decimal("0.2")))
    assert list(found.values()) == [ADVANCED] * 2 + [QUALIFIED] * 4 + [BACKWARD]


def test_classify_by_share_lifts_a_tie_across_the_upper_border() -> None:
    listed = rank({"a": Decimal(95), "b": Decimal(90), "c": Decimal(90), "d": Decimal(80)})
    found = classify(listed, ClassRule("share", Decimal("0.5"), Decimal(0)))
    assert found == {"a": ADVANCED, "b": ADVANCED, "c": ADVANCED, "d": QUALIFIED}


def test_classify_by_share_spares_a_tie_across_the_lower_border() -> None:
    listed = rank({"a": Decimal(95), "b": Decimal(80), "c": Decimal(80), "d": Decimal(80)})
    found = classify(listed, ClassRule("share", Decimal(0), Decimal("0.5")))
    assert found == {"a": QUALIFIED, "b": QUALIFIED, "c": QUALIFIED, "d": QUALIFIED}


def test_classify_by_share_calls_a_tie_backward_when_all_of_it_is_in_the_share() -> None:
    listed = rank({"a": Decimal(95), "b": Decimal(90), "c": Decimal(80), "d": Decimal(80)})
    found = classify(listed, ClassRule("share", Decimal("0.25"), Decimal("0.5")))
    assert found == {"a": ADVANCED, "b": QUALIFIED, "c": BACKWARD, "d": BACKWARD}


def test_classify_leaves_unranked_organisations_without_a_class_and_out_of_the_count() -> None:
    listed = rank({"a": Decimal(95), "b": Decimal(80), "c": None, "d": None})
    found = classify(listed, ClassRule("share", Decimal("0.5"), Decimal("0.5")))
    assert found == {"a": ADVANCED, "b": BACKWARD, "c": None, "d": None}


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"by": "luck", "advanced": "1", "backward": "0"}, "classes go by score, by share or by both: 'luck'"),
        ({"by": "score", "advanced": "60", "backward": "90"}, "advanced must not begin below backward: 60 < 90"),
        ({"by": "share", "advanced": "0.6", "backward": "0.5"}, "the shares are more than the whole"),
        ({"by": "share", "advanced": "-0.1", "backward": "0.5"}, "a class border must be a decimal of at least 0"),
        ({"by": "score", "advanced": "NaN", "backward": "0.5"}, "a class border must be a decimal of at least 0"),
        ({"by": "score", "advanced": "many", "backward": "0.5"}, "not a decimal: 'many'"),
        ({"by": "score", "advanced": "90"}, "a class rule has by, advanced and backward, not advanced, by"),
    ],
)
def test_class_rule_refuses_borders_that_make_no_sense(values: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        ClassRule.from_json(values)


hundredths = st.integers(0, 50).map(lambda number: Decimal(number).scaleb(-2))
rules = st.builds(ClassRule, st.just("share"), hundredths, hundredths) | st.builds(
    lambda low, more: ClassRule("score", low + more, low), hundredths, hundredths
)
few_points = st.integers(0, 10).map(lambda number: Decimal(number).scaleb(-1))
lists = st.dictionaries(st.text("abcd", min_size=1, max_size=3), st.none() | few_points, max_size=15)


@given(rules)
def test_class_rule_survives_json(rule: ClassRule) -> None:
    assert ClassRule.from_json(rule.to_json()) == rule


@given(lists, rules)
def test_classify_never_puts_a_score_below_a_lower_or_equal_one(
    scores: dict[str, Decimal | None], rule: ClassRule
) -> None:
    found = classify(rank(scores), rule)
    order = [BACKWARD, QUALIFIED, ADVANCED]
    by_score = sorted(
        (score, order.index(found[name] or BACKWARD)) for name, score in scores.items() if score is not None
    )
    assert [level for _, level in by_score] == sorted(level for _, level in by_score)
    assert len(dict(by_score)) == len(set(by_score))  # one class for each score
    assert all((found[name] is None) == (score is None) for name, score in scores.items())


BOTH = ClassRule("both", Decimal(90), Decimal(60), Decimal("0.4"), Decimal("0.4"))


def test_both_asks_for_points_and_place() -> None:
    """Of five, two may be advanced and two backward: b is below 90 points, c is not among the first, d not below 60."""
    listed = rank({"a": Decimal(95), "b": Decimal("89.99"), "c": Decimal(80), "d": Decimal(60), "e": Decimal(59)})
    assert list(classify(listed, BOTH).values()) == [ADVANCED, QUALIFIED, QUALIFIED, QUALIFIED, BACKWARD]
    crowded = rank({letter: Decimal(99 - number) for number, letter in enumerate("abcde")})
    assert list(classify(crowded, BOTH).values()) == [ADVANCED, ADVANCED, QUALIFIED, QUALIFIED, QUALIFIED]


@pytest.mark.parametrize(("vetoes", "expected"), [(0, ADVANCED), (1, BACKWARD), (2, BACKWARD), (3, ADVANCED)])
def test_vetoed_sheets_decide_where_the_rule_says_so(vetoes: int, expected: ManagementClass) -> None:
    rule = ClassRule("score", Decimal(90), Decimal(60), vetoes=vetoes)
    assert classify(rank({"a": Decimal(95)}), rule, {"a": 2}) == {"a": expected}


def test_whole_class_rule_survives_json_and_an_old_one_stays_as_it_was() -> None:
    rule = ClassRule("both", Decimal(90), Decimal(60), Decimal("0.3"), Decimal("0.1"), vetoes=2)
    assert ClassRule.from_json(rule.to_json()) == rule
    assert ClassRule("score", Decimal(90), Decimal(60)).to_json() == {"by": "score", "advanced": "90", "backward": "60"}


@pytest.mark.parametrize(
    "values",
    [
        {"by": "both", "advanced": "90", "backward": "60"},
        {"by": "score", "advanced": "90", "backward": "60", "advanced_share": "0.3", "backward_share": "0.1"},
        {"by": "both", "advanced": "90", "backward": "60", "advanced_share": "0.6", "backward_share": "0.5"},
        {"by": "score", "advanced": "90", "backward": "60", "vetoes": "2"},
        {"by": "score", "advanced": "90", "backward": "60", "bonus": 2},
    ],
)
def test_whole_class_rule_refuses_what_does_not_belong_together(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"share|vetoes|class rule"):
        ClassRule.from_json(values)
