"""``python dev.py bench documents``: the table of speeds, each with its aim and its ratio to LibreOffice."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django

from benchmarks.documents import contents
from guanmo.lib.memory import collect_rarely


@dataclass(frozen=True)
class Line:
    """One measurement in CPU seconds; ``per`` documents were made in it; ``aim`` is documents a second or seconds."""

    what: str
    seconds: float
    per: int
    aim: str
    met: bool


def cpu(act: Callable[[], object]) -> float:
    """The CPU seconds of this process for one act."""
    started = time.process_time()
    act()
    return time.process_time() - started


def main(words: list[str]) -> int:
    """Measure and print; the exit code says whether every aim was met."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guanmo.config.settings")
    with tempfile.TemporaryDirectory(prefix="guanmo-bench-") as folder:
        collect_rarely()  # as the server does
        os.environ.update(GUANMO_DATA_DIR=folder, GUANMO_SECRET_KEY="only-for-benchmarks-" + "x" * 40)
        django.setup()
        lines = measured(Path(folder))
        office = libreoffice(Path(folder))
    print(f"{'':44}{'CPU s':>9}{'each ms':>10}{'aim':>18}{'':>5}{'LibreOffice':>13}")
    for line in lines:
        each = line.seconds / line.per
        ratio = f"{office / each:.0f} x faster" if office and line.per > 1 else ""
        verdict = "ok" if line.met else "MISS"
        print(f"{line.what:44}{line.seconds:9.2f}{each * 1000:10.1f}{line.aim:>18}{verdict:>5}{ratio:>13}")
    if office:
        print(f"LibreOffice converts the same notices from .docx to .pdf in {office * 1000:.0f} ms of CPU each")
    return 0 if all(line.met for line in lines) else 1


def measured(folder: Path) -> list[Line]:
    """Every aim, warm."""
    from guanmo.lib.workbook import Limits, read_workbook
    from guanmo.stages.documents.exporters import to_docx, to_html, to_pdf, to_xlsx

    notices, long = contents.notices(500), contents.ledger(100_000)
    to_pdf(notices[0])
    to_docx(notices[0])
    lines = [
        _rate("500 notices as PDF", cpu(lambda: [to_pdf(one) for one in notices]), 500, 40),
        _rate("100 notices as .docx", cpu(lambda: [to_docx(one) for one in notices[:100]]), 100, 15),
        _rate("500 notices as HTML for print", cpu(lambda: [to_html(one) for one in notices]), 500, 40),
        _within("ledger of 500 rows as PDF", cpu(lambda: to_pdf(contents.ledger(500))), 0.5),
        _within("ledger of 500 rows as .docx", cpu(lambda: to_docx(contents.ledger(500))), 0.5),
        _within("100,000 rows out to .xlsx", cpu(lambda: (folder / "long.xlsx").write_bytes(to_xlsx(long))), 10),
    ]
    for number, notice in enumerate(notices[:20]):
        (folder / f"{number}.docx").write_bytes(to_docx(notice))
    data = (folder / "long.xlsx").read_bytes()
    seconds = cpu(lambda: read_workbook(data, Limits(rows=200_000)))
    return [*lines, _within("100,000 rows in from .xlsx", seconds, 2.5)]


def _rate(what: str, seconds: float, count: int, aim: int) -> Line:
    return Line(what, seconds, count, f">= {aim} a second", count / seconds >= aim)


def _within(what: str, seconds: float, aim: float) -> Line:
    return Line(what, seconds, 1, f"<= {aim:g} s", seconds <= aim)


def libreoffice(folder: Path) -> float:
    """CPU seconds for each of twenty notices from .docx to .pdf, in one run of LibreOffice; 0 where there is none."""
    office = shutil.which("soffice")
    if office is None:
        print("LibreOffice was not found: no ratios", file=sys.stderr)
        return 0.0
    files = sorted(str(path) for path in folder.glob("*.docx"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, files[0]], check=True, capture_output=True)  # the profile is made, the program is warm
    before = os.times()
    subprocess.run([*command, *files], check=True, capture_output=True)
    after = os.times()
    return (after.children_user + after.children_system - before.children_user - before.children_system) / len(files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
