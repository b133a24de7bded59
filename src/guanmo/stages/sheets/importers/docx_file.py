"""Rows of a Word document: paragraphs and tables in reading order, merged cells unfolded.

The XML is walked directly: accepted insertions are read, deleted text is not, and a row costs the same however long
the table is.
"""

import io
from collections.abc import Iterator
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.rows import Cell, Row, Stream

# what python-docx lets through when a part is missing or is not what its name says; SyntaxError is lxml's
_OPEN_ERRORS = (OpcError, KeyError, ValueError, OSError, SyntaxError, AttributeError)
MAX_ROWS = 2000
MAX_COLUMNS = 200
_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), {qn("w:br"), qn("w:cr")}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_SKIPPED = {
    qn("w:del"),
    qn("w:pPr"),
    qn("w:rPr"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def rows_of_docx(file: io.BytesIO, name: str) -> Stream:
    """The document as one stream of rows."""
    try:
        body = docx.Document(file).element.body
    except _OPEN_ERRORS as error:
        raise refusals.broken_file() from error
    rows: list[Row] = []
    for row in _rows(body):
        rows.append(row)
        if len(rows) > MAX_ROWS:
            raise refusals.too_many_rows(name, MAX_ROWS)
    if not any(cell.text for row in rows for cell in row.cells):
        raise refusals.empty_file()
    return Stream(name, tuple(rows))


def _rows(body: Any) -> Iterator[Row]:
    paragraphs, tables = 0, 0
    for block in _blocks(body):
        if block.tag == _PARAGRAPH:
            paragraphs += 1
            for line in _text(block).splitlines():
                yield Row((Cell(line.strip()),), _("第%(number)d段") % {"number": paragraphs}, is_text=True)
        else:
            tables += 1
            yield from _table_rows(block, tables)


def _blocks(element: Any) -> Iterator[Any]:
    """Paragraphs and tables, also those inside content controls, in document order."""
    for child in element:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
            yield from _blocks(child)


def _table_rows(table: Any, number: int) -> Iterator[Row]:
    grids: list[list[tuple[str, bool]]] = []
    for row in table.iterchildren(_ROW):
        grids.append(_grid_row(row))
        if len(grids) > MAX_ROWS:
            raise refusals.too_many_rows(_("表格"), MAX_ROWS)
    spans = _spans(grids)
    above: dict[int, str] = {}
    for index, grid in enumerate(grids):
        above = {column: above.get(column, "") if up else text for column, (text, up) in enumerate(grid)}
        cells = [
            Cell(above[column], merged_up=up, span=spans[index, column]) for column, (_text, up) in enumerate(grid)
        ]
        yield Row(tuple(cells), _("表%(table)d第%(row)d行") % {"table": number, "row": index + 1})


def _spans(grids: list[list[tuple[str, bool]]]) -> dict[tuple[int, int], int]:
    """How many rows the merged cell that begins at (row, column) covers, counted from below."""
    spans: dict[tuple[int, int], int] = {}
    below: dict[int, int] = {}
    for index in range(len(grids) - 1, -1, -1):
        for column, (_text, up) in enumerate(grids[index]):
            spans[index, column] = 1 if up else 1 + below.get(column, 0)
        below = {column: below.get(column, 0) + 1 for column, (_text, up) in enumerate(grids[index]) if up}
    return spans


def _grid_row(row: Any) -> list[tuple[str, bool]]:
    """(text, continues the cell above) for each grid column; a wide cell's text stands in its first column."""
    before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
    grid: list[tuple[str, bool]] = [("", False)] * min(_number(before, 0), MAX_COLUMNS)
    for cell in row.iter(_CELL):
        if cell.getparent() is not row and _inside_other_row(cell, row):
            continue
        properties = cell.tcPr
        merge = None if properties is None else properties.find(qn("w:vMerge"))
        up = merge is not None and merge.get(qn("w:val")) != "restart"
        width = 1 if properties is None else _number(properties.find(qn("w:gridSpan")), 1)
        grid.append(("" if up else _cell_text(cell), up))
        grid.extend([("", up)] * (min(width, MAX_COLUMNS) - 1))
        if len(grid) > MAX_COLUMNS:
            raise refusals.too_wide(_("表格"), MAX_COLUMNS)
    return grid


def _inside_other_row(cell: Any, row: Any) -> bool:
    """True for a cell of a table nested in this row; a content control around a cell is no row."""
    parent = cell.getparent()
    while parent is not None and parent.tag != _ROW:
        parent = parent.getparent()
    return parent is not row


def _number(element: Any, default: int) -> int:
    value = default if element is None else element.get(qn("w:val"), "")
    return int(value) if str(value).isascii() and str(value).isdigit() else default


def _cell_text(cell: Any) -> str:
    return "\n".join(_text(paragraph) for paragraph in cell.iter(_PARAGRAPH)).strip()


def _text(element: Any) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == _TEXT:
            parts.append(child.text or "")
        elif child.tag == _TAB:
            parts.append("\t")
        elif child.tag in _BREAK:
            parts.append("\n")
        elif child.tag not in _SKIPPED:
            parts.append(_text(child))
    return "".join(parts)
