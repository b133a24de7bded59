"""Points in texts and cells: taken where they are stated, and nowhere else."""

from decimal import Decimal

import pytest

from guanmo.stages.sheets.importers.points import points_in_cell, points_in_text


@pytest.mark.parametrize(
    ("text", "rest", "points"),
    [
        ("统一标识（3分）", "统一标识", "3"),
        ("统一标识(3分)", "统一标识", "3"),
        ("统一标识【3分】", "统一标识", "3"),
        ("统一标识 ( 2.5 分 )。", "统一标识。", "2.5"),
        ("统一标识，3分", "统一标识", "3"),
        ("统一标识 3分。", "统一标识", "3"),
        ("统一标识（满分3分）", "统一标识", "3"),
        ("统一标识，满分为3分", "统一标识", "3"),
        ("统一标识（三分）", "统一标识", "3"),
        ("党建基础（共25分）", "党建基础", "25"),
        ("统一标识。（3分）；", "统一标识。", "3"),
        ("统一标识（3分，缺一项扣1分）", "统一标识（3分，缺一项扣1分）", "3"),
        ("（每项1分，共5分）统一标识", "（每项1分，共5分）统一标识", "5"),
        ("本项共10分，缺一项扣1分", "本项共10分，缺一项扣1分", "10"),
        ("统一标识（3分）。缺一项扣1分", "统一标识。缺一项扣1分", "3"),
    ],
)
def test_points_are_taken_out_of_the_text(text: str, rest: str, points: str) -> None:
    found = points_in_text(text)
    assert (found.text, found.points) == (rest, Decimal(points))


@pytest.mark.parametrize(
    "text",
    [
        "集中培训不少于32个学时",
        "建立3—7人的后备干部队伍",
        "覆盖率达100%",
        "合计不低于10万元",
        "每少1次扣0.5分",
        "每少1次扣0.5分，最多扣2分",
        "测评得分不低于85分",
        "获得表彰加1分",
        "本项最多扣3分",
        "（每项扣1分，最多扣5分）",
        "不规范的扣1—2分",
        "（每次扣1分）",
        "评分细则见附件（1）",
    ],
)
def test_other_numbers_are_no_points(text: str) -> None:
    assert points_in_text(text).points is None
    assert points_in_text(text).text == text


def test_several_amounts_are_added_up_and_stay_in_the_text() -> None:
    found = points_in_text("有计划（1分），有记录（2分）")
    assert (found.text, found.points, found.parts) == ("有计划（1分），有记录（2分）", Decimal(3), 2)


def test_closing_amount_that_is_the_sum_of_the_others_is_counted_once() -> None:
    found = points_in_text("有计划（1分），有记录（2分）。（3分）")
    assert (found.text, found.points, found.parts) == ("有计划（1分），有记录（2分）。", Decimal(3), 1)


@pytest.mark.parametrize(
    ("text", "points"), [("3", 3), ("3分", 3), ("（3分）", 3), ("2.50", "2.5"), ("0", 0), ("十", 10)]
)
def test_points_cell(text: str, points: int | str) -> None:
    assert points_in_cell(text) == Decimal(points)


@pytest.mark.parametrize("text", ["", "-3", "3.125", "见附件", "1-3", "3、5"])
def test_points_cell_that_is_no_amount(text: str) -> None:
    assert points_in_cell(text) is None
