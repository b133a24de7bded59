"""Read the worksheets of an .xlsx that somebody uploaded: values as last computed, in bounds, in a known time."""

import zipfile
from dataclasses import dataclass
from typing import IO, Any, cast

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from guanmo.lib.limited_process import in_a_child
from guanmo.lib.office_file import FileRefused, broken_file, workbook_archive
from guanmo.lib.worksheet_scan import Extent, scan, worksheet_paths


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and wide a worksheet may be; ``rows`` counts the rows below a head of one row."""

    rows: int
    columns: int = 100


@dataclass(frozen=True, slots=True)
class Worksheet:
    """One visible worksheet. ``unread`` are the cells, (row, column) from 0, whose formula has no computed value."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    unread: frozenset[tuple[int, int]]


@in_a_child
def read_workbook(data: bytes, limits: Limits) -> tuple[Worksheet, ...]:
    """The visible worksheets in order. Raises FileRefused, for size before anything is loaded."""
    archive = workbook_archive(data)
    extents = _extents(archive, limits)
    try:
        file = cast(IO[bytes], archive.fp)
        file.seek(0)
        return tuple(_sheets(CalamineWorkbook.from_filelike(file), extents))
    except CalamineError as error:
        raise broken_file() from error


def _extents(archive: zipfile.ZipFile, limits: Limits) -> dict[str, Extent]:
    extents = {}
    for name, path in worksheet_paths(archive):
        extents[name] = scan(archive, path, rows=limits.rows + 1, columns=limits.columns)
        _check(name, extents[name], limits)  # here: a second worksheet of the same name must not hide the first
    return extents


def _check(name: str, extent: Extent, limits: Limits) -> None:
    if extent.rows - 1 > limits.rows:
        message = _("工作表“%(name)s”有 %(count)d 行，一次最多 %(limit)d 行。请删去空行、分成几个文件后再上传。")
        numbers = {"name": name, "count": extent.rows - 1, "limit": limits.rows}
        raise FileRefused(message % numbers, code="too_many_rows")
    if extent.columns > limits.columns:
        message = _("工作表“%(name)s”有 %(count)d 列，最多 %(limit)d 列。请用下载的模板填写。")
        numbers = {"name": name, "count": extent.columns, "limit": limits.columns}
        raise FileRefused(message % numbers, code="too_wide")


def _sheets(workbook: CalamineWorkbook, extents: dict[str, Extent]) -> list[Worksheet]:
    visible = [
        sheet.name
        for sheet in workbook.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible and sheet.name in extents
    ]
    return [
        Worksheet(
            name,
            tuple(map(tuple, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False))),
            extents[name].unread,
        )
        for name in visible
    ]
