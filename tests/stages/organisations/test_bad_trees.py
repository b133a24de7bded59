"""Every way in which a tree is wrong: one clear sentence at the right cell, and nothing written."""

from io import BytesIO
from typing import Any

import pytest

from guanmo.stages.organisations.domain.import_tree import import_tree
from guanmo.stages.organisations.domain.tree_plan import plan_tree
from guanmo.stages.organisations.domain.tree_rows import Problem
from guanmo.stages.organisations.errors import TreeRefused
from guanmo.stages.organisations.importers.tree_file import read_tree
from tests.stages.organisations.workbooks import (
    COMPANY,
    COUNTY,
    GRID,
    GROUP,
    HOLDER,
    OFFICER,
    OTHER_TOWN,
    POSTS,
    SECRETARY,
    TOWN,
    TREE,
    VILLAGE,
    changed,
    without,
    workbook,
)

pytestmark = pytest.mark.django_db


def problems(organisations: Any = TREE, posts: Any = POSTS, everything: Any = None) -> list[Problem]:
    """The problems of the tree; importing it is refused and writes nothing."""
    tree = read_tree(workbook(organisations, posts)).tree
    before = everything() if everything else None
    with pytest.raises(TreeRefused):
        import_tree(tree, by=None)
    assert everything is None or everything() == before
    return list(plan_tree(tree, by=None).problems)


def with_row(row: Any) -> list[Any]:
    """The tree with one row replaced by code, or added at its end (row 11 of the worksheet)."""
    return (
        [*TREE, row] if row[0] not in {one[0] for one in TREE} else [row if one[0] == row[0] else one for one in TREE]
    )


NEW = changed(VILLAGE, 组织代码="X0109", 党组织名称="新村党支部")
LONG = "超" * 121
BAD_ORGANISATIONS = {
    "unknown parent": (changed(NEW, 上级组织代码="X77"), "unknown_parent", "上级组织代码", "“X77”在表中和系统中都没有"),
    "own parent": (changed(NEW, 上级组织代码="X0109"), "cycle", "上级组织代码", "X0109 → X0109"),
    "no parent": (changed(NEW, 上级组织代码=""), "missing_parent", "上级组织代码", "只有“县”没有上级"),
    "village below the county": (changed(NEW, 上级组织代码="X"), "wrong_parent", "上级组织代码", "“村”的上级只能是：镇、乡、街道"),
    "village below a village": (changed(NEW, 上级组织代码="X0101"), "wrong_parent", "上级组织代码", "不能作上级"),
    "town below a town": (
        changed(TOWN, 组织代码="X03", 上级组织代码="X02"), "wrong_parent", "上级组织代码", "“镇”的上级只能是：县",
    ),
    "county below a town": (
        changed(COUNTY, 组织代码="Y", 上级组织代码="X01"), "wrong_parent", "上级组织代码", "（没有上级）",
    ),
    "second county": (changed(COUNTY, 组织代码="Y"), "second_county", "类别", "全县只能有一个“县”"),
    "unknown kind": (changed(NEW, 类别="行政村"), "unknown_word", "类别", "不认识“行政村”。只能填：县、县委组织部、镇"),
    "unknown form": (changed(NEW, 组织形式="支部"), "unknown_word", "组织形式", "不认识“支部”"),
    "no name": (changed(NEW, 党组织名称=""), "missing", "党组织名称", "必须填写，这一格是空的"),
    "no kind": (changed(NEW, 类别=""), "missing", "类别", "必须填写，这一格是空的"),
    "no form": (changed(NEW, 组织形式=" 　"), "missing", "组织形式", "必须填写，这一格是空的"),
    "month only": (changed(NEW, 成立日期="2001.7"), "no_day", "成立日期", "“2001.7”不是完整的日期"),
    "month only as a number": (changed(NEW, 成立日期=2001.7), "no_day", "成立日期", "“2001.7”不是完整的日期"),
    "31 June": (changed(NEW, 成立日期="2001-06-31"), "no_day", "成立日期", "不是完整的日期"),
    "year 0201": (changed(NEW, 成立日期="0201-06-01"), "no_day", "成立日期", "不是完整的日期"),
    "dissolved first": (
        changed(NEW, 成立日期="2001-07-01", 撤销日期="2001-06-30"), "ends_before_it_starts", "撤销日期", "早于成立日期",
    ),
    "long name": (changed(NEW, 党组织名称=LONG, 简称="长"), "too_long", "党组织名称", "超过 120 个字"),
    "long name without a short one": (
        changed(NEW, 党组织名称="长" * 41), "missing", "简称", "党组织名称超过 40 个字，请填写简称",
    ),
    "long code": (changed(NEW, 组织代码="9" * 31), "too_long", "组织代码", "超过 30 个字"),
    "code that lost digits": (changed(NEW, 组织代码=1.1010519491231e17), "digits_lost", "组织代码", "末尾几位已经丢失"),
}  # fmt: skip


@pytest.mark.any_database
@pytest.mark.parametrize(("row", "code", "column", "sentence"), BAD_ORGANISATIONS.values(), ids=BAD_ORGANISATIONS)
def test_wrong_organisation_is_refused(row: Any, code: str, column: str, sentence: str, everything: Any) -> None:
    found = problems(with_row(row), everything=everything)

    assert [(one.part, one.row, one.column, one.code) for one in found] == [("组织", 11, column, code)]
    assert sentence in found[0].message


@pytest.mark.any_database
def test_missing_code_is_refused(everything: Any) -> None:
    found = problems([*TREE, changed(NEW, 组织代码="")], everything=everything)

    assert [(one.row, one.column, one.code) for one in found] == [(11, "组织代码", "missing")]


@pytest.mark.any_database
def test_duplicate_code_names_the_other_row(everything: Any) -> None:
    found = problems([*TREE, changed(NEW, 组织代码="X0101")], everything=everything)

    assert [(one.row, one.column, one.code) for one in found] == [(11, "组织代码", "duplicate_code")]
    assert found[0].message == "“X0101”与第 6 行重复。请改成各自的代码，或删去一行。"


@pytest.mark.any_database
def test_full_width_code_is_the_same_code() -> None:
    found = problems([*TREE, changed(NEW, 组织代码="Ｘ 0101　")])

    assert [one.code for one in found] == ["duplicate_code"]


@pytest.mark.any_database
def test_cycle_is_shown_at_each_of_its_rows(everything: Any) -> None:
    rows = [*without(TREE, GRID, GROUP), changed(GRID, 上级组织代码="X01020101"), GROUP]

    found = problems(rows, everything=everything)

    assert [(one.row, one.code) for one in found] == [(9, "cycle"), (10, "cycle")]
    assert found[0].message == ("上下级关系绕成了一圈：X010201 → X01020101 → X010201。请改正其中一个上级组织代码。")


def test_cycle_through_what_the_system_holds_is_refused(everything: Any) -> None:
    import_tree(read_tree(workbook()).tree, by=None)

    found = problems([changed(GRID, 上级组织代码="X01020101")], None, everything)

    assert [one.code for one in found] == ["cycle"]


@pytest.mark.any_database
def test_kind_of_another_level_is_refused(everything: Any) -> None:
    import_tree(read_tree(workbook()).tree, by=None)

    found = problems([changed(COMPANY, 类别="村")], None, everything)

    assert [(one.column, one.code) for one in found] == [("类别", "other_level")]
    assert "系统中“X0191”是“新经济组织”，不能改成“村”" in found[0].message


def test_every_mistake_is_told_at_once() -> None:
    rows = with_row(changed(NEW, 类别="行政村", 成立日期="2001.7", 上级组织代码="X77"))

    found = problems(rows, [*POSTS, changed(HOLDER, 组织代码="X66")])

    assert [(one.part, one.column) for one in found] == [
        ("组织", "类别"),
        ("组织", "成立日期"),
        ("组织", "上级组织代码"),
        ("任职", "组织代码"),
    ]


BAD_POSTS = {
    "two in a single seat": (changed(HOLDER, 姓名="村书记乙"), "seat_taken", "姓名", "第 4 行已有“村书记甲”"),
    "the same post twice": (HOLDER, "duplicate_post", "姓名", "与第 4 行的“村书记甲”重复"),
    "unknown organisation": (changed(HOLDER, 组织代码="X66"), "unknown_organisation", "组织代码", "“X66”"),
    "unknown duty": (changed(HOLDER, 职务="主任"), "unknown_word", "职务", "不认识“主任”"),
    "no name": (changed(HOLDER, 姓名=""), "missing", "姓名", "必须填写，这一格是空的"),
    "no first day": (changed(HOLDER, 任职日期=""), "missing", "任职日期", "必须填写，这一格是空的"),
    "left before the start": (
        changed(OFFICER, 姓名="乙", 账号="", 离任日期="2023-12-31"), "ends_before_it_starts", "离任日期", "早于任职日期",
    ),
    "account of another": (
        changed(HOLDER, 组织代码="X0102", 账号="jiazhen"), "other_person", "账号", "“jiazhen”是“甲镇书记甲”的",
    ),
}  # fmt: skip


@pytest.mark.any_database
@pytest.mark.parametrize(("row", "code", "column", "sentence"), BAD_POSTS.values(), ids=BAD_POSTS)
def test_wrong_post_is_refused(row: Any, code: str, column: str, sentence: str, everything: Any) -> None:
    found = problems(TREE, [*POSTS, row], everything)

    assert [(one.part, one.row, one.column, one.code) for one in found] == [("任职", 5, column, code)]
    assert sentence in found[0].message


def test_seat_that_the_system_holds_is_not_given_away(everything: Any) -> None:
    import_tree(read_tree(workbook()).tree, by=None)

    found = problems(TREE, [OFFICER, SECRETARY, changed(HOLDER, 姓名="村书记乙")], everything)

    assert [one.code for one in found] == ["seat_taken"]
    assert "系统中已有“村书记甲”" in found[0].message


@pytest.mark.any_database
def test_formula_without_value_is_named_at_its_cell(everything: Any) -> None:
    from xlsxwriter import Workbook

    from tests.stages.organisations.workbooks import ORGANISATION_HEAD

    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet("组织")
        for line, row in enumerate([ORGANISATION_HEAD, *TREE]):
            page.write_row(line, 0, row)
        page.write_formula(5, 1, '="甲一村"&"党支部"', None, "甲一村党支部")  # as saved: with its value
        page.write_formula(6, 1, '="甲二"&"社区党委"', None, "")  # as made by a program: never computed
    tree = read_tree(file.getvalue()).tree
    before = everything()

    with pytest.raises(TreeRefused):
        import_tree(tree, by=None)

    found = plan_tree(tree, by=None).problems
    assert [(one.row, one.column, one.code) for one in found] == [(7, "党组织名称", "formula_without_value")]
    assert tree.organisations[4].name == "甲一村党支部"
    assert everything() == before


def test_three_levels_leave_no_gap() -> None:
    """S0-1-b row by row: each territorial kind below each other one."""
    town, village = changed(OTHER_TOWN, 组织代码="N"), changed(VILLAGE, 组织代码="N")
    for row, allowed in ((town, {"X"}), (village, {"X01", "X02"})):
        for parent in ("X", "X01", "X02", "X0101", "X0102"):
            tree = read_tree(workbook([*TREE, changed(row, 上级组织代码=parent)], None)).tree
            wrong = [one.code for one in plan_tree(tree, by=None).problems]
            assert wrong == ([] if parent in allowed else ["wrong_parent"]), (row, parent)
