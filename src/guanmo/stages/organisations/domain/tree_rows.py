"""The rows of a county's tree as a workbook gives them, and what is wrong with them.

The words of the workbook (names of worksheets and columns) are Chinese in every language: they are the county's form.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from guanmo.stages.organisations.enums import Duty, Form, Kind

MAX_ROWS = 20_000
"""Rows below the head of one worksheet. A county has some thousand organisations at most."""


class Part(StrEnum):
    """The worksheets of the workbook."""

    ORGANISATIONS = "组织"
    POSTS = "任职"


class Column(StrEnum):
    """The columns of both worksheets."""

    CODE = "组织代码"
    NAME = "党组织名称"
    SHORT_NAME = "简称"
    KIND = "类别"
    FORM = "组织形式"
    PARENT = "上级组织代码"
    ESTABLISHED = "成立日期"
    DISSOLVED = "撤销日期"
    DUTY = "职务"
    PERSON = "姓名"
    ACCOUNT = "账号"
    STARTED = "任职日期"
    ENDED = "离任日期"


COLUMNS = {
    Part.ORGANISATIONS: (
        Column.CODE,
        Column.NAME,
        Column.SHORT_NAME,
        Column.KIND,
        Column.FORM,
        Column.PARENT,
        Column.ESTABLISHED,
        Column.DISSOLVED,
    ),
    Part.POSTS: (Column.CODE, Column.DUTY, Column.PERSON, Column.ACCOUNT, Column.STARTED, Column.ENDED),
}
REQUIRED = {
    Part.ORGANISATIONS: (Column.CODE, Column.NAME, Column.KIND, Column.FORM),
    Part.POSTS: (Column.CODE, Column.DUTY, Column.PERSON, Column.STARTED),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One cell that stops the import: ``row`` as the spreadsheet numbers it, and the sentence that says why."""

    part: str
    row: int
    column: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One row of 组织. ``kind`` and ``form`` are None only where a problem says that the cell is wrong."""

    row: int
    code: str
    name: str
    short_name: str
    kind: Kind | None
    form: Form | None
    parent_code: str = ""
    established_on: date | None = None
    dissolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """One row of 任职. ``duty`` and ``started_on`` are None only where a problem says that the cell is wrong."""

    row: int
    code: str
    duty: Duty | None
    name: str
    account: str = ""
    started_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """Both worksheets, with the problems that single cells have."""

    organisations: tuple[OrganisationRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Original:
    """One worksheet as it was uploaded, for the file that shows the mistakes: its head, and its rows by number."""

    part: str
    head: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
