"""Deduction rules as offices word them. Expected values are read off the Chinese by hand."""

from decimal import Decimal

import pytest

from guanmo.stages.sheets.importers.deductions import rules_in

ITEM = Decimal(5)


def said(text: str) -> list[tuple[str, str | None, str | None]]:
    """(kind, points, cap) of each rule in a text of an item worth 5 points."""
    return [
        (
            rule.kind.value,
            None if rule.points is None else str(rule.points),
            None if rule.cap is None else str(rule.cap),
        )
        for rule in rules_in(text, ITEM).rules
    ]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("每少1次扣0.5分", [("per_occurrence", "0.5", None)]),
        ("每少一次扣半分", [("per_occurrence", "0.5", None)]),
        ("每缺一项，扣1分", [("per_occurrence", "1", None)]),
        ("缺一项扣1分，扣完为止", [("per_occurrence", "1", "5")]),
        ("缺1人次扣0.25分，扣完本项分为止。", [("per_occurrence", "0.25", "5")]),
        ("发现1处扣0.2分", [("per_occurrence", "0.2", None)]),
        ("少一次会议记录扣二分", [("per_occurrence", "2", None)]),
        ("迟报一次扣一分半", [("per_occurrence", "1.5", None)]),
        ("不及时上报1次扣0.2分，扣完1分为止", [("per_occurrence", "0.2", "1")]),
        ("未达标的每低1个百分点扣0.1分", [("per_occurrence", "0.1", None)]),
        ("迟报扣0.5分、漏报扣1分、瞒报不得分", [("fixed", "0.5", None), ("fixed", "1", None), ("zero", None, None)]),
        ("凡被通报批评的，每次扣2分，累计不超过5分", [("per_occurrence", "2", "5")]),
        ("扣0.5分/次", [("per_occurrence", "0.5", None)]),
        ("记录、签字缺少的各扣1分", [("per_occurrence", "1", None)]),
        ("每少1次扣0.5分，最多扣2分", [("per_occurrence", "0.5", "2")]),
        ("每少1次扣0.5分，封顶2分", [("per_occurrence", "0.5", "2")]),
        ("每少1次扣0.5分，2分封顶", [("per_occurrence", "0.5", "2")]),
        ("每少1次扣0.5分最多扣2分", [("per_occurrence", "0.5", "2")]),
        ("每少1次扣0.5分，累计扣分不超过3分", [("per_occurrence", "0.5", "3")]),
        ("每少1次扣0.5分，以2分为限", [("per_occurrence", "0.5", "2")]),
        ("未建立台账扣1分", [("fixed", "1", None)]),
        ("没有台账的，扣2分", [("fixed", "2", None)]),
        ("未召开不得分", [("zero", None, None)]),
        ("弄虚作假的，此项不得分", [("zero", None, None)]),
        ("未换届的计0分", [("zero", None, None)]),
        ("未换届扣除全部分", [("zero", None, None)]),
        ("发现失联党员的一票否决", [("veto", None, None)]),
        ("实行“一票否决”", [("veto", None, None)]),
        ("获县级表彰加1分", [("bonus", "1", None)]),
        ("每获得1次表彰加0.5分，最高加2分", [("bonus", "0.5", "2")]),
        (
            "无计划扣1分；每少1次扣0.5分，最多扣2分；未开展不得分。",
            [("fixed", "1", None), ("per_occurrence", "0.5", "2"), ("zero", None, None)],
        ),
    ],
)
def test_rule_is_read_from_its_wording(text: str, rules: list[tuple[str, str | None, str | None]]) -> None:
    assert said(text) == rules


@pytest.mark.parametrize(
    "text",
    [
        "年度集中培训不少于32个学时",
        "建立3—7人的后备干部队伍",
        "党的工作覆盖率达100%",
        "三项经费合计不低于10万元",
        "每月召开1次“大党委”会议，每季度召开1次党建联席会议",
        "探索党员“积分管理制度”，设定分值",
        "不少于30分钟，充分讨论",
        "三分之二以上党员到会",
        "开展“星级创评、分类定级”工作",
        "群众测评满意度得分85分以上",
        "扣分原因须写明",
        "完成情况好的得5分",
        "没有的不扣分",
        "满分10分",
    ],
)
def test_numbers_that_are_no_deduction_make_no_rule(text: str) -> None:
    assert said(text) == []
    assert rules_in(text, ITEM).unread == ()


@pytest.mark.parametrize(
    "text",
    [
        "酌情扣分",
        "扣5分以内",
        "受到表彰的分别加3分、2分",
        "按每缺一次0.5分扣分",
        "本项最多扣3分",
        "不规范的扣1—2分",
        "视情节酌情扣1-3分",
        "未达到的扣相应分值",
    ],
)
def test_vague_deduction_is_handed_back_to_a_person(text: str) -> None:
    assert said(text) == []
    assert rules_in(text, ITEM).unread == (text,)


def test_condition_in_the_clause_before_is_part_of_the_rule() -> None:
    texts = [rule.text for rule in rules_in("未按月召开的，扣1分；没有记录的，不得分", ITEM).rules]
    assert texts == ["未按月召开的，扣1分", "没有记录的，不得分"]


def test_three_decimals_are_never_rounded() -> None:
    assert said("每少1次扣0.125分") == []
