"""Rows of a text file with a table in it: cells divided by | or tabs, as saved from a web page or from Excel.

A web copy may break one row over two lines (village 二.8 in the real copy); such lines are joined and counted.
"""

import csv
import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from guanmo.stages.sheets.importers import refusals
from guanmo.stages.sheets.importers.rows import Cell, Row, Stream

MAX_ROWS = 2000
_ITEM = re.compile(r"\s*\d{1,2}\s*[.、．]")
_RULER = re.compile(r"[\s|:+\-—]+")
_JOINED_LINES = 5


def rows_of_text(data: bytes, name: str) -> tuple[tuple[Stream, ...], int]:
    """The rows, and how many rows broken over two lines were joined."""
    lines = [(number, line.rstrip()) for number, line in enumerate(_decode(data).splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line.strip()]
    if not lines:
        raise refusals.empty_file()
    if len(lines) > MAX_ROWS:
        raise refusals.too_many_rows(name, MAX_ROWS)
    separator = _separator([line for _, line in lines])
    joined = 0
    if separator == "|":
        lines, joined = _join_broken(lines)
    framed = _framed(line for _, line in lines if separator in line)
    return (Stream(name, tuple(_row(line, separator, number, framed) for number, line in lines)),), joined


def _framed(lines: Iterable[str]) -> bool:
    """True when every row begins with | as a frame; otherwise a | at the start ends an empty first cell."""
    return all(line.lstrip().startswith("|") for line in lines)


def _decode(data: bytes) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refusals.unknown_encoding()


def _separator(lines: list[str]) -> str:
    """The character that divides most lines; a comma only when neither | nor a tab stands in several lines."""
    counts = {mark: sum(line.count(mark) >= 2 for line in lines) for mark in "|\t,"}
    if counts["|"] or counts["\t"]:
        return "|" if counts["|"] >= counts["\t"] else "\t"
    return ","


def _join_broken(lines: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], int]:
    """In a table whose rows end with |, a row that does not is continued on the next lines."""
    divided = [line for _, line in lines if "|" in line]
    if sum(line.endswith("|") for line in divided) * 10 < len(divided) * 9:
        return lines, 0
    result: list[tuple[int, str]] = []
    joined, index = 0, 0
    while index < len(lines):
        number, line = lines[index]
        end = _end_of_row(lines, index)
        if end > index:
            line = "".join(part.strip() if step else part for step, (_, part) in enumerate(lines[index : end + 1]))
            joined += 1
        result.append((number, line))
        index = end + 1
    return result, joined


def _end_of_row(lines: list[tuple[int, str]], index: int) -> int:
    """The line on which the row that begins here ends: itself, unless it is an item or a row without its last |."""
    line = lines[index][1]
    if line.endswith("|") or not ("|" in line or _ITEM.match(line)):
        return index
    for end in range(index + 1, min(index + _JOINED_LINES, len(lines))):
        if _ITEM.match(lines[end][1]):
            return index
        if lines[end][1].endswith("|"):
            return end
    return index


def _row(line: str, separator: str, number: int, framed: bool) -> Row:
    where = _("第%(number)d行") % {"number": number}
    if separator not in line or (separator == "," and line.count(",") < 2):
        return Row((Cell(line.strip()),), where, is_text=True)
    if separator == "|" and _RULER.fullmatch(line) and "-" in line:
        return Row((), where)
    parts = next(csv.reader([line])) if separator == "," else line.split(separator)
    if separator == "|" and framed:
        parts = parts[1:]
    return Row(tuple(Cell(part.strip().strip('"')) for part in parts), where)
