"""From the rows under a head to sections and items: which row begins one, which says more of one."""

import re
from decimal import Decimal

from guanmo.lib.numerals import numeral
from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.draft import Draft, DraftItem, DraftSection
from guanmo.stages.sheets.importers.headings import (
    Heading,
    bare_number,
    item_number,
    section_heading,
    section_number,
    titled,
    without_item_number,
)
from guanmo.stages.sheets.importers.numerals import NUMERAL
from guanmo.stages.sheets.importers.pieces import cell_pieces, drafted, joined
from guanmo.stages.sheets.importers.points import points_in_cell, points_in_text
from guanmo.stages.sheets.importers.rows import Cell, Row
from guanmo.stages.sheets.importers.tables import Table

_TOTAL = re.compile(rf"(合计|总计|总分|共计|总得分|满分|小计|本节小计)(?:得分|分值|分)?[:：]?\s*(?:({NUMERAL})\s*分?)?")
_LABELS = (
    "注|备注|说明|考核组|考核组签[字名]|评分人|考核人|检查人|签[字名]|被考核单位|被检查单位|党组织名称|组织名称|得分|填表人|填表单位"
    "|单位|时间|日期|考核时间|负责人"
)
_ASIDE = re.compile(
    rf"^(?:{_LABELS})\s*(?:[（(][^（）()]*[）)])?\s*(?:[:：]|$)|^(?:第\s*\d+\s*页|[-—]\s*\d+\s*[-—]|（?续表）?)"
)
_SHORTEST_ITEM = 8


def assemble(table: Table) -> Draft:
    """The sheet of one table as printed."""
    assembler = _Assembler(table)
    for row in table.rows:
        assembler.take(row)
    return assembler.draft


class _Assembler:
    """Takes row after row; the section and the item last begun are those that later rows may add to."""

    def __init__(self, table: Table) -> None:
        self.columns = table.columns
        self.draft = Draft(table.title, table.total, repeated_heads=list(table.repeated_heads))
        self.group = ""

    def take(self, row: Row) -> None:
        """Put one row where it belongs."""
        self._refuse_unread(row)
        if not row.own:
            return
        first = row.own[0][1]
        if total := _TOTAL.fullmatch("".join(first.split())):
            self._total(row, total)
        elif _ASIDE.match(first) and item_number(first) is None:
            return
        elif row.only:
            self._single(row)
        else:
            self._full(self._aligned(row))

    def _refuse_unread(self, row: Row) -> None:
        for column in self.columns.read:
            if name := row.at(column).unread:
                raise refusals.formula_without_value(name)

    def _total(self, row: Row, match: re.Match[str]) -> None:
        """合计 states the sheet's total, 小计 the section's; only the points column or the label itself counts."""
        cell = row.at(self.columns.points)
        value = points_in_cell(cell.text) if cell.own else points_in_cell(match.group(2) or "")
        if value is None:
            return
        if "小计" not in match.group(1):
            self.draft.total = value
        elif self.draft.sections and self.draft.sections[-1].points is None:
            self.draft.sections[-1].points = value

    def _single(self, row: Row) -> None:
        """A row with one thing in it: a section's heading, an item, or more of the item above."""
        column, text = row.own[0]
        heading = section_heading(joined(text.splitlines()))
        if heading and not (self.columns.section is not None and item_number(text) is not None):
            self._begin_section(heading)
        elif item_number(text) is not None or column == self.columns.item:
            self._add_items(text, Cell(), None)
        elif column == self.columns.method and self._last is not None:
            self._last.method.append(joined(text.splitlines()))
        elif titled(text).points is not None and len(text) <= 40 and column in (0, self.columns.section):
            self._begin_section(titled(text))
        elif column == self.columns.number and len(text) >= _SHORTEST_ITEM:
            self._add_items(text, Cell(), None)
        else:
            self.draft.unread_rows.append((row.where, text))

    def _aligned(self, row: Row) -> Row:
        """A text table leaves out merged cells, so that the item stands in the first column: move it to its own."""
        number, item = self.columns.number, self.columns.item
        text = row.at(number).text
        if number is None or number > item or item_number(text) is None or bare_number(text) or section_number(text):
            return row
        return Row((*row.cells[:number], *[Cell()] * (item - number), *row.cells[number:]), row.where)

    def _full(self, row: Row) -> None:
        columns = self.columns
        item, number, points = row.at(columns.item), row.at(columns.number), row.at(columns.points)
        begins = self._section_of(row)
        if begins is not None:
            self._begin_section(begins)
        if columns.section is None and section_number(number.text) and number.own:
            return
        if row.at(columns.group).own:
            self.group = points_in_text(joined(row.at(columns.group).text.splitlines())).text
        if points.own and points.span > max(item.span, 1) and self.draft.sections:
            self._section_points(points_in_cell(points.text))
            points = Cell()
        if begins is not None and self._belongs_to_section(item, points):
            self._section_points(points_in_cell(points.text))
            points = Cell()
        if item.own:
            self._add_items(item.text, points, self._printed(row, begins=begins is not None))
            self._fill_method(row)
        elif self._last is not None:
            self._more(row, points)

    def _belongs_to_section(self, item: Cell, points: Cell) -> bool:
        """True when the amount beside a new section differs from the one in the first item's own text: it is the section's."""
        stated, found = points_in_cell(points.text), points_in_text(joined(item.text.splitlines()))
        unsaid = self.draft.sections[-1].points is None
        return unsaid and points.own and stated is not None and found.parts > 0 and found.points != stated

    def _printed(self, row: Row, *, begins: bool) -> int | None:
        """The item's number in the 序号 column. Beside a new section it may be the section's: not if it runs on."""
        cell = row.at(self.columns.number)
        number = bare_number(cell.text) if cell.own else None
        runs_on = number == 1 + sum(len(section.items) for section in self.draft.sections)
        return number if not begins or (runs_on and number != len(self.draft.sections)) else None

    def _section_of(self, row: Row) -> Heading | None:
        """The section that begins in this row, with the number printed for it."""
        columns = self.columns
        number, item = row.at(columns.number), row.at(columns.item)
        printed = section_number(number.text) if number.own else ""
        cell = row.at(columns.section if columns.section is not None else columns.item if printed else None)
        if not cell.own:
            return None
        text = joined(cell.text.splitlines())
        heading = section_heading(text) or titled(without_item_number(text))
        if not printed and number.own and item_number(item.text) and (digits := bare_number(number.text)):
            printed = numeral(digits)
        stated = points_in_cell(row.at(columns.points).text) if columns.section is None else None
        return Heading(heading.no or printed, heading.title, heading.points if heading.points is not None else stated)

    def _begin_section(self, heading: Heading) -> None:
        if self.draft.sections and self.draft.sections[-1].is_again(heading):
            self._section_points(heading.points)
            return
        self.draft.sections.append(DraftSection(heading.no, heading.title, heading.points))
        self.group = ""

    def _section_points(self, points: Decimal | None) -> None:
        section = self.draft.sections[-1]
        section.points = points if section.points is None else section.points

    def _add_items(self, text: str, points: Cell, number: int | None) -> None:
        if not self.draft.sections:
            self.draft.sections.append(DraftSection("", ""))
        for piece, amount in cell_pieces(text, points):
            item = drafted(piece, amount, number)
            item.text = f"{self.group}：{item.text}" if self.group and self.group != item.text else item.text
            self.draft.sections[-1].items.append(item)

    def _fill_method(self, row: Row) -> None:
        cell, item = row.at(self.columns.method), self._last
        if item is None or not cell.own:
            return
        text = joined(cell.text.splitlines())
        if item.points is None:
            found = points_in_text(text)
            item.points, item.parts = (found.points, found.parts) if found.parts == 1 else (None, 0)
            text = found.text if found.parts == 1 else text
        item.method.append(text)

    def _more(self, row: Row, points: Cell) -> None:
        """A row under a merged item cell: more of its method, perhaps with its own share of the points."""
        item, method = self._last, row.at(self.columns.method)
        if item is None:
            return
        if method.own:
            item.method.append(joined(method.text.splitlines()))
        value = points_in_cell(points.text) if points.own else None
        if value is not None:
            item.parts = max(item.parts, 1) + 1 if item.points is not None else 1
            item.points = value + (item.points or Decimal(0))

    @property
    def _last(self) -> DraftItem | None:
        items = self.draft.sections[-1].items if self.draft.sections else []
        return items[-1] if items else None
