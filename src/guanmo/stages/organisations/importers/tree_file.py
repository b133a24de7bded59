"""The rows of a county's tree from a workbook, with what is wrong in single cells."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.tree_rows import (
    REQUIRED,
    Column,
    OrganisationRow,
    Original,
    Part,
    PostRow,
    Problem,
    Tree,
)
from guanmo.stages.organisations.enums import Duty, Form, Kind, Word, words_of
from guanmo.stages.organisations.importers import cells
from guanmo.stages.organisations.importers.worksheets import Sheet, find_sheets

Value = TypeVar("Value")
_LONGEST = {
    Column.CODE: 30,
    Column.PARENT: 30,
    Column.NAME: 120,
    Column.SHORT_NAME: 40,
    Column.PERSON: 60,
    Column.ACCOUNT: 60,
}


@dataclass(frozen=True, slots=True)
class TreeFile:
    """What a workbook says, and its worksheets as they are, for the file that shows the mistakes."""

    tree: Tree
    originals: tuple[Original, ...]


def read_tree(data: bytes) -> TreeFile:
    """Read a workbook. Raises FileRefused when it is none or has not the right worksheets and columns."""
    sheets = find_sheets(data)
    problems: list[Problem] = []
    organisations = [_organisation(row) for row in _rows(sheets.get(Part.ORGANISATIONS), problems)]
    posts = [_post(row) for row in _rows(sheets.get(Part.POSTS), problems)]
    originals = tuple(Original(sheet.part, sheet.head, sheet.rows) for sheet in sheets.values())
    return TreeFile(Tree(tuple(organisations), tuple(posts), tuple(problems)), originals)


@dataclass(slots=True)
class _Row:
    """One row that is being read; a wrong cell becomes a problem and reads as nothing."""

    sheet: Sheet
    number: int
    values: tuple[Any, ...]
    problems: list[Problem] = field(default_factory=list)

    def read(self, column: Column, reader: Callable[[Any], Value]) -> Value | None:
        """The value, or None when the cell is empty or wrong."""
        value = self.sheet.value(self.values, column)
        try:
            if self.sheet.is_unread(self.number, column):
                message = _("这一格是公式，没有算出的结果。请在 Excel 或 WPS 中打开并保存，或改填文字。")
                raise cells.CellWrong("formula_without_value", message)
            if not cells.text(value):
                self._check_may_be_empty(column)
                return None
            return reader(value)
        except cells.CellWrong as wrong:
            self.problems.append(Problem(self.sheet.part, self.number, column, wrong.code, wrong.message))
            return None

    def text(self, column: Column, reader: Callable[[Any], str] = cells.text) -> str:
        """A text no longer than the column allows; "" when it is empty or wrong."""
        return self.read(column, lambda value: _short(reader(value), _LONGEST[column])) or ""

    def day(self, column: Column) -> date | None:
        return self.read(column, cells.day)

    def word(self, column: Column, choices: type[Word]) -> Word | None:
        words = _matched(choices)
        return self.read(column, lambda value: cells.word(value, words, words_of(choices)))

    def _check_may_be_empty(self, column: Column) -> None:
        if column in REQUIRED[self.sheet.part]:
            raise cells.CellWrong("missing", _("必须填写，这一格是空的。"))


def _rows(sheet: Sheet | None, problems: list[Problem]) -> list[_Row]:
    return [_Row(sheet, number, values, problems) for number, values in sheet.rows] if sheet else []


def _organisation(row: _Row) -> OrganisationRow:
    name = row.text(Column.NAME)
    return OrganisationRow(
        row=row.number,
        code=row.text(Column.CODE, cells.code),
        name=name,
        short_name=row.text(Column.SHORT_NAME) or _default_short_name(row, name),
        kind=row.word(Column.KIND, Kind),
        form=row.word(Column.FORM, Form),
        parent_code=row.text(Column.PARENT, cells.code),
        established_on=row.day(Column.ESTABLISHED),
        dissolved_on=row.day(Column.DISSOLVED),
    )


def _default_short_name(row: _Row, name: str) -> str:
    if len(name) > _LONGEST[Column.SHORT_NAME]:
        message = _("党组织名称超过 %(limit)d 个字，请填写简称。") % {"limit": _LONGEST[Column.SHORT_NAME]}
        row.problems.append(Problem(row.sheet.part, row.number, Column.SHORT_NAME, "missing", message))
    return name


def _post(row: _Row) -> PostRow:
    return PostRow(
        row=row.number,
        code=row.text(Column.CODE, cells.code),
        duty=row.word(Column.DUTY, Duty),
        name=row.text(Column.PERSON),
        account=row.text(Column.ACCOUNT, cells.code),
        started_on=row.day(Column.STARTED),
        ended_on=row.day(Column.ENDED),
    )


@cache
def _matched(choices: type[Word]) -> dict[str, Word]:
    """The words as cells are compared with them; the same in every language, so made once."""
    return {unicodedata.normalize("NFKC", label): one for label, one in words_of(choices).items()}


def _short(found: str, limit: int) -> str:
    if len(found) > limit:
        raise cells.CellWrong("too_long", _("超过 %(limit)d 个字。请改短。") % {"limit": limit})
    return found
