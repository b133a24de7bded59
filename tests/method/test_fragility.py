"""A class that hangs on one judge, one item or the rule is named; a steady one is not. Worked by hand."""

from decimal import Decimal

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule, ManagementClass
from guanmo.method.fragility import Beside, steadiness

CLASSES = ClassRule("score", Decimal(90), Decimal(60))


def scores(**organisations: str) -> dict[str, dict[str, Decimal]]:
    """``甲="a95 b89"``: judge a gave 95, judge b 89."""
    return {name: {part[0]: Decimal(part[1:]) for part in listed.split()} for name, listed in organisations.items()}


def test_class_that_hangs_on_one_judge_says_on_whom() -> None:
    # 甲: (95 + 89 + 87) / 3 = 90.33 advanced; without a 88 qualified, without b 91 and without c 92 advanced.
    # Trimmed: 89, median: 89, both qualified. 乙 is qualified in every way.
    found = steadiness(scores(甲="a95 b89 c87", 乙="a70 b71 c72"), OfficialRule(), CLASSES)

    assert found["甲"].variants == 5
    assert [(one.kind, one.name) for one in found["甲"].flips] == [
        ("judge", "a"), ("rule", "trimmed_mean"), ("rule", "median"),
    ]  # fmt: skip
    assert {one.management_class for one in found["甲"].flips} == {ManagementClass.QUALIFIED}
    assert (found["乙"].same, found["乙"].flips) == (5, ())


def test_class_by_share_flips_for_the_neighbour_too() -> None:
    # By share one of two is advanced: 甲 (91, 90) before 乙 (90, 90); without a both have 90 and both are advanced.
    by_share = ClassRule("share", Decimal("0.5"), Decimal(0))

    found = steadiness(scores(甲="a91 b90", 乙="a90 b90"), OfficialRule(), by_share)

    assert [(one.kind, one.name) for one in found["乙"].flips] == [
        ("judge", "a"),
    ]
    assert found["甲"].flips == ()


def test_item_that_decides_is_named() -> None:
    whole = scores(甲="a91 b90")
    without = {"一.1": scores(甲="a89 b90"), "一.2": scores(甲="a95 b95")}

    found = steadiness(whole, OfficialRule(), CLASSES, without)

    assert [(one.kind, one.name) for one in found["甲"].flips if one.kind == "item"] == [("item", "一.1")]


def test_judge_without_whom_there_is_no_score_is_not_left_out() -> None:
    rule = OfficialRule(Method.TRIMMED_MEAN, drop=1)

    found = steadiness(scores(甲="a95 b91 c91", 丙=""), rule, CLASSES)

    assert found["甲"].flips == ()
    assert "丙" not in found


def test_one_judge_for_one_organisation() -> None:
    assert steadiness(scores(甲="a95"), OfficialRule(), CLASSES)["甲"].flips == ()


def test_class_that_hangs_on_one_veto_says_on_whose() -> None:
    """By hand: one vetoed sheet is enough to be backward; without judge a there is none, and 92 is advanced."""
    rule = ClassRule("score", Decimal(90), Decimal(60), vetoes=1)

    found = steadiness(scores(甲="a92 b92"), OfficialRule(), rule, beside=Beside(vetoed={"甲": {"a"}}))

    assert [(one.kind, one.name) for one in found["甲"].flips] == [("judge", "a")]
