"""Does the PDF say everything, literally, on every page, and the same each time?"""

import dataclasses
import re
from datetime import date

import pytest

from guanmo.stages.documents.exporters import to_pdf
from tests.stages.documents.exporters import figures, samples

KINDS = sorted(samples.all_contents())


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_shows_every_figure_to_pdftotext(kind, read_pdf):
    content = samples.all_contents()[kind]
    assert figures.missing(figures.expected(content), read_pdf(to_pdf(content))) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_pdf_of_the_same_content_is_the_same_bytes(kind):
    content = samples.all_contents()[kind]
    assert to_pdf(content) == to_pdf(content)


def test_pdf_of_another_day_differs():
    other = dataclasses.replace(samples.ledger(), date=date(2026, 10, 10))
    assert to_pdf(other) != to_pdf(samples.ledger())


def test_pdf_is_marked_as_pdf_a_2b():
    made = to_pdf(samples.notice())
    assert re.search(rb"pdfaid:part>2<", made)
    assert re.search(rb"pdfaid:conformance>B<", made)


def test_a_word_longer_than_its_cell_is_broken_and_not_lost(read_pdf):
    address = "https://example.org/" + "".join(f"{number}-" for number in range(1000, 1040))
    page = read_pdf(to_pdf(samples.ledger(1, address)), "-raw")
    assert address in figures.squeezed(page.replace("\u200b", ""))


def test_a_character_without_a_glyph_does_not_stop_the_document(read_pdf):
    text = figures.squeezed(read_pdf(to_pdf(samples.notice("ไทย三人签字缺2次"))))
    assert "三人签字缺2次" in text


def test_hostile_text_is_printed_literally(read_pdf):
    text = figures.squeezed(read_pdf(to_pdf(samples.notice(samples.HOSTILE)), "-raw"))
    assert figures.squeezed(samples.HOSTILE_PRINTED) in text


def test_hostile_text_is_printed_literally_in_running_text_and_titles(read_pdf):
    content = dataclasses.replace(samples.summary(), title=samples.HOSTILE, experience=(samples.HOSTILE,))
    text = figures.squeezed(read_pdf(to_pdf(content), "-raw"))
    assert text.count(figures.squeezed(samples.HOSTILE_PRINTED)) == 2


def test_long_ledger_repeats_its_head_on_every_page_and_loses_no_row(read_pdf):
    text = read_pdf(to_pdf(samples.ledger(200)))
    pages = text.rstrip("\f").split("\f")
    assert all("完成销号时间" in figures.squeezed(page) for page in pages)
    assert set(re.findall(r"(\d+)号问题", text)) == {str(number) for number in range(1, 201)}
    assert figures.missing(figures.expected(samples.ledger(200)), text) == {}


def test_long_reason_is_printed_to_its_last_word(read_pdf):
    reason = "".join(f"第{number}句" for number in range(1001, 1126))
    text = read_pdf(to_pdf(samples.sheet(reason=reason)))
    assert set(re.findall(r"\b1[01]\d\d\b", re.sub(r"\D", " ", text))) == {str(n) for n in range(1001, 1126)}


def test_ledger_has_the_six_columns_of_the_source(read_pdf):
    text = read_pdf(to_pdf(samples.ledger()))
    head = next(line for line in text.splitlines() if "整改事项" in line)
    assert head.split() == ["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (samples.ledger(0), "无整改事项"),
        (samples.ranking(0), "无参加排名的党组织"),
        (dataclasses.replace(samples.summary(), experience=()), "本轮无记录。"),
        (dataclasses.replace(samples.bulletin(()), copies_to="", printed_by="", note=""), "2026年10月9日"),
    ],
)
def test_empty_lists_say_so_on_one_clean_page_run(content, sentence, read_pdf):
    assert sentence in figures.squeezed(read_pdf(to_pdf(content)))


def test_ranking_prints_its_rule(read_pdf):
    text = figures.squeezed(read_pdf(to_pdf(samples.ranking()), "-raw"))
    rule = (
        "计分规则：方法为去极值平均分；去掉最高1份、最低1份；保留2位小数（四舍五入）；"
        "并列规则：得分相同名次并列，后面的名次空出；"
        "分类标准：90分及以上为先进，75分及以上不足90分为达标，不足75分为落后。"
    )
    assert rule in text


def test_sheet_marks_what_does_not_apply_and_how_it_was_rescaled(read_pdf):
    text = figures.squeezed(read_pdf(to_pdf(samples.sheet())))
    assert text.count("不适用") == 3
    assert "适用指标满分97分，实得90.57分，折算得分93.37分" in text


def test_signature_never_stands_on_a_page_without_text(read_pdf):
    for extra in range(8):
        lines = samples.summary().problems + ("又一个问题。",) * extra
        text = read_pdf(to_pdf(dataclasses.replace(samples.summary(), problems=lines)))
        last = figures.squeezed(text.rstrip("\f").split("\f")[-1])
        assert "整改时限" in last
        assert last.index("整改时限") < last.index(samples.ISSUER)


def test_list_of_townships_without_sections_is_printed(read_pdf):
    rows = tuple(dataclasses.replace(row, section_scores=()) for row in samples.ranking().rows)
    content = dataclasses.replace(samples.ranking(), section_names=(), rows=rows)
    text = figures.squeezed(read_pdf(to_pdf(content)))
    assert "96.26" in text
    assert "党建基础" not in text


def test_section_scores_under_wrong_heads_are_refused():
    with pytest.raises(ValueError, match="5 section scores for 4 sections"):
        dataclasses.replace(samples.ranking(), section_names=samples.SECTIONS[:4])


def test_a_full_page_has_the_22_lines_of_the_standard(read_pdf):
    lines = tuple(f"第{number}段" for number in range(60))
    second_page = read_pdf(to_pdf(dataclasses.replace(samples.summary(), experience=lines))).split("\f")[1]
    assert len([line for line in second_page.splitlines() if "段" in line]) == 22


@pytest.mark.parametrize(("paragraphs", "pages"), [(2, 1), (9, 2)])
def test_copies_of_a_letter_end_the_type_area_of_its_last_page(paragraphs, pages, read_pdf):
    """One character of 14 pt in from the side; the type area ends 35 mm over the paper's edge (GB/T 9704-2012)."""
    names = "县委组织部，" + "，".join(f"县直第{number}局" for number in range(10, 22))
    content = dataclasses.replace(samples.letter(paragraphs), copies_to=names)

    printed = read_pdf(to_pdf(content), "-bbox").split("<page ")[1:]

    assert len(printed) == pages
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<', printed[-1])
    at = next(number for number, word in enumerate(words) if word[-1].startswith("抄送"))
    left, bottom = (mm / 25.4 * 72 for mm in (28, 297 - 35))
    lines = [[float(side) for side in word[:4]] for word in words[at:] if float(word[3]) < bottom + 1]
    assert lines[0][0] == pytest.approx(left + 14, abs=1)
    assert max(one[2] for one in lines) <= 210 / 25.4 * 72 - 26 / 25.4 * 72 - 14 + 1
    assert lines[-1][3] == pytest.approx(bottom, abs=1)
    assert lines[-1][3] - lines[-1][1] == pytest.approx(14, abs=0.5)
    assert lines[-1][1] > lines[0][1]  # it took two lines


@pytest.mark.parametrize("agreed", range(1, 9))
def test_imprint_ends_the_type_area_of_its_page_also_where_it_stands_there_alone(agreed, read_pdf):
    """Its lower line is the last thing above the margin of 35 mm, wherever the text ends (GB/T 9704-2012)."""
    last = read_pdf(to_pdf(samples.meeting_minutes(agreed)), "-bbox").split("<page ")[-1]
    bottoms = [float(at) for at in re.findall(r'yMax="([\d.]+)">[^<]*印发<', last)]
    assert bottoms == [pytest.approx((297 - 35) / 25.4 * 72, abs=9)]
