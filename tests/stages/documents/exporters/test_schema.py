"""Does each .docx and .xlsx keep the schema of ECMA-376 (first edition, as Office 2007 reads it), says a validator of others?

``GUANMO_OOXML_VALIDATOR`` names the command: the npm package @ooxml-tools/validate has one, ``ooxml-validate``. It takes
seconds for each file, so that without the name this is skipped, and ``test_docx`` looks at the order of elements alone.
"""

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from guanmo.stages.documents.exporters import SpreadsheetContent, to_docx, to_xlsx
from tests.stages.documents.exporters.lengths import KINDS, of_length

VALIDATOR = os.environ.get("GUANMO_OOXML_VALIDATOR", "")
pytestmark = pytest.mark.skipif(not VALIDATOR, reason="GUANMO_OOXML_VALIDATOR names no validator of Office Open XML")
TABLES = [kind for kind in KINDS if isinstance(of_length(kind, 1), SpreadsheetContent)]


def faults(file: Path) -> list[str]:
    """What the validator finds wrong with a file."""
    command = [VALIDATOR, "--ov", "Office2007", "--of", "json", "-f", file.suffix[1:], str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout
    return [one["description"] for one in json.loads(told)]


@pytest.mark.parametrize("kind", KINDS)
def test_docx_keeps_the_schema(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "made.docx"
    file.write_bytes(to_docx(of_length(kind, 12)))
    assert faults(file) == []


@pytest.mark.parametrize("kind", TABLES)
def test_xlsx_keeps_the_schema(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "made.xlsx"
    content = of_length(kind, 12)
    assert isinstance(content, SpreadsheetContent)
    file.write_bytes(to_xlsx(content))
    assert faults(file) == []


@pytest.mark.parametrize(
    ("made", "part", "old", "new"),
    [
        (to_docx, "word/document.xml", b"<w:pPr>", b'<w:pPr><w:jc w:val="center"/>'),
        (to_xlsx, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<printOptions/><sheetData>"),
    ],
)
def test_control_one_element_out_of_order_is_found(made, part: str, old: bytes, new: bytes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    good, bad = tmp_path / "good", tmp_path / ("bad.docx" if made is to_docx else "bad.xlsx")
    good.write_bytes(made(of_length("ledger", 1)))
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(bad, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(old, new, 1) if name == part else content)
    assert faults(bad) != []
