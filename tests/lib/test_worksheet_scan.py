"""The quick look at a worksheet's extent says what the parser says, or leaves it to the parser."""

import io
import zipfile

import pytest

from guanmo.lib.worksheet_scan import scan

HEAD = '<?xml version="1.0" encoding="UTF-8"?><worksheet><sheetData>'
TAIL = "</sheetData></worksheet>"
USUAL = (
    HEAD
    + '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" s="2"/></row><row r="9"><c r="B9"><v>1</v></c></row>'
    + TAIL
)


def extent(xml: str, encoding: str = "utf-8") -> tuple[int, int]:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("sheet.xml", xml.encode(encoding))
    with zipfile.ZipFile(made) as archive:
        found = scan(archive, "sheet.xml", rows=100, columns=100)
    return found.rows, found.columns


@pytest.mark.parametrize(
    ("xml", "wanted"),
    [
        (USUAL, (9, 2)),  # the formatted empty cell C1 counts for nothing
        (HEAD + TAIL, (0, 0)),
        (USUAL.replace('r="B9"', "r='B9'"), (9, 2)),
        (USUAL.replace('<c r="B9">', '<c s="1" r="B9">'), (9, 2)),
        (USUAL.replace('<c r="B9">', "<c>"), (9, 1)),
        (
            USUAL.replace("<c ", "<x:c ").replace("</c>", "</x:c>").replace("<worksheet>", '<worksheet xmlns:x="x">'),
            (9, 2),
        ),
        (USUAL.replace('r="B9"', 'r="XFD1048576"').replace('<row r="9">', '<row r="1048576">'), (1048576, 16384)),
        (USUAL.replace('<c r="B9"><v>1</v></c>', '<c r="CV9"></c>'), (9, 100)),
    ],
)
def test_extent_is_that_of_the_last_cell_with_content(xml: str, wanted: tuple[int, int]) -> None:
    assert extent(xml) == wanted


def test_another_encoding_is_left_to_the_parser() -> None:
    assert extent(USUAL.replace("UTF-8", "UTF-16"), "utf-16") == (9, 2)
