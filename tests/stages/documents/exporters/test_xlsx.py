"""Does the .xlsx give calamine every figure as a number and every text literally?"""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from guanmo.stages.documents.exporters import to_xlsx
from tests.stages.documents.exporters import samples

KINDS = ("blank", "filled", "ledger", "ranking", "aggregate", "working_ledger", "assessment")


def part(content, name):
    """One part of the file as text."""
    with ZipFile(BytesIO(to_xlsx(content))) as archive:
        return archive.read(f"xl/{name}").decode()


def rows_of(content):
    return CalamineWorkbook.from_filelike(BytesIO(to_xlsx(content))).get_sheet_by_index(0).to_python()


def test_ranking_figures_are_numbers():
    content = samples.ranking()
    rows = rows_of(content)
    head = ["名次", "党组织名称", "得分", *samples.SECTIONS, "份数", "类别", "备注"]
    at = rows.index(head) + 1
    for row, wanted in zip(rows[at : at + 11], content.rows, strict=False):
        parts = [float(score) for score in wanted.section_scores]
        assert row[:9] == [wanted.rank, wanted.organisation, float(wanted.score), *parts, wanted.ballots]
    assert rows[at + 11][:9] == ["—", "青禾镇第12村党支部", *["—"] * 6, 0]
    assert rows[at][10] == "回避1份"
    assert rows[at + 2][10] == "折算；回避1份"
    assert any(str(row[0]).startswith("计分规则：方法为去极值平均分；去掉最高1份、最低1份") for row in rows)


def test_ledger_has_six_columns_and_every_row():
    rows = rows_of(samples.ledger(200))
    at = rows.index(["党组织名称", "整改事项", "整改措施", "整改时限", "责任人", "完成销号时间"]) + 1
    assert len(rows) == at + 200
    assert rows[at] == [
        "青禾镇第1村党支部",
        "1号问题：第2季度少开1次党员大会，会议记录缺记录人签字",
        "1号措施：补开党员大会，补齐签字，支部书记每月检查一次记录本",
        "2026年11月2日",
        "责任人乙",
        "2026年11月20日",
    ]
    assert rows[at + 1][5] == ""


def test_filled_sheet_figures_are_numbers():
    rows = rows_of(samples.sheet())
    at = rows.index(["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"]) + 1
    assert rows[at][3:] == [1.25, "第2季度少开1次党员大会", 1.75]
    assert rows[at + 1][3:] == [0, "", 3]
    assert rows[at + 36][3:] == ["—", "不适用", "不适用"]
    assert rows[at + 37][3:] == [1.25, "按适用指标折算", 93.37]


def test_blank_sheet_has_no_figures_to_fill_in():
    rows = rows_of(samples.sheet(filled=False))
    at = rows.index(["序号", "考核指标", "考核内容", "扣分", "扣分原因", "得分"]) + 1
    assert [row[3:] for row in rows[at : at + 37]] == [["", "", ""]] * 37
    assert rows[at][2] == (
        "1.第1项内容按要求开展，有计划、有记录、有图文资料，台账完整，按时上报推进情况，效果明显（3分）"
    )


@pytest.mark.parametrize("hostile", [samples.HOSTILE, "=1+1", "@SUM(A1)", "+8613900000000", "https://example.org"])
def test_hostile_text_is_stored_as_text(hostile):
    content = samples.sheet(reason=hostile)
    rows = rows_of(content)
    printed = samples.HOSTILE_PRINTED if hostile == samples.HOSTILE else hostile
    assert [row[4] for row in rows].count(printed) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_stays_one_when_its_cell_is_edited_by_hand(kind):
    content = samples.all_contents()[kind]
    looks = re.search(r"<cellXfs.*?</cellXfs>", part(content, "styles.xml"), re.DOTALL)[0]
    prefixed = ['quotePrefix="1"' in look for look in re.findall(r"<xf [^>]*>", looks)]
    texts = re.findall(r'<c r="[A-Z]+\d+" s="(\d+)" t="s">', part(content, "worksheets/sheet1.xml"))
    figures = re.findall(r'<c r="[A-Z]+\d+" s="(\d+)"><v>', part(content, "worksheets/sheet1.xml"))
    assert texts
    assert [text for text in texts if not prefixed[int(text)]] == []
    assert [figure for figure in figures if prefixed[int(figure)]] == []  # control: a figure has no such mark


@pytest.mark.parametrize("kind", KINDS)
def test_xlsx_of_the_same_content_is_the_same_bytes(kind):
    content = samples.all_contents()[kind]
    assert to_xlsx(content) == to_xlsx(content)


def test_empty_lists_say_so():
    assert "无整改事项" in [row[0] for row in rows_of(samples.ledger(0))]
    assert "无参加排名的党组织" in [row[0] for row in rows_of(samples.ranking(0))]


def test_totals_are_formulas_with_their_values_beside_them():
    sheet = part(samples.working_ledger(8), "worksheets/sheet1.xml")
    formulas = dict(re.findall(r"<f>([^<]*)</f><v>([^<]*)</v>", sheet))
    # rows 5 to 12 below title, strip and a head of two rows; 8 matters, 4 signed off, 2 late (rows 4 and 8)
    assert formulas == {"COUNTA(G5:G12)": "8.0", 'COUNTIF(O5:O12,"?*")': "4.0", "COUNT(P5:P12)": "2.0"}
    totals = rows_of(samples.working_ledger(8))[-1]
    assert (totals[6], totals[14], totals[15]) == (8, 4, 2)


def test_head_of_two_rows_is_merged_and_repeated_and_the_area_to_print_is_set():
    content = samples.working_ledger(300)
    sheet = part(content, "worksheets/sheet1.xml")
    for merged in ("A3:A4", "B3:B4", "C3:G3", "H3:L3", "M3:P3"):
        assert f'<mergeCell ref="{merged}"/>' in sheet
    names = part(content, "workbook.xml")
    assert "工作台账!$A$1:$P$305" in names  # title, strip, two rows of head, 300 rows, totals
    assert "工作台账!$3:$4" in names
    assert '<ignoredError sqref="A1:P305" numberStoredAsText="1"/>' in sheet


def test_empty_working_ledger_says_so_and_has_no_totals():
    rows = rows_of(samples.working_ledger(0))
    assert rows[4][0] == "无整改事项"
    assert len(rows) == 5


def test_long_numbers_keep_their_digits():
    content = samples.sheet(reason="01234567890123456789")
    assert [row[4] for row in rows_of(content)].count("01234567890123456789") == 1
    assert 'formatCode="@"' in part(content, "styles.xml") or 'numFmtId="49"' in part(content, "styles.xml")
