"""What does not add up is said, with its place, and nothing is repaired or lost."""

from collections.abc import Sequence
from decimal import Decimal

import pytest

from guanmo.stages.sheets.importers.read import read_sheet
from guanmo.stages.sheets.importers.reading import Reading
from tests.stages.sheets.importers.offices import TITLE, items_docx, lines

HEAD = ("序号", "考核指标", "考核内容", "考核办法", "标准分")
OTHER = ("二", "组织建设（60分）", "1.党费按月收缴", "", "60")


def read(*rows: Sequence[str]) -> Reading:
    return read_sheet(items_docx(HEAD, *rows), "得分表.docx")


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(warning.code, warning.where) for warning in reading.warnings]


def points(reading: Reading) -> list[Decimal | None]:
    return [item.points for _, item in reading.sheet.items]


def test_sheet_of_99_points() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "39"), OTHER)
    assert said(reading) == [("section_sum_mismatch", "一、党建基础"), ("total_mismatch", TITLE)]
    assert [warning.message for warning in reading.warnings] == [
        "标明40分，各项相加是39分。",
        "总分应为100分，各项相加是99分。",
    ]
    assert points(reading) == [39, 60]


def test_item_of_0_points() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "40"), ("", "", "2.按时换届", "", "0"), OTHER)
    assert said(reading) == [("item_zero_points", "一、党建基础 第2项")]
    assert points(reading) == [40, 0, 60]


def test_item_of_101_points() -> None:
    reading = read(("一", "党建基础", "1.统一标识", "", "101"))
    assert said(reading) == [("item_over_100", "一、党建基础 第1项"), ("total_mismatch", TITLE)]
    assert points(reading) == [101]


def test_sheet_without_points_at_all() -> None:
    reading = read(("一", "党建基础", "1.统一标识", "", ""), ("", "", "2.按时换届", "", ""))
    assert said(reading) == [("no_points_at_all", TITLE)]
    assert points(reading) == [None, None]
    assert reading.sheet.total is None


def test_one_item_without_points() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "40"), ("", "", "2.按时换届", "", ""), OTHER)
    assert said(reading) == [("missing_points", "一、党建基础 第2项")]
    assert points(reading) == [40, None, 60]


@pytest.mark.parametrize("text", ["-3", "3.125", "若干"])
def test_points_that_cannot_be_stored_are_left_out_not_rounded(text: str) -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "40"), ("", "", "2.按时换届", "", text), OTHER)
    assert said(reading) == [
        ("points_not_readable", "一、党建基础 第2项"),
        ("missing_points", "一、党建基础 第2项"),
    ]
    assert text in reading.warnings[0].message


def test_points_in_text_and_column_that_differ() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识（30分）", "", "40"), OTHER)
    assert said(reading) == [("points_disagree", "一、党建基础 第1项")]
    assert points(reading) == [40, 60]


def test_points_in_text_and_column_that_agree_are_said_once() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识（40分）", "", "40"), OTHER)
    assert said(reading) == []
    assert reading.sheet.sections[0].items[0].text == "统一标识"


def test_duplicate_number_and_gap() -> None:
    reading = read(
        ("一", "党建基础（40分）", "1.统一标识", "", "10"),
        ("", "", "2.按时换届", "", "10"),
        ("", "", "2.名册准确", "", "10"),
        ("", "", "4.三务公开", "", "10"),
        OTHER,
    )
    assert said(reading) == [("duplicate_number", "一、党建基础"), ("number_gap", "一、党建基础")]
    assert [warning.message for warning in reading.warnings] == ["序号2出现了2次。", "序号应为3，表上是4。"]
    assert len(list(reading.sheet.items)) == 5


def test_numbers_that_run_on_through_the_sheet_are_no_gap() -> None:
    reading = read(
        ("一", "党建基础（40分）", "1.统一标识", "", "40"),
        ("二", "组织建设（60分）", "2.党费按月收缴", "", "60"),
    )
    assert said(reading) == []


def test_rule_that_takes_more_than_the_item_has() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "无标识扣50分", "40"), OTHER)
    assert said(reading) == [("rule_over_points", "一、党建基础 第1项")]


def test_vague_rule_is_told() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "标识不清的酌情扣分", "40"), OTHER)
    assert said(reading) == [("rule_not_read", "一、党建基础 第1项")]


def test_last_item_that_breaks_off_gets_what_is_left() -> None:
    reading = read(
        ("一", "党建基础（40分）", "1.统一标识", "", "40"),
        ("二", "组织建设（60分）", "1.党费按月收缴", "", "45"),
        ("", "", "2.经费单独列支，足额保障；", "", ""),
    )
    assert said(reading) == [("truncated", "二、组织建设 第2项")]
    item = reading.sheet.sections[1].items[1]
    assert (item.points, item.truncated, item.note) == (15, True, reading.warnings[0].message)


def test_last_item_that_breaks_off_with_nothing_left_stays_without_points() -> None:
    reading = read(("一", "党建基础（100分）", "1.统一标识", "", "100"), ("", "", "2.单独列支，", "", ""))
    assert said(reading) == [("truncated", "一、党建基础 第2项"), ("missing_points", "一、党建基础 第2项")]
    assert points(reading) == [100, None]


def test_two_items_on_one_fact() -> None:
    reading = read(
        ("一", "党建基础（40分）", "1.年内实现党员轮训1遍", "", "40"),
        ("二", "组织建设（60分）", "1.完成对党员的全员轮训", "", "60"),
    )
    assert said(reading) == [("double_punishment", "一、党建基础 第1项；二、组织建设 第1项")]


def test_items_with_common_turns_of_phrase_are_not_one_fact() -> None:
    reading = read(
        ("一", "党建基础（40分）", "1.三项经费不低于10万元，有文件或支付凭证", "", "20"),
        ("", "", "2.工作经费纳入预算，有文件或支付凭证", "", "20"),
        ("二", "组织建设（60分）", "1.建立台账，扎实有序推进", "", "30"),
        ("", "", "2.党组织换届台账完整，扎实有序推进", "", "30"),
    )
    assert said(reading) == []


def test_one_wording_in_three_items_is_told_once() -> None:
    wording = "组织党员到开放式组织生活基地活动"
    reading = read(
        ("一", "党建基础（40分）", f"1.每月{wording}", "", "20"),
        ("", "", f"2.每季度{wording}一次", "", "20"),
        ("二", "组织建设（60分）", f"1.{wording}", "", "60"),
    )
    assert [(warning.code, warning.where) for warning in reading.warnings] == [
        ("double_punishment", "一、党建基础 第1项；一、党建基础 第2项；二、组织建设 第1项")
    ]
    assert wording in reading.warnings[0].message


def test_head_without_items() -> None:
    reading = read(("", "", "", "", ""))
    assert said(reading) == [("no_item_found", TITLE)]


def test_repeated_head_is_one_sheet() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "40"), HEAD, OTHER)
    assert said(reading) == [("repeated_head", "表1第3行")]
    assert points(reading) == [40, 60]


def test_broken_row_in_text_is_joined() -> None:
    reading = read_sheet(
        lines(
            "序号 | 考核内容 | 扣分 | 得分 |",
            "一、党建基础（100分） | | | |",
            "1.统一标识（60分） | | | |",
            "2.按时换届（40分）",
            "| | | |",
        ),
        "表.txt",
    )
    assert said(reading) == [("broken_row_joined", "整个文件")]
    assert [(item.text, item.points) for _, item in reading.sheet.items] == [("统一标识", 60), ("按时换届", 40)]


def test_one_traditional_name_converts_nothing() -> None:
    reading = read(("一", "党建基础（40分）", "1.走访發記饭店", "", "40"), OTHER)
    assert said(reading) == []
    assert reading.sheet.sections[0].items[0].text == "走访發記饭店"


def test_row_that_is_not_understood_is_told() -> None:
    reading = read(("一", "党建基础（40分）", "1.统一标识", "", "40"), OTHER, ("", "", "", "", "临时增加"))
    assert said(reading) == [("row_not_read", "表1第4行")]
    assert "临时增加" in reading.warnings[0].message
