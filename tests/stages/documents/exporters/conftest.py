"""The exporter tests' other software: LibreOffice and poppler. A missing tool fails the test, it never skips it."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from guanmo.stages.documents.exporters import to_docx
from tests.stages.documents.exporters import samples

PACKAGES = "libreoffice-writer-nogui, libreoffice-calc-nogui, poppler-utils, fontconfig, fonts-liberation"


def tool(name: str) -> str:
    """The path of a tool; a test without it fails with the packages to install."""
    path = shutil.which(name)
    assert path, f"{name} is missing: install {PACKAGES}"
    return path


@pytest.fixture(scope="session")
def read_pdf(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """A function that gives the text of PDF bytes as pdftotext reads it."""
    folder = tmp_path_factory.mktemp("pdf")

    def read(content: bytes, mode: str = "-layout") -> str:
        path = folder / "document.pdf"
        path.write_bytes(content)
        done = subprocess.run([tool("pdftotext"), mode, str(path), "-"], capture_output=True, check=True)
        return done.stdout.decode()

    return read


@pytest.fixture(scope="session")
def office_texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of every sample's .docx as LibreOffice lays it out: one run of LibreOffice for all of them."""
    times = subprocess.run([tool("fc-match"), "Times New Roman"], capture_output=True, text=True, check=True).stdout
    assert "Times" in times or "Liberation" in times, f"{times}: nothing is as wide as Times: install {PACKAGES}"
    folder = tmp_path_factory.mktemp("office")
    contents = {**samples.all_contents(), "hostile": samples.notice(samples.HOSTILE), "long": samples.ledger(200)}
    contents |= {f"minutes {agreed}": samples.meeting_minutes(agreed) for agreed in range(5, 9)}
    for name, content in contents.items():
        (folder / f"{name}.docx").write_bytes(to_docx(content))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    command = [tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    return {name: _text(folder / f"{name}.pdf") for name in contents}


def _text(path: Path) -> str:
    done = subprocess.run([tool("pdftotext"), "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()
