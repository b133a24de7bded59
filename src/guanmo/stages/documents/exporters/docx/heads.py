"""How do the fixed parts of an official document look in Word and WPS? Red head, signature, 版记."""

from docx.oxml.xmlchemy import BaseOxmlElement

from guanmo.stages.documents.exporters.blocks import Imprint, LetterHead, Paper, RedHead, Roll, Signature
from guanmo.stages.documents.exporters.docx.text import (
    FANGSONG,
    HEITI,
    PITCH,
    RED,
    XIAOBIAOSONG,
    Border,
    Font,
    Shape,
    paragraph,
    run,
)
from guanmo.stages.documents.exporters.docx.xml import element, twips
from guanmo.stages.documents.exporters.fit import ems, red_head_size

BODY = Font(tight=True)
CELL = 320
SEAL_CELLS = 4
LABEL_CELLS = 3
"""抄送 and its colon, behind which the names of the next lines begin."""
LINE_LEFT, LINE_RIGHT = twips(8), twips(6)
"""By how much a line of 170 mm stands out of the text, which is not in the middle of the paper."""
RED_LINE = Border("bottom", 16, 11, RED)


def red_head(block: RedHead) -> list[BaseOxmlElement]:
    """The mark 35 mm under the top of the text area, the number two lines below, the red line 4 mm under it."""
    mark = Font(XIAOBIAOSONG, red_head_size(block.mark), color=RED)
    return [
        paragraph(block.mark, mark, Shape("center", line=0, before=twips(30), grid=False)),
        paragraph(block.number, BODY, Shape("center", before=PITCH * 2 - 200, borders=(RED_LINE,), grid=False)),
    ]


def letter_mark(block: LetterHead) -> BaseOxmlElement:
    """The name of a letter's issuer over the double line, thick above thin, 170 mm wide in the middle of the paper."""
    line = Border("bottom", 24, 11, RED, "thickThinSmallGap")
    mark = Font(XIAOBIAOSONG, red_head_size(block.mark), color=RED)
    return paragraph(
        block.mark, mark, Shape("center", line=0, left=-LINE_LEFT, right=-LINE_RIGHT, grid=False, borders=(line,))
    )


def letter_foot() -> BaseOxmlElement:
    """The double line at the foot, thin above thick."""
    line = Border("bottom", 24, 0, RED, "thinThickSmallGap")
    shape = Shape("center", line=20, left=-LINE_LEFT, right=-LINE_RIGHT, grid=False, borders=(line,))
    return paragraph("", Font(size=1), shape)


def letter_number(block: LetterHead) -> BaseOxmlElement:
    """The number at the right edge of the text, 7/8 of a character under the line."""
    return paragraph(block.number, BODY, Shape("right", before=280, grid=False))


def roll(block: Roll) -> BaseOxmlElement:
    """The label two cells in, the names hanging behind it."""
    cells = ems(block.label) + 1
    shape = Shape("left", left=round((2 + cells) * CELL), hanging=round(cells * CELL))
    made = paragraph(f"{block.label}：", Font(HEITI, tight=True), shape)
    made.append(run(block.names, BODY))
    return made


def signature(block: Signature) -> list[BaseOxmlElement]:
    """The date ends four cells from the right margin and the name is centred over it, as for a sealed document."""
    date_width, name_width = ems(block.date) * CELL, ems(block.issuer) * CELL
    far = max(0, SEAL_CELLS * CELL - max(0, name_width - date_width) / 2)
    date_right = far + max(0, name_width - date_width) / 2
    name_right = far + max(0, date_width - name_width) / 2
    return [
        paragraph(block.issuer, BODY, Shape("right", before=PITCH * 2, right=round(name_right), keep_next=True)),
        paragraph(block.date, BODY, Shape("right", right=round(date_right))),
    ]


def imprint(block: Imprint, paper: Paper) -> list[BaseOxmlElement]:
    """版记: a table that Word and WPS float to the bottom of the last page; elsewhere it follows the text."""
    width = twips(paper.text_width)
    rows = [_imprint_row(f"抄送：{block.copies_to}", width, hanging=LABEL_CELLS * 280)] if block.copies_to else []
    if block.printed_by:
        rows.append(_imprint_row(f"{block.printed_by}\t{block.printed_on}", width))
    made = element("tbl", _floating(width, ruled=block.ruled), element("tblGrid", element("gridCol", w=width)), *rows)
    space = paragraph("", Font(), Shape())
    # A floating table needs a paragraph after it to hang on; this one is too low to be seen.
    anchor = paragraph("", Font(size=1), Shape(line=20, grid=False))
    return [space, made, anchor]


def _floating(width: int, *, ruled: bool) -> BaseOxmlElement:
    edges = (("top", 8), ("bottom", 8), ("insideH", 6))
    lines = (element(edge, val="single", sz=size, space=0, color="000000") for edge, size in edges)
    return element(
        "tblPr",
        element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom"),
        element("tblW", w=width, type="dxa"),
        element("tblBorders", *lines) if ruled else None,
        element("tblLayout", type="fixed"),
    )


def _imprint_row(text: str, width: int, *, hanging: int = 0) -> BaseOxmlElement:
    tabs = () if hanging else (("right", width - 640),)
    # Kept with what follows, so that programs which do not float the table break it nowhere.
    shape = Shape(
        "left", line=0, before=60, after=60, left=hanging, hanging=hanging, grid=False, tabs=tabs, keep_next=True
    )
    margins = element("tcMar", element("left", w=280, type="dxa"), element("right", w=280, type="dxa"))
    cell = element(
        "tc",
        element("tcPr", element("tcW", w=width, type="dxa"), margins),
        paragraph(text, Font(FANGSONG, 14), shape),
    )
    return element("tr", element("trPr", element("cantSplit")), cell)
