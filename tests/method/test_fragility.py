"""A class that hangs on one judge, one item or the rule is named; a steady one is not. Worked by hand."""

from decimal import Decimal

from guanmo.method.aggregation import Method, OfficialRule
from guanmo.method.classification import ClassRule, ManagementClass
from guanmo.method.fragility import Beside, steadiness, steadiness_of_means

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

    # Three variants say nothing; mean 92.33 and median 91 are advanced as the trimmed mean is.
    assert (found["甲"].variants, found["甲"].flips) == (2, ())
    assert "丙" not in found


def test_class_on_one_sheet_hangs_on_that_sheet() -> None:
    found = steadiness(scores(甲="a95"), OfficialRule(), CLASSES)["甲"]

    assert [(one.kind, one.name, one.management_class) for one in found.flips] == [("judge", "a", None)]
    assert found.variants == 2  # without the judge, and by the median; one sheet is too few to trim


def test_judges_count_by_the_weight_of_their_group() -> None:
    """One judge in each of two groups: the class hangs on each of them. Three of a group without weight change nothing."""
    rule = OfficialRule(groups={"x": 50, "y": 50})
    group_of = {"a": "x", "b": "y", "c": "", "d": "", "e": ""}

    found = steadiness(scores(甲="a95 b95 c40 d40 e40"), rule, CLASSES, beside=Beside(group_of=group_of))["甲"]

    assert [(one.kind, one.name, one.management_class) for one in found.flips if one.kind == "judge"] == [
        ("judge", "a", None),
        ("judge", "b", None),
    ]
    assert found.variants == 4  # two judges, the median, and all alike without groups (62)


def test_class_on_the_only_sheet_of_the_group_that_weighs_hangs_on_it_whatever_the_rule() -> None:
    """By the median there is one sheet, of group x, and nothing without it."""
    rule = OfficialRule(Method.MEDIAN, groups={"x": 100})

    found = steadiness(scores(甲="a95"), rule, CLASSES, beside=Beside(group_of={"a": "x"}))["甲"]

    assert [(one.kind, one.own) for one in found.flips] == [("judge", True)]


def test_only_ways_that_change_its_own_sheets_count_for_an_organisation() -> None:
    """甲: three of its five ways flip, however many judges there are elsewhere that never saw it."""
    elsewhere = {f"村{n}": {f"j{n}{k}": Decimal(70) for k in range(3)} for n in range(39)}

    found = steadiness({**scores(甲="a95 b89 c87"), **elsewhere}, OfficialRule(), CLASSES)

    assert (found["甲"].variants, len(found["甲"].flips)) == (5, 3)


def test_class_that_falls_otherwise_because_of_a_neighbour_is_told_apart() -> None:
    """By share one of two is advanced: 甲 91 before 乙 90. Without c 甲 has 89 and 乙 goes first, its own sheet unchanged.
    Without a there is only 甲, and half of one is nobody."""
    by_share = ClassRule("share", Decimal("0.5"), Decimal(0))

    found = steadiness(scores(甲="b89 c93", 乙="a90"), OfficialRule(), by_share)

    assert [(one.kind, one.name, one.own) for one in found["乙"].flips] == [("judge", "a", True), ("judge", "c", False)]
    assert [(one.kind, one.name, one.own) for one in found["甲"].flips] == [("judge", "a", False), ("judge", "c", True)]


def test_township_on_one_point_hangs_on_it() -> None:
    """甲镇: 95 and 88, mean 91.50, advanced; without the first 88. 乙镇 has one point."""
    points = {"甲镇": {"p": Decimal(95), "q": Decimal(88)}, "乙镇": {"r": Decimal(95)}}

    found = steadiness_of_means(points, OfficialRule(), CLASSES)

    assert [(one.kind, one.name, one.management_class) for one in found["甲镇"].flips] == [
        ("point", "p", ManagementClass.QUALIFIED)
    ]
    assert [(one.name, one.management_class) for one in found["乙镇"].flips] == [("r", None)]
    assert (found["甲镇"].variants, found["乙镇"].variants) == (2, 1)


def test_class_that_hangs_on_one_veto_says_on_whose() -> None:
    """By hand: one vetoed sheet is enough to be backward; without judge a there is none, and 92 is advanced."""
    rule = ClassRule("score", Decimal(90), Decimal(60), vetoes=1)

    found = steadiness(scores(甲="a92 b92"), OfficialRule(), rule, beside=Beside(vetoed={"甲": {"a": {"一.1"}}}))

    assert [(one.kind, one.name) for one in found["甲"].flips] == [("judge", "a")]


def test_class_that_hangs_on_the_item_that_was_vetoed_says_on_which() -> None:
    """Judge a vetoed for 一.1 and for nothing else: without that item there is no veto, and 92 is advanced."""
    rule = ClassRule("score", Decimal(90), Decimal(60), vetoes=1)
    without = {"一.1": scores(甲="a91 b92"), "一.2": scores(甲="a92 b92")}

    found = steadiness(scores(甲="a92 b92"), OfficialRule(), rule, without, Beside(vetoed={"甲": {"a": {"一.1"}}}))

    assert [(one.kind, one.name) for one in found["甲"].flips] == [("judge", "a"), ("item", "一.1")]
