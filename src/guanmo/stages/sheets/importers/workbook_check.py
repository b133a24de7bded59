"""Look through an .xlsx before it is loaded: is it small enough for a score sheet, which formulas have no value."""

import zipfile

from guanmo.lib.worksheet_scan import Extent, scan, worksheet_paths
from guanmo.stages.sheets.importers import refusals

MAX_ROWS = 2000
MAX_COLUMNS = 200
Places = frozenset[tuple[int, int]]


def look_through(archive: zipfile.ZipFile) -> dict[str, Places]:
    """For each visible worksheet by name the cells, (row, column) from 0, whose formula has no computed value.

    Raises SheetUnreadable for a worksheet that is too long or too wide, FileRefused for a damaged one.
    """
    found = {}
    for name, path in worksheet_paths(archive):
        extent = scan(archive, path, rows=MAX_ROWS, columns=MAX_COLUMNS)
        _check(name, extent)
        found[name] = extent.unread
    return found


def cell_name(row: int, column: int) -> str:
    """(4, 3) → D5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _check(name: str, extent: Extent) -> None:
    if extent.rows > MAX_ROWS:
        raise refusals.too_many_rows(name, MAX_ROWS)
    if extent.columns > MAX_COLUMNS:
        raise refusals.too_wide(name, MAX_COLUMNS)
