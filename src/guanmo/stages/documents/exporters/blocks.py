"""Of which blocks is a printed document made, whatever the file format? Sizes in pt, widths in mm, plain text."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from typing import TypeAlias


class Align(StrEnum):
    """Where text stands in its line."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Style(StrEnum):
    """The look of a paragraph: body 仿宋 3号 with indent, flush without; one 黑体, two 楷体, three 仿宋; note small;

    attached is 附件说明, label the word 附件 over an attachment.
    """

    BODY = "body"
    FLUSH = "flush"
    ONE = "one"
    TWO = "two"
    THREE = "three"
    NOTE = "note"
    CENTER = "center"
    RIGHT = "right"
    LABEL = "label"
    ATTACHED = "attached"


@dataclass(frozen=True, slots=True)
class Title:
    """小标宋, centred; 22 pt (2号) unless said otherwise."""

    text: str
    size: float = 22


@dataclass(frozen=True, slots=True)
class RedHead:
    """发文机关标志, 发文字号 and the red line."""

    mark: str
    number: str


@dataclass(frozen=True, slots=True)
class LetterHead:
    """信函格式: the name 30 mm under the paper's edge, a red double line 4 mm under it, the number at the right below.

    Another double line stands 20 mm over the foot of the first page, which has no number. Only as the first block.
    """

    mark: str
    number: str


@dataclass(frozen=True, slots=True)
class Roll:
    """出席, 请假 or 列席 in 黑体 with the names behind it, each line beginning where the first name stands."""

    label: str
    names: str


@dataclass(frozen=True, slots=True)
class Para:
    """One paragraph."""

    text: str
    style: Style = Style.BODY


@dataclass(frozen=True, slots=True)
class Strip:
    """One line whose parts are spread from the left margin to the right one, e.g. 单位（盖章） and 时间."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``width`` is a share, scaled to the width of the page.

    Neighbours of one ``group`` stand under a common head of that name.
    """

    name: str
    width: float
    align: Align = Align.CENTER
    group: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; each line of ``text`` is a paragraph of its own. ``rowspan`` lets ``None`` stand in the rows below.

    ``number`` is the figure behind the text, for a spreadsheet; ``total`` is the spreadsheet's function over the column's
    rows (SUM, AVERAGE, or COUNTIF with its condition after a comma) by which that figure can be worked out again.
    """

    text: str
    colspan: int = 1
    rowspan: int = 1
    align: Align | None = None
    strong: bool = False
    number: Decimal | None = None
    total: str = ""


Row: TypeAlias = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table. ``head`` prints the column names and repeats them on each page.

    ``totals`` is the last row, worked out from the others. ``row_height`` is the least, in mm; ``together`` keeps a
    short table on one page.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: bool = True
    size: float = 12
    row_height: float = 8
    together: bool = False
    totals: Row | None = None

    @property
    def printed_rows(self) -> tuple[Row, ...]:
        """The rows, with the totals last."""
        return (*self.rows, self.totals) if self.totals else self.rows

    @property
    def head_rows(self) -> tuple[Row, ...]:
        """The head: one row, or two where columns are grouped; nothing when no head is printed."""
        if not self.head:
            return ()
        if not any(column.group for column in self.columns):
            return (tuple(_head_cell(column.name) for column in self.columns),)
        lower = tuple(_head_cell(column.name) if column.group else None for column in self.columns)
        return (tuple(self._upper_head()), lower)

    def _upper_head(self) -> Iterator[Cell | None]:
        for group, run in groupby(enumerate(self.columns), lambda pair: pair[1].group or pair):
            names = [column.name for _at, column in run]
            yield _head_cell(group, colspan=len(names)) if isinstance(group, str) else _head_cell(names[0], rowspan=2)
            yield from [None] * (len(names) - 1)


def _head_cell(text: str, *, colspan: int = 1, rowspan: int = 1) -> Cell:
    return Cell(text, colspan, rowspan, Align.CENTER, strong=True)


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty lines of body height."""

    lines: float = 1


@dataclass(frozen=True, slots=True)
class Signature:
    """署名 and 成文日期, with room for the seal."""

    issuer: str
    date: str


@dataclass(frozen=True, slots=True)
class Cut:
    """A dashed line along which a slip is cut off."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class CodedFoot:
    """From here each page's foot carries the code, as text and as a QR code, and these words; a new page 1 begins.

    Only a PDF has it.
    """

    code: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A note that names the seal's fingerprint; beside it the code as a QR code, except in a .docx."""

    text: str
    code: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 at the foot of the last page: 抄送, 印发机关, 印发日期; a letter's has only 抄送 and is not ``ruled``."""

    copies_to: str
    printed_by: str = ""
    printed_on: str = ""
    ruled: bool = True


Block: TypeAlias = (
    Title
    | RedHead
    | LetterHead
    | Roll
    | Para
    | Strip
    | Table
    | Gap
    | Signature
    | Cut
    | NewPage
    | CodedFoot
    | Sealed
    | Imprint
)


@dataclass(frozen=True, slots=True)
class Margins:
    """Page margins in mm."""

    top: float
    right: float
    bottom: float
    left: float


OFFICIAL = Margins(37, 26, 35, 28)
FORM = Margins(25, 20, 25, 20)


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document on A4. ``name`` and ``date`` go into the file's own data."""

    name: str
    date: date
    blocks: tuple[Block, ...]
    landscape: bool = False
    margins: Margins = OFFICIAL

    @property
    def letter(self) -> LetterHead | None:
        """The head of a letter, which shapes the first page; None for everything else."""
        first = self.blocks[0] if self.blocks else None
        return first if isinstance(first, LetterHead) else None

    @property
    def text_width(self) -> float:
        """Width between the margins in mm."""
        return (297 if self.landscape else 210) - self.margins.left - self.margins.right

    @property
    def text_height(self) -> float:
        """Height between the margins in mm."""
        return (210 if self.landscape else 297) - self.margins.top - self.margins.bottom
