"""Workbooks as a county's office fills them in: a small tree, and the ways in which it goes wrong."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

ORGANISATION_HEAD = ("组织代码", "党组织名称", "简称", "类别", "组织形式", "上级组织代码", "成立日期", "撤销日期")
POST_HEAD = ("组织代码", "职务", "姓名", "账号", "任职日期", "离任日期")

COUNTY = ("X", "样例县委员会", "样例县", "县", "党委", "", "1949-10-01", "")
DEPARTMENT = ("XZ", "样例县委组织部", "组织部", "县委组织部", "工作部门", "X", "", "")
TOWN = ("X01", "甲镇党委", "甲镇", "镇", "党委", "X", "2001.7.1", "")
OTHER_TOWN = ("X02", "乙街道党工委", "乙街道", "街道", "党工委", "X", "", "")
VILLAGE = ("X0101", "甲一村党支部", "", "村", "党支部", "X01", "2001年7月1日", "")
COMMUNITY = ("X0102", "甲二社区党委", "甲二社区", "社区", "党委", "X01", "20010701", "")
COMPANY = ("X0191", "甲镇样例公司党支部", "样例公司", "新经济组织", "党支部", "X01", "", "")
GRID = ("X010201", "甲二社区第一网格党支部", "第一网格", "网格党支部", "党支部", "X0102", "", "")
GROUP = ("X01020101", "甲二社区一号院党小组", "一号院", "楼院党小组", "党小组", "X010201", "", "")
TREE = (COUNTY, DEPARTMENT, TOWN, OTHER_TOWN, VILLAGE, COMMUNITY, COMPANY, GRID, GROUP)

OFFICER = ("XZ", "干部", "组织部干部甲", "zuzhibu", "2024-01-01", "")
SECRETARY = ("X01", "书记", "甲镇书记甲", "jiazhen", "2024-01-01", "")
HOLDER = ("X0101", "书记", "村书记甲", "", "2024-01-01", "")
POSTS = (OFFICER, SECRETARY, HOLDER)

Rows = Sequence[Sequence[Any]]


def workbook(organisations: Rows = TREE, posts: Rows | None = POSTS, **others: Rows) -> bytes:
    """An .xlsx with 组织, with 任职 unless it is None, and with other worksheets by name."""
    sheets: dict[str, Rows] = {"组织": [ORGANISATION_HEAD, *organisations]}
    if posts is not None:
        sheets["任职"] = [POST_HEAD, *posts]
    return plain_workbook({**sheets, **others})


def plain_workbook(sheets: dict[str, Rows]) -> bytes:
    """An .xlsx with these worksheets; texts stay texts, numbers numbers."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for line, row in enumerate(rows):
                for at, value in enumerate(row):
                    if value != "":
                        page.write(line, at, value)
    return file.getvalue()


def changed(row: Sequence[Any], **values: Any) -> tuple[Any, ...]:
    """The row with other values, by the names of its columns."""
    head = ORGANISATION_HEAD if len(row) == len(ORGANISATION_HEAD) else POST_HEAD
    return tuple(values.get(name, value) for name, value in zip(head, row, strict=True))


def without(rows: Rows, *left_out: Sequence[Any]) -> list[Sequence[Any]]:
    return [row for row in rows if row not in left_out]
