"""Rows of an Excel or WPS workbook (.xlsx): values as last computed, merged cells unfolded, hidden sheets left out."""

import io
import zipfile
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.rows import Cell, Row, Stream
from guanmo.stages.sheets.importers.workbook_check import MAX_COLUMNS, MAX_ROWS, Places, cell_name, look_through

_SIX_PLACES = Decimal("0.000001")
_Merges = dict[tuple[int, int], tuple[int, int, int]]


def rows_of_xlsx(file: io.BytesIO, archive: zipfile.ZipFile, stem: str) -> tuple[Stream, ...]:
    """One stream per visible worksheet that holds something; a sheet called Sheet1 gets the name of the file."""
    unread = look_through(archive)
    try:
        file.seek(0)
        workbook = CalamineWorkbook.from_filelike(file)
        names = _visible(workbook)
        if not unread.keys() >= set(names):  # what was not looked through is not loaded
            raise refusals.broken_file()
        streams = [_stream(workbook.get_sheet_by_name(name), unread[name], stem) for name in names]
    except CalamineError as error:
        raise refusals.broken_file() from error
    filled = tuple(stream for stream in streams if stream.rows)
    if not filled:
        raise refusals.empty_file()
    return filled


def _visible(workbook: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]


def _stream(sheet: CalamineSheet, unread: Places, stem: str) -> Stream:
    values = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    merges = _merges(sheet)
    rows = []
    for row, texts in enumerate(values):
        cells = tuple(_cell(values, merges, unread, row, column) for column in range(min(len(texts), MAX_COLUMNS)))
        if any(cell.text or cell.unread for cell in cells):
            rows.append(Row(cells, _("“%(name)s”第%(row)d行") % {"name": sheet.name, "row": row + 1}))
    name = stem if sheet.name.rstrip("0123456789 ()") in {"Sheet", "sheet", "工作表"} else sheet.name
    return Stream(name, tuple(rows))


def _cell(values: list[list[str]], merges: _Merges, unread: Places, row: int, column: int) -> Cell:
    top, left, bottom = merges.get((row, column), (row, column, row))
    if row > top:  # only the first column of a merged area repeats its text
        return Cell(values[top][left] if column == left else "", merged_up=True)
    if column > left:
        return Cell(merged_up=False)
    missing = cell_name(row, column) if (row, column) in unread else ""
    return Cell(values[row][column], span=bottom - top + 1, unread=missing)


def _merges(sheet: CalamineSheet) -> _Merges:
    """Each merged cell within bounds → (top, left, bottom) of its area."""
    areas: _Merges = {}
    filled = 0
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        filled += (min(bottom, sheet.total_height) - top + 1) * (min(right, MAX_COLUMNS) - left + 1)
        if (
            filled > MAX_ROWS * MAX_COLUMNS
        ):  # more than the whole sheet: such areas overlap, no office program writes them
            raise refusals.broken_file()
        for row in range(top, min(bottom, sheet.total_height) + 1):
            for column in range(left, min(right, MAX_COLUMNS) + 1):
                areas[row, column] = (top, left, bottom)
    return areas


def _text(value: object) -> str:
    """Numbers as people see them: 3.0 → 3, 0.1+0.2 → 0.3; dates as 2026-07-01."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        number = Decimal(repr(value)).quantize(_SIX_PLACES) if abs(value) < 1e9 else Decimal(repr(value))
        return format(number.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    return str(value).strip()
