"""Nothing that somebody uploaded is opened in the process that answers: each reader stands behind ``@in_a_child``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
PARSERS = {"PIL", "defusedxml", "docx", "docxtpl", "lxml", "openpyxl", "python_calamine", "xml", "zipfile"}
"""Whoever imports one of these reads files of others, unless it is named as one who writes."""
READERS = {
    "guanmo.lib.attached_file",
    "guanmo.lib.docx_template_child",
    "guanmo.lib.office_file",
    "guanmo.lib.workbook",
    "guanmo.lib.worksheet_scan",
    "guanmo.stages.documents.importers.altered",
    "guanmo.stages.scoring.importers.export_parts",  # JSON
    "guanmo.stages.sheets.importers.docx_file",
    "guanmo.stages.sheets.importers.files",
    "guanmo.stages.sheets.importers.text_file",  # CSV
    "guanmo.stages.sheets.importers.workbook_check",
    "guanmo.stages.sheets.importers.xlsx_file",
}
WRITERS = (
    "guanmo.lib.verify_archive",  # our own archive, on the command line
    "guanmo.procedures.make_file",
    "guanmo.stages.documents.exporters",
    "guanmo.stages.results.exporters",
)
HARMLESS = {
    "guanmo.lib.attached_file.prepared",  # asks look_at
    "guanmo.lib.office_file.check_size",
    "guanmo.lib.office_file.is_archive",
    "guanmo.lib.office_file.load",
    "guanmo.stages.sheets.importers.files.load",
    "guanmo.stages.sheets.importers.workbook_check.cell_name",
}
"""Look at the size or at the first bytes, or at nothing that was uploaded."""


def name_of(path: Path) -> str:
    parts = path.relative_to(SRC).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str) -> Iterator[tuple[str, str]]:
    """Each (module, name) that is imported, wherever it stands; the name is empty where the module is taken whole."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((one.name, "") for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for one in node.names:
                whole = f"{node.module}.{one.name}" in READERS
                yield (f"{node.module}.{one.name}", "") if whole else (node.module, one.name)


def runs_here(module: str, name: str, *, file: Path | None = None) -> bool:
    """Whether this name of a reader is a function that is not sent to a child."""
    source = (file or SRC / Path(*module.split(".")).with_suffix(".py")).read_text()
    functions = {one.name: one for one in ast.parse(source).body if isinstance(one, ast.FunctionDef)}
    if name not in functions or f"{module}.{name}" in HARMLESS:
        return False
    return not any(ast.unparse(one) == "in_a_child" for one in functions[name].decorator_list)


def wrong(module: str, source: str) -> list[str]:
    """What this module takes that it may not."""
    if module in READERS:
        return []
    found = []
    for origin, name in imported(source):
        if origin.split(".")[0] in PARSERS and not module.startswith(WRITERS):
            found.append(origin)
        elif origin in READERS and (not name or runs_here(origin, name)):
            found.append(f"{origin}.{name}")
    return found


def test_whoever_reads_files_of_others_does_so_in_a_child() -> None:
    modules = {name_of(path): path.read_text() for path in SRC.rglob("*.py")}

    assert modules.keys() >= READERS
    assert not runs_here("guanmo.lib.attached_file", "look_at")
    assert {module: found for module, source in modules.items() if (found := wrong(module, source))} == {}


@pytest.mark.parametrize(
    "line",
    [
        "from PIL import Image",
        "import zipfile",
        "def page():\n    from python_calamine import CalamineWorkbook",
        "from xml.etree import ElementTree",
        "from guanmo.lib.worksheet_scan import scan",
        "from guanmo.lib import office_file",
        "from guanmo.lib.office_file import repacked",
        "from guanmo.stages.sheets.importers.docx_file import rows_of_docx",
    ],
)
def test_control_a_page_that_reads_by_itself_is_found(line: str) -> None:
    assert wrong("guanmo.desk.sheets.planted", line)


@pytest.mark.parametrize(
    "line",
    [
        "from guanmo.lib.workbook import Limits, Worksheet, read_workbook",
        "from guanmo.lib.attached_file import Ready, prepared",
        "from guanmo.lib.office_file import FileRefused, check_size",
    ],
)
def test_control_a_page_that_asks_a_child_is_not(line: str) -> None:
    assert not wrong("guanmo.desk.sheets.planted", line)


def test_control_a_reader_that_lost_its_child_is_found(tmp_path: Path) -> None:
    source = (SRC / "guanmo/lib/workbook.py").read_text()
    assert "@in_a_child\n" in source
    planted = tmp_path / "workbook.py"
    planted.write_text(source.replace("@in_a_child\n", ""))

    assert runs_here("guanmo.lib.workbook", "read_workbook", file=planted)
