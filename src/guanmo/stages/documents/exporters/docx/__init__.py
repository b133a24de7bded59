"""How does a document become a .docx that an office can edit in Word or WPS?"""

from dataclasses import replace

from docx import Document
from docx.oxml.xmlchemy import BaseOxmlElement

from guanmo.stages.documents.content import Content
from guanmo.stages.documents.exporters.blocks import (
    Block,
    Cut,
    Gap,
    Imprint,
    LetterHead,
    NewPage,
    Paper,
    Para,
    RedHead,
    Roll,
    Sealed,
    Signature,
    Strip,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.docx.heads import imprint, letter_number, red_head, roll, signature
from guanmo.stages.documents.exporters.docx.package import pack
from guanmo.stages.documents.exporters.docx.page import set_up
from guanmo.stages.documents.exporters.docx.tables import table
from guanmo.stages.documents.exporters.docx.text import (
    FANGSONG,
    HEITI,
    KAITI,
    PITCH,
    XIAOBIAOSONG,
    Border,
    Font,
    Shape,
    paragraph,
)
from guanmo.stages.documents.exporters.docx.xml import twips
from guanmo.stages.documents.exporters.layouts import lay_out
from guanmo.stages.documents.exporters.titles import title_lines
from guanmo.stages.documents.exporters.words import one_line

CUT = Border("bottom", 8, 1, kind="dashed")
LOOKS: dict[Style, tuple[Font, Shape]] = {
    Style.BODY: (Font(tight=True), Shape(indent=2)),
    Style.ATTACHED: (Font(tight=True), Shape(indent=2, keep_next=True)),
    Style.FLUSH: (Font(tight=True), Shape()),
    Style.ONE: (Font(HEITI, tight=True), Shape(indent=2, keep_next=True)),
    Style.TWO: (Font(KAITI, tight=True), Shape(indent=2, keep_next=True)),
    Style.THREE: (Font(FANGSONG, tight=True), Shape(indent=2, keep_next=True)),
    Style.NOTE: (Font(FANGSONG, 11), Shape(line=340, before=60, grid=False)),
    Style.CENTER: (Font(), Shape("center")),
    Style.RIGHT: (Font(), Shape("right")),
    Style.LABEL: (Font(HEITI), Shape("left", keep_next=True)),
}


def to_docx(content: Content) -> bytes:
    """The document as .docx bytes, the same for the same content."""
    paper = lay_out(content)
    document = Document()
    set_up(document, paper)
    end = document.element.body.sectPr
    for part in _parts(paper):
        end.addprevious(part)
    return pack(document, paper)


def _parts(paper: Paper) -> list[BaseOxmlElement]:
    parts: list[BaseOxmlElement] = []
    new_page = False
    for number, block in enumerate(paper.blocks):
        if isinstance(block, NewPage):
            new_page = True
            continue
        parts += _block(block, paper, new_page, _is_signed(paper.blocks[number + 1 :]))
        new_page = False
    return parts


def _is_signed(followers: tuple[Block, ...]) -> bool:
    """True when only 附件说明 stands between here and the signature, which must not stand on a page without text."""
    for block in followers:
        if isinstance(block, Signature):
            return True
        if not (isinstance(block, Gap) or (isinstance(block, Para) and block.style is Style.ATTACHED)):
            return False
    return False


def _block(block: Block, paper: Paper, new_page: bool, signed: bool) -> list[BaseOxmlElement]:
    if isinstance(block, Table):
        return [table(block, paper)]
    if isinstance(block, RedHead):
        return red_head(block)
    if isinstance(block, LetterHead):
        return [letter_number(block)]
    if isinstance(block, Roll):
        return [roll(block)]
    if isinstance(block, Signature):
        return signature(block)
    if isinstance(block, Imprint):
        return imprint(block, paper)
    return [_line(block, paper, new_page, signed)]


def _line(block: Block, paper: Paper, new_page: bool, signed: bool) -> BaseOxmlElement:
    if isinstance(block, Title):
        shape = Shape("center", line=round(block.size * 30), after=120, keep_next=True, new_page=new_page, grid=False)
        title = "\n".join(title_lines(block.text, block.size, paper.text_width))
        return paragraph(title, Font(XIAOBIAOSONG, block.size), shape)
    if isinstance(block, Strip):
        return _strip(block, paper)
    if isinstance(block, Sealed):
        return _line(Para(block.text, Style.NOTE), paper, new_page, signed)
    if isinstance(block, Para):
        font, shape = LOOKS[block.style]
        keep = shape.keep_next or signed
        return paragraph(one_line(block.text), font, replace(shape, keep_next=keep, new_page=new_page))
    if isinstance(block, Cut):
        return paragraph("", Font(size=6), Shape(line=0, after=120, keep_next=True, grid=False, borders=(CUT,)))
    lines = block.lines if isinstance(block, Gap) else 1
    return paragraph("", Font(), Shape(line=round(PITCH * lines), keep_next=signed, grid=False))


def _strip(block: Strip, paper: Paper) -> BaseOxmlElement:
    stops = (("right", twips(paper.text_width)),)
    shape = Shape("left", line=0, before=60, after=100, keep_next=True, grid=False, tabs=stops)
    return paragraph("\t".join(one_line(part) for part in block.parts), Font(FANGSONG, 12), shape)
