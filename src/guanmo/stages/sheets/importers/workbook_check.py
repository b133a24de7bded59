"""Look through the XML of an .xlsx before it is loaded: rows and columns in bounds, formulas with their values.

A sheet with 100,000 rows, one cell at XFD1048576 or a formula without computed value is found while nothing is in
memory yet. Cells that carry only a format count for nothing.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree import ElementTree

from guanmo.stages.sheets.importers import refusals

MAX_ROWS = 2000
MAX_COLUMNS = 200
_RELATIONS = "xl/_rels/workbook.xml.rels"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


@dataclass(slots=True)
class _Cell:
    row: int = 0
    column: int = 0
    formula: bool = False
    value: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """The cells of one worksheet, (row, column) from 0, whose formula has no computed value in the file."""

    cells: frozenset[tuple[int, int]] = field(default=frozenset())


def look_through(archive: zipfile.ZipFile) -> dict[str, Unread]:
    """For each worksheet by name: its formulas without value. Refuses a sheet that is too long or too wide."""
    found = {}
    try:
        for name, path in _worksheets(archive):
            with archive.open(path) as file:
                cells = frozenset((cell.row, cell.column) for cell in _bounded(file, name) if cell.formula)
            found[name] = Unread(cells)
    except (ElementTree.ParseError, KeyError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
        raise refusals.broken_file() from error
    return found


def cell_name(row: int, column: int) -> str:
    """(4, 3) → D5."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = {}
    for element in _events(archive, _RELATIONS, "Relationship"):
        if element.get("Type", "").endswith("/worksheet"):
            path = posixpath.join("/xl", element.get("Target", ""))
            targets[element.get("Id")] = posixpath.normpath(path).lstrip("/")
    for element in _events(archive, "xl/workbook.xml", "sheet"):
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        if relation in targets and element.get("state", "visible") == "visible":
            yield element.get("name", ""), targets[relation]


def _events(archive: zipfile.ZipFile, path: str, tag: str) -> Iterator[ElementTree.Element]:
    with archive.open(path) as file:
        for _, element in ElementTree.iterparse(file):
            if _local(element) == tag:
                yield element


def _bounded(file: IO[bytes], name: str) -> Iterator[_Cell]:
    """Formulas without value; raises as soon as a cell with content lies outside the bounds."""
    row, cell, rows = -1, _Cell(), ElementTree.Element("none")
    for event, element in ElementTree.iterparse(file, events=("start", "end")):
        tag = _local(element)
        if event == "start":
            if tag == "sheetData":
                rows = element
            elif tag == "row":
                row = int(element.get("r", row + 2)) - 1
                cell = _Cell(row, -1)
            elif tag == "c":
                cell = _Cell(row, _column(element.get("r", ""), cell.column + 1))
        elif tag in ("f", "v", "is"):
            cell.formula |= tag == "f"
            cell.value |= tag == "is" or (tag == "v" and bool(element.text))
        elif tag == "c":
            yield from _checked(cell, name)
        elif tag == "row":
            rows.clear()  # a million rows that carry only a format take no memory


def _checked(cell: _Cell, name: str) -> Iterator[_Cell]:
    if not cell.formula and not cell.value:
        return
    if cell.row >= MAX_ROWS:
        raise refusals.too_many_rows(name, MAX_ROWS)
    if cell.column >= MAX_COLUMNS:
        raise refusals.too_wide(name, MAX_COLUMNS)
    if not cell.value:
        yield cell


def _column(reference: str, default: int) -> int:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return default
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _local(element: ElementTree.Element) -> str:
    """The tag without its namespace, which is another one in strict files."""
    return element.tag.rpartition("}")[2]
