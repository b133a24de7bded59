"""A roster from the workbook that an office keeps anyway: columns by any of their names, in any order."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import gettext as _

from guanmo.lib.office_file import FileRefused
from guanmo.lib.workbook import Limits, Worksheet, read_workbook
from guanmo.stages.members.domain.roster_rows import (
    ALIASES,
    FIELDS,
    MAX_ROWS,
    PART,
    REQUIRED,
    Roster,
    RosterColumn,
    RosterRow,
)
from guanmo.stages.members.enums import Education, Membership, MemberType, OfficeStatus, Sex
from guanmo.stages.organisations.domain.tree_rows import Original, Problem
from guanmo.stages.organisations.enums import Word, words_of
from guanmo.stages.organisations.importers import cells

_HEAD_WITHIN = 6
_LONGEST = {RosterColumn.NAME: 60, RosterColumn.CODE: 40, RosterColumn.BRANCH: 120, RosterColumn.CONTACT: 60}
_YEAR = re.compile(r"(19|20)\d{2}(?=$|[-./年]|\d{2}$|\d{4}$)")
_SYNONYMS: dict[str, dict[str, str]] = {
    "Membership": {"正式": "正式党员", "预备": "预备党员"},
    "Sex": {"男性": "男", "女性": "女"},
    "OfficeStatus": {"无职": "无职党员", "有职": "有职党员", "在职": "在职党员"},
    "Education": {
        **dict.fromkeys(("小学", "初中", "文盲", "初中以下"), "初中及以下"),
        **dict.fromkeys(("高中", "中专", "高中(中专)", "中等专科", "中技", "技校", "职高"), "高中(中专)"),
        **dict.fromkeys(("专科", "大学专科"), "大专"),
        **dict.fromkeys(("本科", "大学"), "大学本科"),
        **dict.fromkeys(("硕士", "博士", "硕士研究生", "博士研究生"), "研究生"),
    },
}


def read_roster(data: bytes) -> Roster:
    """Read the first worksheet that has a head. Raises FileRefused when there is none, or nothing below it."""
    for worksheet in read_workbook(data, Limits(rows=MAX_ROWS + _HEAD_WITHIN)):
        for at, row in enumerate(worksheet.rows[:_HEAD_WITHIN]):
            columns = _columns(row)
            if set(REQUIRED) <= columns.keys():
                return _read(worksheet, at, columns)
    message = _("没有找到花名册的表头。前六行中要有一行写着“姓名”和“入党日期”，也可以用下载的模板。")
    raise FileRefused(message, code="no_head")


def _columns(head: Sequence[Any]) -> dict[RosterColumn, int]:
    """Where each column stands: its own name goes before the others that it has."""
    names = [_plain(cell) for cell in head]
    found = {}
    for column in RosterColumn:
        for name in (column, *ALIASES.get(column, ())):
            if name in names:
                found[column] = names.index(name)
                break
    return found


def _read(worksheet: Worksheet, at: int, columns: dict[RosterColumn, int]) -> Roster:
    head = tuple(str(cell).strip() for cell in worksheet.rows[at])
    numbered = tuple(
        (number, values)
        for number, values in enumerate(worksheet.rows[at + 1 :], at + 2)
        if any(values[index] not in ("", None) for index in columns.values())
    )
    if not numbered:
        raise FileRefused(_("表头下面没有内容。请填写后再上传。"), code="no_rows")
    heads = {column: head[index].rstrip("*") for column, index in columns.items()}
    reader = _Reader(columns, heads, worksheet.unread)
    rows = tuple(reader.row(number, values) for number, values in numbered)
    ignored = tuple(name for index, name in enumerate(head) if name and index not in columns.values())
    return Roster(rows, tuple(reader.problems), Original(PART, head, numbered), heads, ignored)


class _Reader:
    """Reads the rows of one worksheet; a wrong cell becomes a problem and reads as nothing."""

    def __init__(
        self, columns: Mapping[RosterColumn, int], heads: Mapping[RosterColumn, str], unread: frozenset[tuple[int, int]]
    ) -> None:
        self.columns, self.heads, self.unread = columns, heads, unread
        self.problems: list[Problem] = []

    def row(self, number: int, values: Sequence[Any]) -> RosterRow:
        read = {column: self._cell(number, column, values[index]) for column, index in self.columns.items()}
        return RosterRow(
            row=number,
            code=read.get(RosterColumn.CODE) or "",
            branch=read.get(RosterColumn.BRANCH) or "",
            values={name: read[column] for column, name in FIELDS.items() if read.get(column) is not None},
            contact=read.get(RosterColumn.CONTACT) or "",
        )

    def _cell(self, number: int, column: RosterColumn, value: Any) -> Any:
        try:
            if (number - 1, self.columns[column]) in self.unread:
                message = _("这一格是公式，没有算出的结果。请在 Excel 或 WPS 中打开并保存，或改填文字。")
                raise cells.CellWrong("formula_without_value", message)
            if not cells.text(value):
                if column in REQUIRED:
                    raise cells.CellWrong("missing", _("必须填写，这一格是空的。"))
                return None
            return _READERS[column](value)
        except cells.CellWrong as wrong:
            self.problems.append(Problem(PART, number, self.heads[column], wrong.code, wrong.message))
            return None


def _short(column: RosterColumn, reader: Callable[[Any], str]) -> Callable[[Any], str]:
    limit = _LONGEST[column]

    def read(value: Any) -> str:
        found = reader(value)
        if len(found) > limit:
            raise cells.CellWrong("too_long", _("超过 %(limit)d 个字。请改短。") % {"limit": limit})
        return found

    return read


def _name(value: Any) -> str:
    """As typed, without the spaces that offices put into names of two characters."""
    name = cells.text(value)
    return name if name.isascii() else re.sub(r"\s", "", name)


def _word(choices: type[Word]) -> Callable[[Any], Word]:
    return lambda value: cells.word(value, _matched(choices), words_of(choices))


@cache
def _matched(choices: type[Word]) -> dict[str, Word]:
    """The words as cells are compared with them, with the other words that offices use."""
    words = {unicodedata.normalize("NFKC", label): one for label, one in words_of(choices).items()}
    return words | {other: words[label] for other, label in _SYNONYMS.get(choices.__name__, {}).items()}


def _birth_year(value: Any) -> int:
    """The year alone: month and day of a date are dropped (kept_out.md 29)."""
    if hasattr(value, "year"):
        return int(value.year)
    match = _YEAR.match(cells.plain(value))
    if match is None:
        message = _("“%(value)s”不是出生年份。请填四位年份，例如 1985。") % {"value": cells.text(value)}
        raise cells.CellWrong("no_year", message)
    return int(match[0])


_READERS: dict[RosterColumn, Callable[[Any], Any]] = {
    RosterColumn.CODE: _short(RosterColumn.CODE, cells.code),
    RosterColumn.NAME: _short(RosterColumn.NAME, _name),
    RosterColumn.BRANCH: _short(RosterColumn.BRANCH, cells.text),
    RosterColumn.MEMBERSHIP: _word(Membership),
    RosterColumn.TYPE: _word(MemberType),
    RosterColumn.OFFICE: _word(OfficeStatus),
    RosterColumn.JOINED: cells.day,
    RosterColumn.FULL: cells.day,
    RosterColumn.SEX: _word(Sex),
    RosterColumn.BIRTH_YEAR: _birth_year,
    RosterColumn.EDUCATION: _word(Education),
    RosterColumn.CONTACT: _short(RosterColumn.CONTACT, cells.code),
}


def _plain(value: Any) -> str:
    """A name of a column without the star of required ones, notes in brackets and spaces."""
    name = re.sub(r"\s|\*", "", unicodedata.normalize("NFKC", str(value)))
    return re.sub(r"\([^()]*\)$", "", name)
