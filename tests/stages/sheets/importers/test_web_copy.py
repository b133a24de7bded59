"""The real web copy of the plan: Traditional, pinyin artefacts, a broken row, a repeated head, a cut-off last item."""

from decimal import Decimal
from pathlib import Path

import pytest

from guanmo.stages.sheets.importers.read import read_sheet, read_sheets
from guanmo.stages.sheets.importers.reading import Reading
from guanmo.stages.sheets.importers.real import real_sheets
from guanmo.stages.sheets.importers.refusals import SheetUnreadable

WEB_COPY = Path("tests/data/sheets/web_copy_two_sheets.txt")


@pytest.fixture(scope="module")
def readings() -> tuple[Reading, ...]:
    return read_sheets(WEB_COPY, WEB_COPY.name)


def points_by_section(reading: Reading) -> list[tuple[str, str, int, list[int]]]:
    return [
        (section.no, section.title, int(section.points or 0), [int(item.points or 0) for item in section.items])
        for section in reading.sheet.sections
    ]


def test_village_sheet_has_the_points_of_the_plan(readings: tuple[Reading, ...]) -> None:
    assert readings[0].sheet.title == "村（社区）党建观摩、检查、测评得分表"
    assert points_by_section(readings[0]) == [
        ("一", "党建基础", 25, [3, 3, 3, 3, 2, 4, 2, 2, 3]),
        ("二", "组织建设", 30, [4, 3, 3, 4, 4, 3, 3, 3, 3]),
        ("三", "党员管理", 20, [3, 2, 2, 1, 2, 1, 3, 1, 3, 1, 1]),
        ("四", "活动开展", 15, [4, 4, 2, 2, 3]),
        ("五", "工作保障", 10, [4, 3, 3]),
    ]
    assert readings[0].sheet.total == 100


def test_two_new_sheet_has_the_points_of_the_plan(readings: tuple[Reading, ...]) -> None:
    assert readings[1].sheet.title == "“两新”组织党建观摩、检查、测评得分表"
    assert points_by_section(readings[1]) == [
        ("一", "党建基础", 15, [5, 2, 5, 3]),
        ("二", "组织建设", 30, [5, 5, 5, 10, 5]),
        ("三", "党员管理", 25, [5, 5, 5, 5, 5]),
        ("四", "活动开展", 20, [5, 5, 5, 5]),
        ("五", "工作保障", 10, [5, 5]),
    ]
    assert readings[1].sheet.total == 100


def test_every_item_equals_the_shipped_sheets(readings: tuple[Reading, ...]) -> None:
    for reading, real in zip(readings, real_sheets(), strict=True):
        read = [(section.no, item.no, item.text, item.points) for section, item in reading.sheet.items]
        assert read == [(section.no, item.no, item.text, item.points) for section, item in real.sheet.items]


def test_broken_row_is_one_item(readings: tuple[Reading, ...]) -> None:
    item = readings[0].sheet.sections[1].items[7]
    assert item.text == (
        "指导辖区“两新”组织积极开展“星级创评、分类定级”工作，并组织对“两新”组织开展星级创评工作进行半年初评，工作措施扎实有效"
    )
    assert item.points == 3


def test_cut_off_item_keeps_its_text_and_takes_what_the_section_has_left(readings: tuple[Reading, ...]) -> None:
    item = readings[1].sheet.sections[4].items[1]
    assert (item.text, item.points, item.truncated) == (
        "社会组织党组织工作经费纳入预算，单独列支，足额保障；",
        Decimal(5),
        True,
    )


def test_no_other_item_is_marked_cut_off(readings: tuple[Reading, ...]) -> None:
    assert [item.truncated for reading in readings for _, item in reading.sheet.items].count(True) == 1


def test_no_rule_is_read_out_of_text_that_has_none(readings: tuple[Reading, ...]) -> None:
    assert [item.rules for reading in readings for _, item in reading.sheet.items if item.rules] == []


def test_warnings_say_what_was_done_and_where(readings: tuple[Reading, ...]) -> None:
    whole_file = [
        ("converted_from_traditional", "整个文件"),
        ("artefacts_removed", "整个文件"),
        ("broken_row_joined", "整个文件"),
    ]
    assert [(warning.code, warning.where) for warning in readings[0].warnings] == [
        *whole_file,
        ("double_punishment", "二、组织建设 第4项；三、党员管理 第11项"),
    ]
    assert [(warning.code, warning.where) for warning in readings[1].warnings] == [
        *whole_file,
        ("repeated_head", "第68行"),
        ("truncated", "五、工作保障 第2项"),
        ("double_punishment", "一、党建基础 第2项；三、党员管理 第4项"),
    ]
    assert "203" in readings[0].warnings[1].message


def test_a_file_with_two_sheets_is_not_read_as_one() -> None:
    with pytest.raises(SheetUnreadable) as refused:
        read_sheet(WEB_COPY, WEB_COPY.name)
    assert refused.value.code == "several_sheets"
