from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.deduction import (
    Deduction,
    DeductionError,
    ItemScore,
    SectionScore,
    bonus_by_rule,
    deduct_by_rule,
    problems,
    score_ballot,
)
from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet, item_key
from tests.method.sheets import COMMUNITY_ONLY, one_item, section, village

ITEM = Item(1, "三会一课", Decimal(3))
FIXED = Rule(RuleKind.FIXED, "未公示扣1分", Decimal(1))
PER_ONE = Rule(RuleKind.PER_OCCURRENCE, "每少1次扣0.5分", Decimal("0.5"))
CAPPED = Rule(RuleKind.PER_OCCURRENCE, "缺一项扣1分，封顶2分", Decimal(1), cap=Decimal(2))
ZERO = Rule(RuleKind.ZERO, "未召开不得分")
VETO = Rule(RuleKind.VETO, "一票否决")
BONUS = Rule(RuleKind.BONUS, "每项加1分，封顶2分", Decimal(1), cap=Decimal(2))


@pytest.mark.parametrize(
    ("rule", "count", "expected"),
    [
        (FIXED, 1, "1.00"),
        (FIXED, 4, "1.00"),
        (FIXED, 0, "0.00"),
        (PER_ONE, 3, "1.50"),
        (PER_ONE, 7, "3.00"),  # 3.5 by count, but 扣完为止: the item has 3
        (CAPPED, 2, "2.00"),
        (CAPPED, 3, "2.00"),
        (ZERO, 1, "3.00"),
        (ZERO, 0, "0.00"),
        (VETO, 1, "3.00"),
        (BONUS, 2, "0.00"),
    ],
)
def test_deduct_by_rule_takes_what_the_clause_says(rule: Rule, count: int, expected: str) -> None:
    assert deduct_by_rule(ITEM, rule, count) == Decimal(expected)


@pytest.mark.parametrize(
    ("item", "rule", "count", "sentence"),
    [
        (ITEM, FIXED, -1, "count must not be negative: -1"),
        (Item(1, "无分值", None), FIXED, 1, "points are unknown"),
        (ITEM, Rule(RuleKind.FIXED, "酌情扣分"), 1, "points are unknown"),
    ],
)
def test_deduct_by_rule_refuses_what_cannot_be_computed(item: Item, rule: Rule, count: int, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        deduct_by_rule(item, rule, count)


@pytest.mark.parametrize(("rule", "count", "expected"), [(BONUS, 1, 1), (BONUS, 5, 2), (BONUS, 0, 0), (FIXED, 1, 0)])
def test_bonus_by_rule_stops_at_its_cap(rule: Rule, count: int, expected: int) -> None:
    assert bonus_by_rule(rule, count) == expected


def test_score_ballot_without_deductions_is_the_full_sheet() -> None:
    score = score_ballot(village(), [])
    assert (score.total, score.raw_total, score.applicable_points) == (100, 100, 100)
    assert [part.points for part in score.sections] == [25, 30, 20, 15, 10]
    assert len(score.items) == 37
    assert (score.rescaled, score.vetoed) == (False, False)


def test_score_ballot_takes_deductions_off_item_section_and_total() -> None:
    entries = [
        Deduction("一", 2, Decimal("0.5"), "缺一名委员"),
        Deduction("一", 6, Decimal("1.25"), "任务清单未更新"),
        Deduction("三", 1, Decimal("3"), "无台账"),
    ]
    score = score_ballot(village(), entries)
    assert score.total == Decimal("95.25")
    assert score.items[1] == ItemScore("一.2", Decimal(3), Decimal("0.5"), Decimal("2.5"))
    assert score.sections[0] == SectionScore("一", "第一项", Decimal("23.25"), Decimal(25))
    assert [part.score for part in score.sections] == [Decimal("23.25"), 30, 17, 15, 10]


def test_score_ballot_adds_up_several_deductions_on_one_item() -> None:
    sheet = one_item("3", FIXED, PER_ONE)
    entries = [
        Deduction("一", 1, Decimal("1.00"), "未公示", rule=0, count=1),
        Deduction("一", 1, Decimal("1.00"), "少两次", rule=1, count=2),
        Deduction("一", 1, Decimal("0.25"), "记录不全"),
    ]
    assert score_ballot(sheet, entries).total == Decimal("0.75")


def test_score_ballot_rescales_to_the_sheet_when_community_items_do_not_apply() -> None:
    """D37: a rural village loses 25 points of items; 75 - 3.5 = 71.5; 71.5 x 100 / 75 = 95.333…"""
    entries = [Deduction("一", 1, Decimal("0.5"), "口号不统一"), Deduction("四", 1, Decimal("3"), "无记录")]
    score = score_ballot(village(), entries, COMMUNITY_ONLY)
    assert (score.raw_total, score.applicable_points) == (Decimal("71.50"), Decimal(75))
    assert (score.total, score.rescaled) == (Decimal("95.33"), True)
    assert score.sections[4] == SectionScore("五", "第五项", None, Decimal(0))
    assert not COMMUNITY_ONLY & {item.key for item in score.items}


def test_score_ballot_rounds_a_half_cent_up_when_rescaling() -> None:
    """Sheet of 9, one item of 1 taken out: 5.58 x 9 / 8 = 6.2775; 5.56 x 9 / 8 = 6.255 exactly."""
    sheet = Sheet("得分表", Decimal(9), (section("一", [8, 1]),))
    for deducted, expected in (("2.42", "6.28"), ("2.44", "6.26")):
        entry = Deduction("一", 1, Decimal(deducted), "记录不全")
        assert score_ballot(sheet, [entry], frozenset({"一.2"})).total == Decimal(expected)


def test_score_ballot_uses_the_sum_of_items_when_the_sheet_states_no_total() -> None:
    sheet = Sheet("得分表", None, (section("一", [6, 4]),))
    entry = Deduction("一", 1, Decimal(3), "无台账")
    assert score_ballot(sheet, [entry], frozenset({"一.2"})).total == Decimal("5.00")


def test_score_ballot_has_no_total_when_no_item_applies() -> None:
    score = score_ballot(one_item("3"), [], frozenset({"一.1"}))
    assert (score.total, score.items, score.sections[0].score) == (None, (), None)


def test_score_ballot_with_a_veto_is_zero_and_says_so() -> None:
    items = (Item(1, "安全", Decimal(2), rules=(VETO,)), Item(2, "台账", Decimal(8)))
    sheet = Sheet("得分表", Decimal(10), (Section("一", "党建基础", Decimal(10), items),))
    score = score_ballot(sheet, [Deduction("一", 1, Decimal(2), "发生责任事故", rule=0, count=1)])
    assert (score.total, score.vetoed, score.raw_total) == (0, True, 8)


def test_score_ballot_ignores_a_veto_counted_zero_times() -> None:
    score = score_ballot(one_item("2", VETO), [Deduction("一", 1, Decimal(0), "", rule=0, count=0)])
    assert (score.total, score.vetoed) == (2, False)


@pytest.mark.parametrize(("bonuses", "expected"), [(1, "2.50"), (2, "3.00"), (9, "3.00")])
def test_score_ballot_lets_a_bonus_make_up_for_deductions_on_its_item_only(bonuses: int, expected: str) -> None:
    entries = [
        Deduction("一", 1, Decimal("1.5"), "少三次"),
        Deduction("一", 1, Decimal(0), "", rule=0, count=bonuses),
    ]
    assert score_ballot(one_item("3", BONUS), entries).total == Decimal(expected)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Deduction("六", 1, Decimal(1), "缺"), [("unknown_item", "六.1", {})]),
        (Deduction("一", 1, Decimal(-1), ""), [("negative", "一.1", {"points": -1})]),
        (Deduction("一", 1, Decimal(1), "  "), [("missing_reason", "一.1", {"points": 1})]),
        (Deduction("一", 1, Decimal("0.125"), "缺"), [("too_many_decimals", "一.1", {"points": Decimal("0.125")})]),
        (
            Deduction("一", 1, Decimal("3.01"), "缺"),
            [("more_than_item", "一.1", {"points": Decimal("3.01"), "available": 3})],
        ),
        (Deduction("一", 1, Decimal(1), "缺", rule=5), [("unknown_rule", "一.1", {"rule": 5})]),
        (Deduction("一", 1, Decimal(1), "缺", rule=-1), [("unknown_rule", "一.1", {"rule": -1})]),
        (
            Deduction("一", 1, Decimal(2), "缺", rule=0, count=3),
            [("rule_mismatch", "一.1", {"points": 2, "expected": Decimal("1.5"), "count": 3})],
        ),
        (Deduction("一", 1, Decimal(1), "缺", rule=0, count=-2), [("negative", "一.1", {"count": -2})]),
        (Deduction("一", 1, Decimal(0), "", rule=1, count=1), [
            ("missing_reason", "一.1", {"points": 0}),
            ("rule_mismatch", "一.1", {"points": 0, "expected": 3, "count": 1}),
        ]),
    ],
)  # fmt: skip
def test_problems_names_what_is_wrong_with_one_entry(
    entry: Deduction, expected: list[tuple[str, str, dict[str, object]]]
) -> None:
    found = problems(one_item("3", PER_ONE, VETO), [entry])
    assert [(one.code, one.key, dict(one.detail)) for one in found] == expected


@pytest.mark.parametrize("points", ["1E-999999999", "0E-999999999", "1E+999999999", "0E+999999999", "NaN", "-Infinity"])
def test_problems_answers_at_once_on_absurd_numbers(points: str) -> None:
    found = problems(one_item("3"), [Deduction("一", 1, Decimal(points), "缺")])
    assert [one.code for one in found] == ["not_a_number"]


def test_problems_accepts_zeros_behind_the_second_place() -> None:
    assert problems(one_item("3"), [Deduction("一", 1, Decimal("0.5000"), "缺")]) == ()


def test_problems_lists_everything_at_once() -> None:
    entries = [
        Deduction("一", 1, Decimal("0.505"), ""),
        Deduction("一", 3, Decimal(1), "无网格"),
        Deduction("九", 9, Decimal(-1), ""),
        Deduction("二", 1, Decimal(3), "缺"),
        Deduction("二", 1, Decimal(2), "还缺"),
    ]
    found = problems(village(), entries, {"一.3", "七.7"})
    assert [(one.code, one.key) for one in found] == [
        ("unknown_item", "七.7"),
        ("not_applicable", "一.3"),
        ("too_many_decimals", "一.1"),
        ("missing_reason", "一.1"),
        ("negative", "九.9"),
        ("unknown_item", "九.9"),
        ("duplicate_item", "二.1"),
        ("more_than_item", "二.1"),
    ]


def test_problems_does_not_let_a_negative_entry_hide_too_much() -> None:
    entries = [Deduction("一", 1, Decimal(4), "缺"), Deduction("一", 1, Decimal(-2), "", rule=0)]
    assert [one.code for one in problems(one_item("3", PER_ONE), entries)] == ["negative", "more_than_item"]


def test_problems_refuses_an_item_without_points_unless_it_does_not_apply() -> None:
    assert [one.code for one in problems(one_item(None), [])] == ["points_unknown"]
    assert problems(one_item(None), [], {"一.1"}) == ()


def test_score_ballot_refuses_with_all_problems() -> None:
    with pytest.raises(DeductionError) as refused:
        score_ballot(one_item("3"), [Deduction("一", 1, Decimal("3.5"), "")])
    assert [one.code for one in refused.value.problems] == ["missing_reason", "more_than_item"]


cents = st.integers(0, 400).map(lambda number: Decimal(number).scaleb(-2))


@st.composite
def ballots(draw: st.DrawFn) -> tuple[Sheet, list[Deduction], frozenset[str]]:
    """A sheet of up to 3 x 4 items, valid deductions by hand, and some items that do not apply."""
    item_points = st.lists(st.integers(1, 10), min_size=1, max_size=4)
    sections = [section(no, draw(item_points)) for no in "一二三"[: draw(st.integers(1, 3))]]
    sheet = Sheet("得分表", sum((part.points or Decimal(0) for part in sections), Decimal(0)), tuple(sections))
    entries, excluded = [], set()
    for part, item in sheet.items:
        if draw(st.booleans()):
            entries.append(Deduction(part.no, item.no, min(draw(cents), item.points or Decimal(0)), "缺"))
        elif draw(st.booleans()):
            excluded.add(item_key(part.no, item.no))
    return sheet, entries, frozenset(excluded)


@given(ballots())
def test_score_lies_between_zero_and_the_sheet_total(ballot: tuple[Sheet, list[Deduction], frozenset[str]]) -> None:
    sheet, entries, excluded = ballot
    total = score_ballot(sheet, entries, excluded).total
    assert sheet.total is not None
    assert (total is None) == (len(excluded) == len(list(sheet.items)))
    assert total is None or 0 <= total <= sheet.total


@given(ballots(), st.randoms())
def test_score_does_not_depend_on_the_order_of_entries(
    ballot: tuple[Sheet, list[Deduction], frozenset[str]], random: Random
) -> None:
    sheet, entries, excluded = ballot
    shuffled = random.sample(entries, len(entries))
    assert score_ballot(sheet, shuffled, excluded) == score_ballot(sheet, entries, excluded)


@given(ballots())
def test_a_deduction_never_raises_a_score(ballot: tuple[Sheet, list[Deduction], frozenset[str]]) -> None:
    sheet, entries, excluded = ballot
    totals = [score_ballot(sheet, entries[:count], excluded).total for count in range(len(entries) + 1)]
    if None not in totals:
        assert totals == sorted(totals, reverse=True)  # type: ignore[type-var]


@given(ballots())
def test_rescaling_with_nothing_excluded_changes_nothing(ballot: tuple[Sheet, list[Deduction], frozenset[str]]) -> None:
    sheet, entries, _ = ballot
    score = score_ballot(sheet, entries, frozenset())
    assert (score.total, score.rescaled) == (score.raw_total, False)
    assert score.raw_total == sum(part.score or Decimal(0) for part in score.sections)
