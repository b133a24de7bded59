"""Every exporter of tables is found from the code and writes texts as texts (security.md E2)."""

import ast
import csv
from dataclasses import fields
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from xlsxwriter import Workbook

from guanmo.lib.csv_text import csv_text
from guanmo.lib.formula_cells import harmless
from guanmo.stages.documents.exporters.xlsx import PLAIN_TEXT
from guanmo.stages.organisations.exporters.looks import looks_of, new_book

SOURCE = Path(__file__).parents[2] / "src" / "guanmo"
GUESSING = {"write", "write_row", "write_column", "write_formula", "write_array_formula", "write_dynamic_array_formula"}
GUESSING |= {"write_rich_string", "write_url", "insert_textbox"}
OWN_TOTALS = ("stages/documents/exporters/xlsx/sheet.py", "write_formula")
"""The one formula: a sum or a count over cells of its own column; no text is part of it."""
FORMULAS = [f"{first}1+1" for first in "=+-@\t＝＋－＠"] + ["=cmd|'/c calc'!A0", "{=1}", "http://evil.example", "0012"]


def modules(name: str) -> dict[str, ast.Module]:
    """The modules that import a library, by their path."""
    found = {}
    for file in SOURCE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if f"import {name}" in text or f"from {name}" in text:
            found[file.relative_to(SOURCE).as_posix()] = ast.parse(text)
    return found


def calls(tree: ast.Module) -> list[tuple[str, ast.Call]]:
    return [
        (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", ""), node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    ]


def test_no_exporter_lets_the_library_guess_what_a_text_is() -> None:
    found = modules("xlsxwriter")
    guessing = {(path, name) for path, tree in found.items() for name, _call in calls(tree) if name in GUESSING}

    assert len(found) >= 6
    assert guessing == {OWN_TOTALS}


def test_every_workbook_is_made_with_the_options_that_take_texts_for_texts() -> None:
    made = {
        (path, ast.unparse(call.args[1]) if len(call.args) > 1 else "")
        for path, tree in modules("xlsxwriter").items()
        for name, call in calls(tree)
        if name == "Workbook"
    }

    assert made == {
        ("stages/documents/exporters/xlsx/__init__.py", "PLAIN_TEXT"),
        ("stages/organisations/exporters/looks.py", "options"),
    }


def test_one_place_writes_csv_and_makes_every_text_harmless() -> None:
    writers = {path for path, tree in modules("csv").items() if "writer" in {name for name, _ in calls(tree)}}

    assert writers == {"lib/csv_text.py"}
    for text in FORMULAS:
        (row,) = csv.reader(StringIO(csv_text([(text, -1, None)])))
        assert row == [harmless(text), "-1", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_in_either_kind_of_workbook_is_no_formula_and_no_link(text: str) -> None:
    file, other = BytesIO(), BytesIO()
    with new_book(file) as book:
        book.add_worksheet().write(0, 0, text)
    with Workbook(other, PLAIN_TEXT) as book:
        page = book.add_worksheet()
        page.write(0, 0, text)
        page.merge_range(1, 0, 1, 3, text, book.add_format())

    for one in (file, other):
        sheet = ZipFile(one).read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<f " not in sheet
        assert "hyperlink" not in sheet
        assert '<c r="A1" t="s">' in sheet


def test_texts_of_the_other_workbooks_stay_texts_when_a_cell_is_edited_by_hand() -> None:
    with new_book(BytesIO()) as book:
        looks = looks_of(book)
        marked = {one.name for one in fields(looks) if getattr(looks, one.name).quote_prefix}

    assert {one.name for one in fields(looks)} - marked == {"day"}


def test_control_a_workbook_without_the_options_makes_a_formula() -> None:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, "=1+1")

    assert b"<f>" in ZipFile(file).read("xl/worksheets/sheet1.xml")
