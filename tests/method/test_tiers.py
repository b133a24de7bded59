"""A county round that counts the townships' internal round too. Worked by hand."""

from decimal import Decimal

import pytest

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule
from guanmo.method.fragility import Beside, steadiness
from guanmo.method.tiers import combine
from guanmo.method.weights import weights_of

TIERS = weights_of({"internal": "40", "county": "60"})


@pytest.mark.parametrize(
    ("internal", "county", "places", "expected"),
    [
        ("90", "80", 2, "84.00"),  # 36 + 48
        ("91.25", "88.33", 2, "89.50"),  # 36.5 + 52.998 = 89.498
        ("91.25", "88.33", 0, "89"),
        ("0", "0", 2, "0.00"),
        ("90.01", "80.01", 1, "84.0"),  # 36.004 + 48.006 = 84.01
    ],
)
def test_tiers_are_added_up_by_weight_and_rounded_once(internal: str, county: str, places: int, expected: str) -> None:
    rule = OfficialRule(places=places, tiers=TIERS)

    assert str(combine({"internal": Decimal(internal), "county": Decimal(county)}, rule).score) == expected


def test_tier_without_a_score_leaves_none() -> None:
    found = combine({"internal": None, "county": Decimal(90)}, OfficialRule(tiers=TIERS))

    assert found.score is None
    assert [(one.tier, one.score) for one in found.parts] == [("county", Decimal(90)), ("internal", None)]


def test_class_is_counted_again_with_what_the_other_tier_gave() -> None:
    """By hand: county 甲 a 92 b 86, mean 89; 0.4 x 92 + 0.6 x 89 = 90.2, advanced. Without a 0.6 x 86 = 51.6: 88.4, qualified;
    without b 92: 92. The median is the mean of two; the trimmed mean has too few and says nothing."""
    beside = Beside(tier="county", others={"甲": {"internal": Decimal(92)}})
    rule, classes = OfficialRule(tiers=TIERS), ClassRule("score", Decimal(90), Decimal(60))

    found = steadiness({"甲": {"a": Decimal(92), "b": Decimal(86)}}, rule, classes, beside=beside)

    assert [(one.kind, one.name) for one in found["甲"].flips] == [("judge", "a")]
    assert found["甲"].variants == 3


def test_weighing_of_groups_is_one_of_the_rules_that_are_tried() -> None:
    """By hand: township 95, village 80 and 80; 0.6 x 95 + 0.4 x 80 = 89 qualified. Each sheet alike: 255 / 3 = 85. With the
    border at 86 the class hangs on the weighing, and on the one sheet of the township's group."""
    rule = OfficialRule(Method.MEAN, groups=weights_of({"township": 60, "village": 40}))
    beside = Beside(group_of={"a": "township", "b": "village", "c": "village"})
    sheets = {"甲": {"a": Decimal(95), "b": Decimal(80), "c": Decimal(80)}}

    found = steadiness(sheets, rule, ClassRule("score", Decimal(86), Decimal(60)), beside=beside)

    assert [(one.kind, one.name) for one in found["甲"].flips] == [("judge", "a"), ("rule", "no_groups")]
