"""How much room does text take? Sizes of the red head, widths of columns, and rows too tall to be kept whole."""

import unicodedata
from functools import cache

from guanmo.stages.documents.exporters.blocks import Cell, Column, Paper, Row, Table

MM_PER_POINT = 25.4 / 72
CELL_PADDING = 3.0
WHOLE_ROW_SHARE = 0.6


def ems(text: str) -> float:
    """Width in ems: 1 for a full-width character, 0.5 for others."""
    return sum(map(_EMS.__getitem__, text))


class _Widths(dict[str, float]):
    """The width of each character that was ever asked for: a long ledger asks for the same ones a million times."""

    def __missing__(self, char: str) -> float:
        width = self[char] = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        return width


_EMS = _Widths()


def red_head_size(mark: str, width: float = 154) -> float:
    """Size in pt that keeps the 发文机关标志 on one line of ``width`` mm, at most 62."""
    return round(min(62.0, width / MM_PER_POINT / max(ems(mark), 1)), 1)


def column_widths(table: Table, paper: Paper) -> tuple[float, ...]:
    """The columns' widths in mm, scaled to the width of the text."""
    return _column_widths(table.columns, paper.text_width)


@cache
def _column_widths(columns: tuple[Column, ...], text_width: float) -> tuple[float, ...]:
    whole = sum(column.width for column in columns)
    return tuple(round(column.width / whole * text_width, 2) for column in columns)


def stays_whole(row: Row, table: Table, paper: Paper) -> bool:
    """True when the row is short enough to be kept on one page; a taller one may run over to the next."""
    return row_height(row, table, paper) <= WHOLE_ROW_SHARE * paper.text_height


def row_height(row: Row, table: Table, paper: Paper) -> float:
    """About how high the row's text is, in mm; cells merged with rows below are left out."""
    widths = column_widths(table, paper)
    heights = [
        _height(cell, sum(widths[i : i + cell.colspan]), table.size)
        for i, cell in enumerate(row)
        if cell is not None and cell.rowspan == 1
    ]
    return max(heights, default=0.0)


def _height(cell: Cell, width: float, size: float) -> float:
    room = max((width - CELL_PADDING) / (size * MM_PER_POINT), 1)
    return _lines(cell.text, room) * size * 1.4 * MM_PER_POINT


def _lines(text: str, room: float) -> float:
    if len(text) <= room and "\n" not in text:  # most cells
        return 1
    return sum(1 if len(line) <= room else max(1, -(-ems(line) // room)) for line in text.split("\n"))
