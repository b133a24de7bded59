"""How is the page of a .docx set up? A4, margins, 22 lines of 28.95 pt, page numbers "— 1 —" outside."""

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section, _Footer, _Header
from docx.shared import Mm

from guanmo.stages.documents.exporters.blocks import LetterHead, Paper
from guanmo.stages.documents.exporters.docx.heads import letter_foot, letter_mark
from guanmo.stages.documents.exporters.docx.text import LATIN, PITCH, Font, Shape, paragraph, run
from guanmo.stages.documents.exporters.docx.xml import element

NUMBER_FONT = Font("宋体", 14)
BELOW_TEXT_MM = 12


def set_up(document: Document, paper: Paper) -> None:
    """Size, margins, line grid and footers of the only section."""
    section = document.sections[0]
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if paper.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if paper.landscape else (short, long)
    section.top_margin, section.right_margin = Mm(paper.margins.top), Mm(paper.margins.right)
    section.bottom_margin, section.left_margin = Mm(paper.margins.bottom), Mm(paper.margins.left)
    section.header_distance = Mm(15)
    section.footer_distance = Mm(max(paper.margins.bottom - BELOW_TEXT_MM, 7))
    _line_grid(section)
    document.settings.odd_and_even_pages_header_footer = True
    _number(section.footer, "right")
    _number(section.even_page_footer, "left")
    if paper.letter:
        _letter(section, paper.letter)


def _letter(section: Section, head: LetterHead) -> None:
    """The head and the foot of a letter's first page; head and foot push the text, so they need no place in it."""
    section.different_first_page_header_footer = True
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    _only(section.first_page_header, letter_mark(head))
    _only(section.first_page_footer, letter_foot())


def _line_grid(section: Section) -> None:
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    # "linesAndChars" is drawn with huge gaps by LibreOffice; the 28 characters come from the run spacing.
    properties.append(element("docGrid", type="lines", linePitch=PITCH))


def _only(place: _Header | _Footer, line: BaseOxmlElement) -> None:
    place.is_linked_to_previous = False
    for old in list(place._element):
        place._element.remove(old)
    place._element.append(line)


def _number(footer: _Footer, side: str) -> None:
    line = paragraph("— ", NUMBER_FONT, Shape(side, line=0, grid=False, left=280, right=280))
    line.extend(_page_field())
    line.append(run(" —", NUMBER_FONT))
    _only(footer, line)


def _page_field() -> list[BaseOxmlElement]:
    """The PAGE field in five runs of its own; put together into one run, WPS shows no number."""
    parts = [
        element("fldChar", fldCharType="begin"),
        element("instrText"),
        element("fldChar", fldCharType="separate"),
        element("t"),
        element("fldChar", fldCharType="end"),
    ]
    parts[1].text, parts[3].text = " PAGE ", "1"
    look = {"ascii": LATIN, "hAnsi": LATIN, "eastAsia": NUMBER_FONT.name}
    return [element("r", element("rPr", element("rFonts", **look), element("sz", val=28)), part) for part in parts]
