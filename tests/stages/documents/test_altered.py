"""A figure changed by hand in an issued .docx is found and named; words may change."""

import io
import zipfile
from io import BytesIO

import pytest
from docx import Document

from guanmo.lib.office_file import FileRefused
from guanmo.stages.documents.exporters import to_docx
from guanmo.stages.documents.importers.altered import altered
from tests.stages.documents.exporters import samples


def changed(content: bytes, old: str, new: str) -> bytes:
    """The .docx as somebody saved it after replacing one text, run by run as WPS would write it anew."""
    document = Document(BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    hit = next(one for one in paragraphs if old in one.text)
    text = hit.text.replace(old, new)
    for run in hit.runs[1:]:
        run._element.getparent().remove(run._element)
    hit.runs[0].text = text
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


def told(issued: bytes, copy: bytes) -> list[tuple[str, str, str]]:
    return [(one.place, one.issued, one.copy) for one in altered(issued, copy)]


ISSUED = to_docx(samples.bulletin())


def test_unchanged_copy_has_no_difference_even_when_saved_by_another_program():
    assert told(ISSUED, changed(ISSUED, "阵地建设持续加强", "阵地建设持续加强")) == []


def test_figure_in_running_text_is_named():
    # place: red head, number, two blank paragraphs count for nothing; the sentence is the seventh paragraph with text
    [(place, issued, copy)] = told(ISSUED, changed(ISSUED, "86.42", "88.42"))
    assert "本轮观摩共收到评分表153份" in place
    assert (issued, copy) == ("86.42", "88.42")


def test_score_in_a_table_is_named_by_its_row():
    # row 2 of the sample: 97.63 - 2 x 1.37 = 94.89
    [(place, issued, copy)] = told(ISSUED, changed(ISSUED, "94.89", "95.89"))
    assert place == "表1第3行“青禾镇第2村党支部”"
    assert (issued, copy) == ("94.89", "95.89")


@pytest.mark.parametrize(
    ("issued", "copy"), [("-5", "5"), ("5", "−5"), ("3", "3万"), ("12.5%", "12.5"), ("3万", "3亿"), ("80％", "80%")]
)
def test_sign_and_unit_belong_to_the_figure(issued, copy):
    base = changed(ISSUED, "86.42分", f"计{issued}分")
    assert [one[1:] for one in told(base, changed(base, f"计{issued}分", f"计{copy}分"))] == [(issued, copy)]


def test_copy_that_is_many_times_as_long_is_not_compared():
    document = Document(BytesIO(ISSUED))
    for number in range(1000):
        document.add_paragraph(f"第{number}次")
    longer = BytesIO()
    document.save(longer)
    with pytest.raises(FileRefused) as refused:
        altered(ISSUED, longer.getvalue())
    assert refused.value.code == "other_document"


def test_words_may_change_but_a_figure_in_the_same_sentence_may_not():
    assert told(ISSUED, changed(ISSUED, "较上季度提高", "比上季度提高了")) == []
    copy = changed(ISSUED, "全镇平均得分86.42分，较上季度提高", "全镇平均得分为87.42分，比上季度提高了")
    assert [one[1:] for one in told(ISSUED, copy)] == [("86.42", "87.42")]


def test_row_that_was_taken_out_or_put_in_is_named():
    document = Document(BytesIO(ISSUED))
    row = document.tables[0].rows[4]._element
    row.getparent().remove(row)
    saved = BytesIO()
    document.save(saved)
    [(place, issued, copy)] = told(ISSUED, saved.getvalue())
    assert place == "表1第5行“青禾镇第4村党支部”"
    assert "92.15" in issued
    assert copy == ""
    assert [one[2] for one in told(saved.getvalue(), ISSUED)] == [issued]


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize("copy", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", bomb])
def test_what_is_no_readable_docx_is_refused(copy):
    with pytest.raises(FileRefused):
        altered(ISSUED, copy() if callable(copy) else copy)
