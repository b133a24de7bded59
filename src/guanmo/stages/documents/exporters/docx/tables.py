"""How does a table look in Word and WPS? Fixed widths, repeated head, merged cells, rows kept whole."""

from copy import deepcopy
from functools import cache

from docx.oxml.xmlchemy import BaseOxmlElement

from guanmo.stages.documents.exporters.blocks import Align, Cell, Paper, Row, Table
from guanmo.stages.documents.exporters.docx.text import FANGSONG, HEITI, Font, Shape, paragraph
from guanmo.stages.documents.exporters.docx.xml import element, twips
from guanmo.stages.documents.exporters.fit import column_widths, stays_whole

EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table(block: Table, paper: Paper) -> BaseOxmlElement:
    """The table as XML, built cell by cell (the cell objects of python-docx are slow on long ledgers)."""
    widths = [twips(width) for width in column_widths(block, paper)]
    made = element("tbl", _properties(sum(widths)), element("tblGrid", *(element("gridCol", w=w) for w in widths)))
    covered: dict[int, tuple[int, int]] = {}
    for row in block.head_rows:
        made.append(_row(row, block, widths, covered, True, True, head=True))
    for number, row in enumerate(block.printed_rows, 1):
        keep = block.together and number < len(block.printed_rows)
        made.append(_row(row, block, widths, covered, stays_whole(row, block, paper), keep))
    return made


def _properties(width: int) -> BaseOxmlElement:
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblBorders", *(element(edge, val="single", sz=4, space=0, color="000000") for edge in EDGES)),
        element("tblLayout", type="fixed"),
        element("tblCellMar", element("left", w=57, type="dxa"), element("right", w=57, type="dxa")),
    )


def _row_properties(block: Table, whole: bool, head: bool = False) -> BaseOxmlElement:
    return element(
        "trPr",
        element("cantSplit") if whole else None,
        element("trHeight", val=twips(block.row_height), hRule="atLeast"),
        element("tblHeader") if head else None,
    )


def _row(
    row: Row,
    block: Table,
    widths: list[int],
    covered: dict[int, tuple[int, int]],
    whole: bool,
    keep: bool,
    head: bool = False,
) -> BaseOxmlElement:
    """One row. ``covered``: per column, how many rows are still merged into a cell above, and how wide that is."""
    made = element("tr", _row_properties(block, whole, head))
    at = 0
    while at < len(row):
        cell = row[at]
        if cell is None:
            left, span = covered[at]
            covered[at] = (left - 1, span)
            made.append(_cell(Cell("", colspan=span), block, sum(widths[at : at + span]), Align.LEFT, merge="continue"))
        else:
            span = cell.colspan
            covered[at] = (cell.rowspan - 1, span)
            merge = "restart" if cell.rowspan > 1 else ""
            align = cell.align or block.columns[at].align
            made.append(_cell(cell, block, sum(widths[at : at + span]), align, merge=merge, keep=keep))
        at += span
    return made


def _cell(
    cell: Cell, block: Table, width: int, align: Align, *, merge: str = "", keep: bool = False
) -> BaseOxmlElement:
    font = Font(HEITI if cell.strong else FANGSONG, block.size)
    shape = Shape(align=str(align), line=0, before=20, after=20, keep_next=keep, grid=False)
    return element(
        "tc",
        deepcopy(_cell_properties(width, cell.colspan, merge)),
        *(paragraph(line, font, shape) for line in cell.text.split("\n")),
    )


@cache
def _cell_properties(width: int, colspan: int, merge: str) -> BaseOxmlElement:
    return element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=colspan) if colspan > 1 else None,
        element("vMerge", val=merge) if merge else None,
        element("vAlign", val="center"),
    )
