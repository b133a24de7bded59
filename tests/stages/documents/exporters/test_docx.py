"""Does the .docx open elsewhere with everything in it, keep the schema's order, and stay the same each time?"""

from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from guanmo.stages.documents.exporters import to_docx
from tests.stages.documents.exporters import figures, samples

KINDS = sorted(samples.all_contents())
# Order of children by ECMA-376 part 1, as far as these files use them. Word refuses files that break it.
ORDER = {
    "pPr": "keepNext pageBreakBefore widowControl pBdr tabs autoSpaceDE autoSpaceDN snapToGrid spacing ind jc",
    "rPr": "rFonts b color spacing sz szCs lang",
    "tblPr": "tblpPr tblW jc tblBorders tblLayout tblCellMar",
    "tcPr": "tcW gridSpan vMerge tcMar vAlign",
    "sectPr": "headerReference|footerReference pgSz pgMar cols titlePg docGrid",
}


@pytest.mark.parametrize("kind", KINDS)
def test_docx_shows_every_figure_in_libreoffice(kind, office_texts):
    content = samples.all_contents()[kind]
    assert figures.missing(figures.expected(content), office_texts[kind]) == {}


def test_long_ledger_shows_every_figure_and_repeats_its_head_in_libreoffice(office_texts):
    text = office_texts["long"]
    assert figures.missing(figures.expected(samples.ledger(200)), text) == {}
    assert all("完成销号时间" in figures.squeezed(page) for page in text.rstrip("\f").split("\f"))


def test_hostile_text_stays_literal_in_docx(office_texts):
    document = Document(BytesIO(to_docx(samples.notice(samples.HOSTILE))))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert any(samples.HOSTILE_PRINTED in cell for cell in cells)
    assert "#pagebreak()" in office_texts["hostile"]


@pytest.mark.parametrize("kind", KINDS)
def test_docx_of_the_same_content_is_the_same_bytes(kind):
    content = samples.all_contents()[kind]
    assert to_docx(content) == to_docx(content)


@pytest.mark.parametrize("kind", KINDS)
def test_docx_keeps_the_order_of_the_schema(kind):
    with ZipFile(BytesIO(to_docx(samples.all_contents()[kind]))) as package:
        document = Document(BytesIO(to_docx(samples.all_contents()[kind])))
        assert package.testzip() is None
    for parent, children in ORDER.items():
        groups = enumerate(children.split())
        ranks = {qn(f"w:{name}"): rank for rank, names in groups for name in names.split("|")}
        for element in document.element.body.iter(qn(f"w:{parent}")):
            places = [ranks[child.tag] for child in element]
            assert all(left <= right for left, right in pairwise(places)), (parent, [child.tag for child in element])


def test_page_number_field_has_its_parts_in_runs_of_their_own():
    document = Document(BytesIO(to_docx(samples.summary())))
    runs = list(document.sections[0].footer._element.iter(qn("w:r")))
    parts = [[child.tag for child in run if child.tag != qn("w:rPr")] for run in runs]
    field = [qn("w:fldChar"), qn("w:instrText"), qn("w:fldChar"), qn("w:t"), qn("w:fldChar")]
    assert parts == [[qn("w:t")], *[[tag] for tag in field], [qn("w:t")]]


def test_bulletin_asks_for_the_fonts_and_the_lines_of_the_standard():
    document = Document(BytesIO(to_docx(samples.bulletin())))
    section = document.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [37, 35, 28, 26]
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:type")) == "lines"
    fonts = {font.get(qn("w:eastAsia")) for font in document.element.body.iter(qn("w:rFonts"))}
    assert fonts == {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"}


def test_imprint_is_broken_over_pages_nowhere(office_texts):
    """Of four lengths one ends where the foot of the page has room for one of its two lines alone."""
    pages = [page for name, text in office_texts.items() if name.startswith("minutes ") for page in text.split("\f")]
    kept = [("抄送" in page, "印发" in page) for page in pages]
    assert [one for one in kept if any(one)] == [(True, True)] * 4


def test_red_head_number_and_imprint_stand_in_the_bulletin(office_texts):
    text = figures.squeezed(office_texts["bulletin"])
    for part in (
        "中共青禾镇委员会文件",
        "青党发〔2026〕18号",
        "抄送：县委组织部",
        "2026年10月9日印发",
        "（此件发至各村（社区））",
    ):
        assert part in text
