"""Where in a file score sheets stand: a title, a head, the rows under it. A head printed again begins no new sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from guanmo.stages.sheets.importers.columns import Columns, columns_of, is_head, is_second_head
from guanmo.stages.sheets.importers.headings import item_number, section_heading
from guanmo.stages.sheets.importers.points import points_in_text
from guanmo.stages.sheets.importers.rows import Row, Stream

_TITLE = re.compile(r"(?:表|细则|标准|办法|评分册)(?:[（(][^（）()]*[）)])?$")
_NO_TITLE = re.compile(r"[:：]|^第\d+页|^$")
_ANNEX = re.compile(r"^附\s*[件表]\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*")
_STATED_TOTAL = re.compile(r"(?:总分|满分|共计?|合计|总计)\s*[:：为]?\s*(\d+(?:\.\d+)?)\s*分")
_LONGEST_TITLE = 60


@dataclass(slots=True)
class Table:
    """One score sheet as found: its title, the total it states, its columns and the rows under its head."""

    title: str
    total: Decimal | None
    columns: Columns
    rows: list[Row] = field(default_factory=list)
    repeated_heads: list[str] = field(default_factory=list)


def tables_in(stream: Stream) -> Iterator[Table]:
    """The score sheets of one stream, in order."""
    before: list[Row] = []
    rows = [row for row in stream.rows if any(cell.text or cell.unread for cell in row.cells)]
    index = 0
    while index < len(rows):
        if not is_head(rows[index]):
            before.append(rows[index])
            index += 1
            continue
        index, table = _table(rows, index, before, stream.name)
        before = []
        if table is not None:
            yield table


def _table(rows: list[Row], index: int, before: list[Row], name: str) -> tuple[int, Table | None]:
    """The sheet whose head stands at ``index``, and where it ends: before the next title, or with the file."""
    heads = [rows[index]]
    while index + 1 < len(rows) and is_second_head(rows[index + 1]):
        index += 1
        heads.append(rows[index])
    end = _end(rows, index + 1)
    body = [row for row in rows[index + 1 : end] if not is_head(row)]
    repeated = [row.where for row in rows[index + 1 : end] if is_head(row)]
    columns = columns_of(heads, body)
    if columns is None:
        return end, None
    title, total = _title(before, name)
    return end, Table(title, total, columns, body, repeated)


def _end(rows: list[Row], start: int) -> int:
    """The first row that no longer belongs: the title of the next sheet, or a line of text that nothing follows."""
    for index in range(start, len(rows)):
        row = rows[index]
        if not row.only or is_head(row) or _continues(row):
            continue
        near = rows[index + 1 : index + 5]
        if row.is_text and (_is_title(row.only) or not any(_continues(later) or is_head(later) for later in near[:2])):
            return index
        if _is_title(row.only) and any(is_head(later) for later in near):
            return index
    return len(rows)


def _continues(row: Row) -> bool:
    text = row.own[0][1] if row.own else ""
    return item_number(text) is not None or section_heading(text) is not None


def _is_title(text: str) -> bool:
    text = _ANNEX.sub("", text)
    return len(text) <= _LONGEST_TITLE and bool(_TITLE.search(text)) and not _NO_TITLE.search(text)


def _title(before: list[Row], name: str) -> tuple[str, Decimal | None]:
    """The nearest title above the head, without its points, and the total it or a line near it states."""
    near = [row.only for row in reversed(before[-8:]) if row.only]
    named = next((text for text in near if _is_title(text)), "")
    named = named or next((text for text in near[:3] if _plausible(text)), "") or name
    named = _ANNEX.sub("", named) or name
    found = points_in_text(named)
    stated = next((Decimal(match.group(1)) for text in near[:4] if (match := _STATED_TOTAL.search(text))), None)
    if found.parts == 1:
        return found.text, found.points
    return re.sub(r"[（(][^（）()]*\d+分[^（）()]*[）)]$", "", named), stated


def _plausible(text: str) -> bool:
    return 3 < len(text) <= 40 and not _NO_TITLE.search(text) and not text.endswith(("。", "；", "："))
