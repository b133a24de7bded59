"""A hostile .xlsx is refused, or read as harmless text, by a process that may have half a gigabyte and ten seconds."""

import io
import time
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
import xlsxwriter

from guanmo.lib.office_file import FileRefused
from guanmo.lib.refusal import Refused
from guanmo.lib.workbook import Limits, read_workbook
from guanmo.stages.sheets.importers.read import read_sheets
from tests.lib.greedy_readers import without_bounds

pytestmark = pytest.mark.usefixtures("children")


def workbook(*cells: tuple[str, str]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet("组织")
        for place, text in cells:
            page.write_string(place, text)
    return made.getvalue()


def workbook_with_formula(formula: str) -> bytes:
    """A cell whose formula asks another program, as a spreadsheet keeps it: without the sign of equality."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.add_worksheet("组织").write_formula("A1", f"={formula}", None, 0)
    return made.getvalue()


def bomb(member: str = "xl/media/image1.png") -> bytes:
    made = io.BytesIO(workbook(("A1", "党组织代码")))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as big:
        for _ in range(200):
            big.write(b"\0" * 1024 * 1024)
    return made.getvalue()


def answer(content: bytes) -> str:
    """What is said of it within ten seconds; half a gigabyte is all that the process has."""
    before = time.monotonic()
    try:
        said = f"read {read_workbook(content, Limits(rows=20_000))[0].rows}"
    except FileRefused as refused:
        said = refused.code
    assert time.monotonic() - before < 10
    return said


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (bomb, "zip_bomb"),
        (partial(workbook, ("A1", "党组织代码"), ("XFD1048576", "远")), "too_many_rows"),
        (partial(workbook, ("A1", "党组织代码"), ("XFD2", "远")), "too_wide"),
        (partial(workbook, ("A1", "党组织代码"), ("A2", "=cmd|'/c calc'!A1")), "command"),
        (partial(workbook, ("A1", "+cmd|' /c powershell'!A0")), "command"),
        (partial(workbook_with_formula, "cmd|'/c calc'!A0"), "command"),
        (partial(workbook_with_formula, "SUM(cmd|'/c calc'!A0)"), "command"),
        (partial(workbook_with_formula, 'IF(1,DDE("cmd","/c calc","A0"),"")'), "command"),
    ],
)
def test_hostile_workbook_is_refused_in_ten_seconds_and_half_a_gigabyte(made: Callable[[], bytes], said: str) -> None:
    assert answer(made()) == said


@pytest.mark.parametrize(
    "text", ["=1+1", "甲|乙！", "=甲=乙|丙", "-李家庄|2组", "A|B!", "=SUM(A1:A2)!", "z@qq.com|13800000000 !"]
)
def test_control_other_text_that_looks_odd_stays_the_text_that_it_is(text: str) -> None:
    assert answer(workbook(("A1", text))) == f"""read (({text!r},),)"""


def test_control_a_formula_with_a_bar_in_its_words_is_read() -> None:
    assert answer(workbook_with_formula('A2&"甲|乙"')).startswith("read")


def test_control_a_reader_without_bounds_does_not_survive_the_far_cell() -> None:
    with pytest.raises(FileRefused) as refused:
        without_bounds(workbook(("A1", "党组织代码"), ("XFD1048576", "远")))
    assert refused.value.code == "too_much"


def test_score_sheet_with_a_command_is_refused_too() -> None:
    with pytest.raises(Refused, match="会运行程序的公式"):
        read_sheets(workbook(("A1", "序号"), ("B2", "=cmd|'/c calc'!A1")), "得分表.xlsx")
