"""How do the fixed parts of an official document look in Word and WPS? Red head, signature, 版记."""

from dataclasses import replace

from docx.oxml.xmlchemy import BaseOxmlElement

from guanmo.stages.documents.exporters.blocks import Imprint, Paper, RedHead, Signature
from guanmo.stages.documents.exporters.docx.text import (
    FANGSONG,
    PITCH,
    RED,
    XIAOBIAOSONG,
    Border,
    Font,
    Shape,
    paragraph,
)
from guanmo.stages.documents.exporters.docx.xml import twips
from guanmo.stages.documents.exporters.fit import ems, red_head_size

BODY = Font(tight=True)
CELL = 320
SEAL_CELLS = 4
RED_LINE = Border("bottom", 16, 11, RED)
THICK_TOP, THICK_BOTTOM, THIN_BOTTOM = Border("top", 8, 4), Border("bottom", 8, 4), Border("bottom", 6, 4)


def red_head(block: RedHead) -> list[BaseOxmlElement]:
    """The mark 35 mm under the top of the text area, the number two lines below, the red line 4 mm under it."""
    mark = Font(XIAOBIAOSONG, red_head_size(block.mark), color=RED)
    return [
        paragraph(block.mark, mark, Shape("center", line=0, before=twips(30), grid=False)),
        paragraph(block.number, BODY, Shape("center", before=PITCH * 2 - 200, borders=(RED_LINE,), grid=False)),
    ]


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
    """版记: framed paragraphs at the bottom of the last page, thick lines outside and a thin one between."""
    width = twips(paper.text_width)
    font = Font(FANGSONG, 14)
    shape = Shape("left", line=0, before=40, after=40, grid=False, left=280, right=280, at_page_foot=width)
    last = f"{block.printed_by}\t{block.printed_on}"
    stops = (("right", width - 280),)
    if not block.copies_to:
        return [paragraph(last, font, replace(shape, tabs=stops, borders=(THICK_TOP, THICK_BOTTOM))), _anchor()]
    return [
        paragraph(f"抄送：{block.copies_to}", font, replace(shape, borders=(THICK_TOP, THIN_BOTTOM))),
        paragraph(last, font, replace(shape, tabs=stops, borders=(THICK_BOTTOM,))),
        _anchor(),
    ]


def _anchor() -> BaseOxmlElement:
    """A frame needs a paragraph after it to hang on; this one is too low to be seen."""
    return paragraph("", Font(size=1), Shape(line=20, grid=False))
