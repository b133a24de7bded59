"""Does each kind come out whole, empty and with 300 rows, with long names and with the characters 堃, 喆 and 𬭼?"""

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from guanmo.stages.documents.exporters import SpreadsheetContent, rare_characters, to_docx, to_html, to_pdf, to_xlsx
from guanmo.stages.documents.exporters.cautions import texts_of
from tests.stages.documents.exporters import figures
from tests.stages.documents.exporters.conftest import tool
from tests.stages.documents.exporters.lengths import KINDS, LONG, PERSON, RARE, ROWS, of_length

CASES = [(kind, rows) for kind in KINDS for rows in ROWS]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, int], str]:
    """The text of each .docx as LibreOffice lays it out: one run of it for all."""
    folder = tmp_path_factory.mktemp("lengths")
    for kind, rows in CASES:
        (folder / f"{kind}-{rows}.docx").write_bytes(to_docx(of_length(kind, rows)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(str(path) for path in folder.glob("*.docx"))
    command = [tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=900)
    return lambda kind, rows: text_of(folder / f"{kind}-{rows}.pdf")


def text_of(pdf: Path) -> str:
    read = subprocess.run([tool("pdftotext"), "-raw", str(pdf), "-"], capture_output=True, check=True)
    return read.stdout.decode()


def lost(content: object, text: str) -> dict[str, object]:
    """The figures that the text lacks, and how often a long name was cut or lost its rare characters; a page may end in it."""
    said, plain = "".join(texts_of(content)), re.sub(r"—\d+—", "", figures.squeezed(text))
    cut = {name: said.count(name) - plain.count(name) for name in (LONG, PERSON, RARE)}
    return {**figures.missing(figures.expected(content), text), **{name: n for name, n in cut.items() if n > 0}}


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_pdf_says_everything(kind: str, rows: int, tmp_path: Path) -> None:
    content, made = of_length(kind, rows), tmp_path / "made.pdf"
    made.write_bytes(to_pdf(content))
    text = text_of(made)
    assert lost(content, text) == {}
    pages = text.count("\f")
    assert pages > 3 if rows == 300 and kind != "withdrawal" else 1 <= pages <= 20, pages


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_docx_says_everything_in_libreoffice(kind: str, rows: int, office: Callable[[str, int], str]) -> None:
    assert lost(of_length(kind, rows), office(kind, rows)) == {}


@pytest.mark.parametrize(("kind", "rows"), CASES)
def test_page_for_print_says_everything(kind: str, rows: int) -> None:
    content = of_length(kind, rows)
    assert lost(content, to_html(content).decode()) == {}


@pytest.mark.parametrize(("kind", "rows"), [case for case in CASES if isinstance(of_length(*case), SpreadsheetContent)])
def test_xlsx_says_everything_to_calamine(kind: str, rows: int) -> None:
    content = of_length(kind, rows)
    [sheet] = [CalamineWorkbook.from_filelike(BytesIO(to_xlsx(content))).get_sheet_by_index(0)]
    cells = [cell for row in sheet.to_python() for cell in row]
    text = "\n".join(f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells)
    names = {name: "".join(texts_of(content)).count(name) - text.count(name) for name in (LONG, PERSON, RARE)}
    assert [name for name, missing in names.items() if missing > 0] == []
    assert len(sheet.to_python()) >= rows


def test_control_every_long_name_is_asked_for_and_none_is_rare_to_our_fonts() -> None:
    contents = [of_length(kind, 12) for kind in KINDS]
    assert sum(LONG in "".join(texts_of(one)) for one in contents) >= 14
    assert [rare_characters(one) for one in contents] == [()] * len(KINDS)
    assert lost(of_length("ledger", 1), "青禾镇第1村党支部") != {}
