"""Read a monthly sheet: every row of every worksheet, with one sentence for each wrong cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.lib.workbook import Limits, Worksheet, read_workbook
from guanmo.method.ledger import Field
from guanmo.method.rhythm import first_day
from guanmo.stages.organisations.importers import cells
from guanmo.stages.organisations.importers.cells import CellWrong
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.domain.month_rows import (
    GUIDE,
    MAX_ROWS,
    NUMBER,
    PERIOD,
    CellProblem,
    MonthBook,
    MonthRow,
    columns_of,
    number_of,
    sheet_name,
)
from guanmo.stages.records.errors import MonthSheetRefused
from guanmo.stages.records.models import RecordType

_BETWEEN = re.compile(r"[、,，;；]+")


def read_month_book(
    data: bytes, organisation: Organisation, types: Sequence[RecordType], holders: Mapping[str, str]
) -> MonthBook:
    """The rows, or what is wrong with them; ``holders`` are keys by name. Raises FileRefused, MonthSheetRefused."""
    sheets = {one.name: one for one in read_workbook(data, Limits(rows=MAX_ROWS))}
    _check_owner(sheets.get(GUIDE), organisation)
    rows: list[MonthRow] = []
    problems: list[CellProblem] = []
    for type in types:
        sheet = sheets.get(sheet_name(type.ledger))
        for found in _rows(sheet, type, organisation, holders) if sheet else ():
            (rows if isinstance(found, MonthRow) else problems).append(found)  # type: ignore[arg-type]
    if not rows and not problems:
        raise MonthSheetRefused(_("表里没有填写任何记录。请填写后再上传。"), code="empty_book")
    return MonthBook(tuple(rows), tuple(problems))


def _check_owner(guide: Worksheet | None, organisation: Organisation) -> None:
    code = cells.text(guide.rows[0][1]) if guide and guide.rows and len(guide.rows[0]) > 1 else ""
    if code != organisation.code:
        message = _("这份表不是“%(name)s”的（组织代码“%(code)s”）。请核对组织，或重新下载月报表。")
        raise MonthSheetRefused(message % {"name": organisation.short_name, "code": code}, code="other_organisation")


def _rows(
    sheet: Worksheet, type: RecordType, organisation: Organisation, holders: Mapping[str, str]
) -> Iterator[MonthRow | CellProblem]:
    head = [cells.text(cell).rstrip("*") for cell in sheet.rows[0]] if sheet.rows else []
    for title, asked in columns_of(type.ledger):
        if title not in head and (asked is None or asked.required):
            yield CellProblem(sheet.name, 1, title, _("缺少这一列。请用下载的月报表填写。"))
            return
    for number, row in enumerate(sheet.rows[1:], 2):
        written = {name: cell for name, cell in zip(head, row, strict=False) if name and cells.text(cell)}
        if set(written) - {NUMBER}:
            yield from _row(sheet.name, number, written, type, organisation, holders)


def _row(
    sheet: str,
    number: int,
    written: Mapping[str, Any],
    type: RecordType,
    organisation: Organisation,
    holders: Mapping[str, str],
) -> Iterator[MonthRow | CellProblem]:
    found: dict[str, Any] = {}
    problems = []
    for title, asked in columns_of(type.ledger):
        try:
            found[title] = _cell(title, asked, written.get(title), type, holders)
        except CellWrong as wrong:
            problems.append(CellProblem(sheet, number, title, wrong.message))
    if problems:
        yield from problems
        return
    values = {
        one.name: found[t] for t, one in columns_of(type.ledger) if one is not None and found[t] not in (None, [])
    }
    key = found[NUMBER] or number_of(organisation.code, type.code, repr(sorted(written.items())))
    yield MonthRow(type, number, key, found[type.ledger.date_title], found.get(PERIOD) or "", values)


def _cell(title: str, asked: Field | None, value: Any, type: RecordType, holders: Mapping[str, str]) -> Any:
    if asked is None:
        return _own_cell(title, value, type)
    if not cells.text(value):
        if asked.required:
            raise CellWrong("empty", _("没有填写。"))
        return None
    return _READERS[asked.kind](asked, value, holders)


def _own_cell(title: str, value: Any, type: RecordType) -> Any:
    if title == NUMBER:
        return _number(value)
    if title == PERIOD:
        return _period(value, type)
    if not cells.text(value):
        raise CellWrong("empty", _("没有填写。"))
    return cells.day(value)


def _number(value: Any) -> UUID | None:
    try:
        return UUID(cells.text(value)) if cells.text(value) else None
    except ValueError as error:
        raise CellWrong("no_number", _("编号被改动了。请重新下载月报表，或把编号清空。")) from error


def _period(value: Any, type: RecordType) -> str:
    rhythm, text = type.ledger.rhythm, cells.plain(value).upper()
    try:
        first_day(rhythm.every if rhythm else "year", text)
    except ValueError as error:
        examples = {"month": "2026-07", "quarter": "2026-Q3", "half_year": "2026-H2", "year": "2026"}
        shown = examples[rhythm.every] if rhythm else "2026"
        raise CellWrong("no_period", _("所属时期请写成“%(example)s”这样。") % {"example": shown}) from error
    return text


def _word(asked: Field, value: Any, _holders: Mapping[str, str]) -> str:
    words = {cells.plain(word): key for key, word in asked.choices.items()}
    return cells.word(value, words, asked.choices.values())


def _several(asked: Field, value: Any, holders: Mapping[str, str]) -> list[str]:
    return [_word(asked, part, holders) for part in _BETWEEN.split(cells.text(value)) if part.strip()]


def _yes_no(_asked: Field, value: Any, _holders: Mapping[str, str]) -> bool:
    return cells.word(value, {"是": True, "否": False}, ("是", "否"))


def _holder(_asked: Field, value: Any, holders: Mapping[str, str]) -> str:
    """A name of the organisation; anybody else is "other"."""
    return holders.get(cells.plain(value), "other")


def _count(_asked: Field, value: Any, _holders: Mapping[str, str]) -> int:
    text = cells.plain(value)
    if not text.isdecimal():
        raise CellWrong("no_number", _("请填写数量，例如 12。"))
    return int(text)


def _amount(_asked: Field, value: Any, _holders: Mapping[str, str]) -> str:
    try:
        amount = Decimal(cells.plain(value).replace(",", ""))
    except InvalidOperation as error:
        raise CellWrong("no_money", _("请填写金额，例如 1200.50。")) from error
    if not amount.is_finite() or amount < 0 or amount != amount.quantize(Decimal("0.01")):
        raise CellWrong("no_money", _("请填写金额，例如 1200.50。"))
    return str(amount.quantize(Decimal("0.01")))


def _day(_asked: Field, value: Any, _holders: Mapping[str, str]) -> str:
    found: date = cells.day(value)
    return found.isoformat()


def _text(asked: Field, value: Any, _holders: Mapping[str, str]) -> str:
    text = cells.text(value)
    if len(text) > (5000 if asked.kind == "long_text" else 200):
        raise CellWrong("too_long", _("太长了，请缩短。"))
    return text


_READERS = {
    "text": _text, "long_text": _text, "link": _text, "date": _day, "number": _count, "money": _amount, "yes_no": _yes_no,
    "choice": _word, "choices": _several, "holder": _holder,
}  # fmt: skip
