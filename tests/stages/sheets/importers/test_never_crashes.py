"""Whatever stands under a head: a sheet or one sentence, in reasonable time, and the JSON form gives it back."""

import io
import json
import time
from decimal import Decimal

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from guanmo.lib.refusal import Refused
from guanmo.stages.sheets.importers.json_form import from_json, to_json
from guanmo.stages.sheets.importers.read import read_sheets
from tests.stages.sheets.importers.offices import COLUMNS, items_docx, lines

PIECES = [
    "", "一", "一、", "1.", "2、", "（3）", "④", "12", "3分", "（3分）", "(2.5分)", "党建基础", "统一标识", "每少1次扣0.5分", "最多扣2分",
    "扣完为止", "不得分", "一票否决", "加1分", "半", "百", "合计", "小计", "注：", "序号", "考核内容", "标准分", "，", "；", "。", "\n", " ",
    "-3", "3.125", "9" * 40, "九九", "²", "٣", "發(fā)", "(", ")", "（", '"', "|", "党建考核表", "扣1—2分", "十" * 9,
]  # fmt: skip
CELL = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
ROWS = st.lists(st.lists(CELL, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=8)


def read_and_return(data: bytes, filename: str) -> None:
    try:
        readings = read_sheets(data, filename)
    except Refused:
        return
    for reading in readings:
        assert from_json(json.loads(json.dumps(to_json(reading)), parse_float=Decimal)).sections == tuple(
            reading.sheet.sections
        )


@settings(max_examples=150, deadline=None)
@given(ROWS)
def test_any_text_table(rows: list[list[str]]) -> None:
    read_and_return(lines("\t".join(COLUMNS), *("\t".join(row) for row in rows)), "表.txt")


@settings(max_examples=25, deadline=None)
@given(ROWS)
def test_any_word_table(rows: list[list[str]]) -> None:
    read_and_return(items_docx(COLUMNS, *rows), "表.docx")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["表.txt", "表.docx", "表.xlsx", "表.csv", "表"]))
def test_any_bytes(data: bytes, filename: str) -> None:
    read_and_return(data, filename)


@pytest.mark.parametrize("run", [" ", "，", "(", "（", "1分", "中", "1.", '"', "扣", "一次", "\n", "(a", "中(ā"])
def test_long_runs_in_a_cell_take_no_long_time(run: str) -> None:
    started = time.perf_counter()
    read_and_return(items_docx(("考核内容", "标准分"), ("统一标识" + run * 10_000 + "完", "100")), "表.docx")
    assert time.perf_counter() - started < 5


def test_two_thousand_merged_rows_take_no_long_time() -> None:
    document = docx.Document(io.BytesIO(items_docx(("考核指标", "考核内容", "标准分"), ("党建", "统一标识", "1"))))
    row = document.tables[0].rows[1]._tr
    merge = OxmlElement("w:vMerge")
    for _count in range(1_900):
        copy = row.__deepcopy__({})
        copy.tc_lst[0].get_or_add_tcPr().append(merge.__deepcopy__({}))
        row.addnext(copy)
    target = io.BytesIO()
    document.save(target)
    started = time.perf_counter()
    reading = read_sheets(target.getvalue(), "表.docx")[0]
    assert time.perf_counter() - started < 10
    assert len(list(reading.sheet.items)) == 1_901


def test_absurd_column_counts_in_word_are_refused() -> None:
    document = docx.Document(io.BytesIO(items_docx(("考核内容", "标准分"), ("统一标识", "100"))))
    span = OxmlElement("w:gridSpan")
    span.set(qn("w:val"), "1000000000")
    document.tables[0].rows[1]._tr.tc_lst[0].get_or_add_tcPr().append(span)
    target = io.BytesIO()
    document.save(target)
    with pytest.raises(Refused) as refused:
        read_sheets(target.getvalue(), "表.docx")
    assert refused.value.code == "too_wide"
