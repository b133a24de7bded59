"""No cell of a CSV begins a formula, and the reader of our own files gets the text as it was (security.md E2)."""

from pathlib import Path

import pytest

from guanmo.command.csv_file import read_rows
from guanmo.lib.formula_cells import as_it_was, harmless

FORMULAS = [f"{first}1+1" for first in "=+-@\t\r\0＝＋－＠"] + ["=cmd|'/c calc'!A0", "  =1", "\u3000＝1", "'=1", "''=1"]
PLAIN = ["A1村", "", "1", "'", "李家庄-2组", "甲=乙", "“＝”村", "' 甲"]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_is_a_text_and_comes_back_as_it_was(text: str) -> None:
    assert harmless(text) == "'" + text
    assert as_it_was(harmless(text)) == text


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_stays_what_it_is(text: str) -> None:
    assert harmless(text) == text == as_it_was(text)


def test_our_reader_takes_the_mark_away(tmp_path: Path) -> None:
    file = tmp_path / "draw-list.csv"
    file.write_text(f"organisation\n{harmless('=1+1村')}\nA1村\n", encoding="utf-8-sig")

    assert [cells["organisation"] for _line, cells in read_rows(file, ["organisation"])] == ["=1+1村", "A1村"]
