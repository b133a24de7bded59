"""Find the two worksheets of a tree and their columns, in the template or in any workbook that uses its names."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from guanmo.lib.office_file import FileRefused
from guanmo.lib.workbook import Limits, Worksheet, read_workbook
from guanmo.stages.organisations.domain.tree_rows import COLUMNS, MAX_ROWS, REQUIRED, Column, Part

_HEAD_WITHIN = 5
_BESIDE = {"填写说明", "字典"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet with its head. ``columns`` says where each known column stands; ``rows`` are those with content."""

    part: Part
    head: tuple[str, ...]
    columns: dict[Column, int]
    rows: tuple[tuple[int, tuple[Any, ...]], ...]
    unread: frozenset[tuple[int, int]]

    def value(self, cells: Sequence[Any], column: Column) -> Any:
        """What stands in the row; None where the worksheet has no such column."""
        index = self.columns.get(column)
        return cells[index] if index is not None and index < len(cells) else None

    def is_unread(self, row: int, column: Column) -> bool:
        """Whether the cell holds a formula without a computed value; ``row`` as the spreadsheet numbers it."""
        return (row - 1, self.columns.get(column, -1)) in self.unread


def find_sheets(data: bytes) -> dict[Part, Sheet]:
    """组织, and 任职 where there is one. Raises FileRefused."""
    found = {_plain(one.name): one for one in read_workbook(data, Limits(rows=MAX_ROWS))}
    others = [name for name in found if name not in _BESIDE and name not in set(Part)]
    if Part.ORGANISATIONS not in found or (Part.POSTS not in found and others):
        missing = Part.ORGANISATIONS if Part.ORGANISATIONS not in found else Part.POSTS
        message = _("文件里没有名为“%(sheet)s”的工作表，只有：%(names)s。请用下载的模板填写，不要改工作表的名称。")
        names = _("、").join(f"“{one.name}”" for one in found.values()) or _("（没有可见的工作表）")
        raise FileRefused(message % {"sheet": missing, "names": names}, code="wrong_sheet")
    sheets = {part: _sheet(part, found[part]) for part in Part if part in found}
    if not sheets[Part.ORGANISATIONS].rows and not (Part.POSTS in sheets and sheets[Part.POSTS].rows):
        raise FileRefused(_("“组织”工作表里只有表头，没有内容。请填写后再上传。"), code="no_rows")
    return sheets


def _sheet(part: Part, worksheet: Worksheet) -> Sheet:
    at = next((at for at, row in enumerate(worksheet.rows[:_HEAD_WITHIN]) if _is_head(row)), None)
    if at is None:
        message = _("工作表“%(sheet)s”前五行中没有表头（“组织代码”等列名）。请用下载的模板填写。")
        raise FileRefused(message % {"sheet": part}, code="no_head")
    head = tuple(str(cell).strip() for cell in worksheet.rows[at])
    columns = _columns(part, head)
    known = set(columns.values())
    rows = tuple(
        (number, cells)
        for number, cells in enumerate(worksheet.rows[at + 1 :], at + 2)
        if any(str(cell).strip() for index, cell in enumerate(cells) if index in known)
        or any((number - 1, index) in worksheet.unread for index in known)
    )
    return Sheet(part, head, columns, rows, worksheet.unread)


def _is_head(row: Sequence[Any]) -> bool:
    return Column.CODE in {_plain(cell) for cell in row}


def _columns(part: Part, head: Sequence[str]) -> dict[Column, int]:
    names = [_plain(name) for name in head]
    twice = [column for column in COLUMNS[part] if names.count(column) > 1]
    missing = [column for column in (*REQUIRED[part], *_also_needed(part)) if column not in names]
    if twice or missing:
        message = _("工作表“%(sheet)s”多了或缺了这些列：%(columns)s。请用下载的模板填写，不要改表头。")
        raise FileRefused(message % {"sheet": part, "columns": _("、").join(twice + missing)}, code="wrong_columns")
    return {column: names.index(column) for column in COLUMNS[part] if column in names}


def _also_needed(part: Part) -> tuple[Column, ...]:
    """A column whose cells may be empty but that must be there: without it all rows would lose their superior."""
    return (Column.PARENT,) if part is Part.ORGANISATIONS else ()


def _plain(value: Any) -> str:
    """A name of a worksheet or a column without the star of required ones, notes in brackets and spaces."""
    name = re.sub(r"\s|\*", "", unicodedata.normalize("NFKC", str(value)))
    return re.sub(r"\([^()]*\)$", "", name)
