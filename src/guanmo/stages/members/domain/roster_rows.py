"""The rows of a roster as an office's workbook gives them.

The names of the columns are Chinese in every language: they are the offices' form. Offices call the same thing by several
names; ``ALIASES`` are those that are understood. Columns that are not named here are not read, whatever they hold.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from guanmo.stages.organisations.domain.tree_rows import Original, Problem

PART = "花名册"
MAX_ROWS = 60_000
"""Rows below the head. A county has some ten thousand members."""


class RosterColumn(StrEnum):
    """The columns, in the order of the template."""

    CODE = "党员编号"
    NAME = "姓名"
    BRANCH = "所在党支部"
    MEMBERSHIP = "人员类别"
    TYPE = "党员类型"
    OFFICE = "任职情况"
    JOINED = "入党日期"
    FULL = "转正日期"
    SEX = "性别"
    BIRTH_YEAR = "出生年份"
    EDUCATION = "学历"
    CONTACT = "联系电话"


ALIASES = {
    RosterColumn.CODE: ("编号", "党员代码", "党员序号"),
    RosterColumn.NAME: ("党员姓名",),
    RosterColumn.BRANCH: ("党支部", "所在支部", "所属党支部", "所在党组织", "党组织名称", "组织代码", "党支部代码"),
    RosterColumn.MEMBERSHIP: ("党员类别", "正式/预备", "党籍"),
    RosterColumn.TYPE: ("类型", "党员分类"),
    RosterColumn.OFFICE: ("是否任职", "职务情况"),
    RosterColumn.JOINED: ("入党时间", "加入党组织日期", "加入中共组织日期", "入党年月日"),
    RosterColumn.FULL: ("转正时间", "转为正式党员日期"),
    RosterColumn.BIRTH_YEAR: ("出生日期", "出生年月", "出生年月日"),
    RosterColumn.EDUCATION: ("文化程度", "最高学历"),
    RosterColumn.CONTACT: ("联系方式", "手机", "手机号", "手机号码", "电话"),
}
REQUIRED = (RosterColumn.NAME, RosterColumn.JOINED)
FIELDS = {
    RosterColumn.NAME: "name",
    RosterColumn.MEMBERSHIP: "membership",
    RosterColumn.TYPE: "type",
    RosterColumn.OFFICE: "office_status",
    RosterColumn.JOINED: "joined_on",
    RosterColumn.FULL: "full_on",
    RosterColumn.SEX: "sex",
    RosterColumn.BIRTH_YEAR: "birth_year",
    RosterColumn.EDUCATION: "education",
}


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row. ``values`` holds the cells that say something, by field; an empty cell says nothing and changes nothing."""

    row: int
    code: str
    branch: str
    values: dict[str, Any]
    contact: str


@dataclass(frozen=True, slots=True)
class Roster:
    """One worksheet with the problems that single cells have.

    ``heads`` names each column as this workbook does, ``ignored`` the columns that are not read.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]
    original: Original
    heads: dict[RosterColumn, str] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()
