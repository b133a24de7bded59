"""How is a paper written down a worksheet? From row to row; merged title, repeated and frozen head, A4 to width."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from guanmo.stages.documents.exporters.blocks import Cell, Column, Paper, Row, Table
from guanmo.stages.documents.exporters.fit import MM_PER_POINT, column_widths, ems, row_height
from guanmo.stages.documents.exporters.words import clean, one_line

A4 = 9
MM_PER_WIDTH_UNIT = 1.9
NOTE_LINE_HEIGHT = 16
TALLEST_ROW = 409


class Sheet:
    """A worksheet that is filled from the top; it knows the next free row."""

    def __init__(self, book: Workbook, name: str, paper: Paper) -> None:
        self.book, self.paper, self.at = book, paper, 0
        self.page = book.add_worksheet(name)
        self.looks: dict[tuple[tuple[str, Any], ...], Format] = {}
        table = next(block for block in paper.blocks if isinstance(block, Table))
        self.last = len(table.columns) - 1
        for index, width in enumerate(column_widths(table, paper)):
            self.page.set_column(index, index, width / MM_PER_WIDTH_UNIT)
        self._set_up_page()

    def title(self, text: str) -> None:
        """The merged first row."""
        self.page.set_row(self.at, 34)
        look = self._look(font_name="宋体", bold=True, font_size=18, align="center")
        self.page.merge_range(self.at, 0, self.at, self.last, one_line(text), look)
        self.at += 1

    def strip(self, parts: tuple[str, ...]) -> None:
        """What is filled in above the table: the first part at the left, the rest at the right."""
        split = max(1, self.last * 2 // 3)
        self.page.set_row(self.at, 22)
        self.page.merge_range(self.at, 0, self.at, split - 1, one_line(parts[0]), self._look(align="left"))
        rest = "　".join(one_line(part) for part in parts[1:])
        self.page.merge_range(self.at, split, self.at, self.last, rest, self._look(align="right"))
        self.at += 1

    def table(self, table: Table) -> None:
        """The head, repeated on each page and frozen, and the rows."""
        for index, column in enumerate(table.columns):
            look = self._look(font_name="黑体", border=1, align="center", text_wrap=True, bg_color="#F2F2F2")
            self.page.write_string(self.at, index, column.name, look)
        self.page.repeat_rows(self.at)
        self.page.freeze_panes(self.at + 1, 0)
        self.at += 1
        for row in table.rows:
            # Rows beside merged cells do not grow by themselves in any of the spreadsheet programs.
            height = max(row_height(row, table, self.paper) + 2, table.row_height) / MM_PER_POINT
            self.page.set_row(self.at, min(height, TALLEST_ROW))
            self._row(row, table.columns)

    def note(self, text: str) -> None:
        """A line over the whole width, as high as its text needs."""
        room = self.paper.text_width / 3.9
        self.page.set_row(self.at, NOTE_LINE_HEIGHT * -(-ems(text) // room))
        look = self._look(align="left", text_wrap=True, font_size=10)
        self.page.merge_range(self.at, 0, self.at, self.last, one_line(text), look)
        self.at += 1

    def _row(self, row: Row, columns: tuple[Column, ...]) -> None:
        for index, cell in enumerate(row):
            if cell is not None:
                self._cell(index, cell, str(cell.align or columns[index].align))
        self.at += 1

    def _cell(self, index: int, cell: Cell, align: str) -> None:
        shape: dict[str, Any] = {"border": 1, "align": align, "text_wrap": True, "bold": cell.strong}
        if cell.rowspan > 1 or cell.colspan > 1:
            last = self.at + cell.rowspan - 1, index + cell.colspan - 1
            self.page.merge_range(self.at, index, *last, clean(cell.text), self._look(**shape))
        elif cell.number is not None:
            places = len(cell.text.partition(".")[2])
            look = self._look(**shape, num_format="0." + "0" * places if places else "0")
            self.page.write_number(self.at, index, float(cell.number), look)
        elif cell.text:
            self.page.write_string(self.at, index, clean(cell.text), self._look(**shape))
        else:
            self.page.write_blank(self.at, index, None, self._look(**shape))

    def _look(self, **shape: Any) -> Format:
        """One format for each look, so that the file stays small."""
        whole = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", **shape}
        key = tuple(sorted(whole.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format(whole)
        return self.looks[key]

    def _set_up_page(self) -> None:
        if self.paper.landscape:
            self.page.set_landscape()
        self.page.set_paper(A4)
        self.page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        self.page.fit_to_pages(1, 0)
        self.page.center_horizontally()
        self.page.set_footer("&C第 &P 页，共 &N 页")
