"""How is a paper written down a worksheet? From row to row; merged title, repeated and frozen head, A4 to width."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range

from guanmo.stages.documents.exporters.blocks import Align, Cell, Column, Paper, Row, Table
from guanmo.stages.documents.exporters.fit import MM_PER_POINT, column_widths, ems, row_height
from guanmo.stages.documents.exporters.words import clean, one_line

A4 = 9
MM_PER_WIDTH_UNIT = 1.9
NOTE_LINE_HEIGHT = 16
TALLEST_ROW = 409
TEXT: dict[str, Any] = {"num_format": "@", "quote_prefix": True}
"""A text that begins like a formula stays one when somebody edits its cell by hand."""
Along: TypeAlias = Callable[[Iterable[Row]], Iterable[Row]]
HEAD = {"font_name": "黑体", "bg_color": "#F2F2F2", "bold": False}
BASE = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter"}


class Sheet:
    """A worksheet that is filled from the top; it knows the next free row."""

    def __init__(self, book: Workbook, name: str, paper: Paper, along: Along = iter) -> None:
        self.book, self.paper, self.at, self.first_row = book, paper, 0, 0
        self.along = along
        self.page = book.add_worksheet(name)
        self.looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.cell_looks: dict[tuple[Align, bool, bool, str], Format] = {}
        table = next(block for block in paper.blocks if isinstance(block, Table))
        self.last = len(table.columns) - 1
        for index, width in enumerate(column_widths(table, paper)):
            self.page.set_column(index, index, width / MM_PER_WIDTH_UNIT)
        self._set_up_page()

    def title(self, text: str) -> None:
        """The merged first row."""
        self.page.set_row(self.at, 34)
        look = self._look(font_name="宋体", bold=True, font_size=18, align="center", **TEXT)
        self.page.merge_range(self.at, 0, self.at, self.last, one_line(text), look)
        self.at += 1

    def strip(self, parts: tuple[str, ...]) -> None:
        """What is filled in above the table: the first part at the left, the rest at the right."""
        split = max(1, self.last * 2 // 3)
        self.page.set_row(self.at, 22)
        self.page.merge_range(self.at, 0, self.at, split - 1, one_line(parts[0]), self._look(align="left", **TEXT))
        rest = "　".join(one_line(part) for part in parts[1:])
        self.page.merge_range(self.at, split, self.at, self.last, rest, self._look(align="right", **TEXT))
        self.at += 1

    def table(self, table: Table) -> None:
        """The head, repeated on each page and frozen, the rows and the totals."""
        first = self.at
        for row in table.head_rows:
            self._row(row, table.columns, head=True)
        if table.head_rows:
            self.page.repeat_rows(first, self.at - 1)
            self.page.freeze_panes(self.at, 0)
        self.first_row = self.at
        for row in self.along(table.printed_rows):
            # Rows beside merged cells do not grow by themselves in any of the spreadsheet programs.
            height = max(row_height(row, table, self.paper) + 2, table.row_height) / MM_PER_POINT
            self.page.set_row(self.at, min(height, TALLEST_ROW))
            self._row(row, table.columns)

    def note(self, text: str) -> None:
        """A line over the whole width, as high as its text needs."""
        room = self.paper.text_width / 3.9
        self.page.set_row(self.at, NOTE_LINE_HEIGHT * -(-ems(text) // room))
        look = self._look(align="left", text_wrap=True, font_size=10, **TEXT)
        self.page.merge_range(self.at, 0, self.at, self.last, one_line(text), look)
        self.at += 1

    def finish(self) -> None:
        """What is known only at the end: the area to print, and texts that look like numbers are meant so."""
        self.page.print_area(0, 0, max(self.at - 1, 0), self.last)
        self.page.ignore_errors({"number_stored_as_text": xl_range(0, 0, max(self.at - 1, 0), self.last)})

    def _row(self, row: Row, columns: tuple[Column, ...], *, head: bool = False) -> None:
        for index, cell in enumerate(row):
            if cell is not None:
                self._cell(index, cell, self._look_of(cell, cell.align or columns[index].align, head))
        self.at += 1

    def _cell(self, index: int, cell: Cell, look: Format) -> None:
        if cell.rowspan > 1 or cell.colspan > 1:
            last = self.at + cell.rowspan - 1, index + cell.colspan - 1
            self.page.merge_range(self.at, index, *last, clean(cell.text), look)
        elif cell.number is not None:
            self._number(index, cell, cell.number, look)
        elif cell.text:
            self.page.write_string(self.at, index, clean(cell.text), look)
        else:
            self.page.write_blank(self.at, index, None, look)

    def _look_of(self, cell: Cell, align: Align, head: bool) -> Format:
        """A long table has few looks and a million cells."""
        key = align, cell.strong, head, _written_as(cell)
        if key not in self.cell_looks:
            own = TEXT if key[-1] == "@" else {"num_format": key[-1]} if key[-1] else {}
            shape = {"border": 1, "align": align.value, "text_wrap": True, "bold": cell.strong}
            self.cell_looks[key] = self._look(**{**shape, **(HEAD if head else {}), **own})
        return self.cell_looks[key]

    def _number(self, index: int, cell: Cell, number: Decimal, look: Format) -> None:
        """A figure; a total is a formula with its value beside it, for readers that do not calculate."""
        if not cell.total or self.at == self.first_row:
            self.page.write_number(self.at, index, float(number), look)
            return
        function, *condition = cell.total.split(",")
        inside = ",".join((xl_range(self.first_row, index, self.at - 1, index), *condition))
        self.page.write_formula(self.at, index, f"={function}({inside})", look, float(number))

    def _look(self, **shape: Any) -> Format:
        """One format for each look, so that the file stays small."""
        key = tuple(shape.items())
        if key not in self.looks:
            self.looks[key] = self.book.add_format({**BASE, **shape})
        return self.looks[key]

    def _set_up_page(self) -> None:
        if self.paper.landscape:
            self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        self.page.fit_to_pages(1, 0)
        self.page.center_horizontally()
        self.page.set_footer("&C第 &P 页，共 &N 页")


def _written_as(cell: Cell) -> str:
    """The format of its number; of merged cells and of texts "@"; empty for an empty cell."""
    if cell.number is None or cell.rowspan > 1 or cell.colspan > 1:
        return "@" if cell.text or cell.rowspan > 1 or cell.colspan > 1 else ""
    places = len(cell.text.partition(".")[2])
    return "0." + "0" * places if places else "0"
