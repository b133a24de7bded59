"""Reading a plain CSV of scores (``judge,organisation,score``) as Excel and WPS in China write it.

Nothing is guessed: whatever cannot be read exactly is refused with its line number.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from io import StringIO
from pathlib import Path
from unicodedata import normalize

from guanmo.command.language import gettext as _
from guanmo.lib.refusal import Refused

COLUMNS = ("judge", "organisation", "score")
ENCODINGS = ("utf-8-sig", "gb18030")
ZIP_MAGIC = b"PK\x03\x04"

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")

Scores = dict[str, dict[str, Decimal]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the file that holds something, with its number as an editor shows it."""

    number: int
    judge: str
    organisation: str
    score: str


def read_scores(path: Path) -> Scores:
    """Organisation -> judge -> score. Raises ``Refused`` with one sentence on the first thing that is wrong."""
    scores: Scores = {}
    first_seen: dict[tuple[str, str], int] = {}
    for line in _lines(_text(path)):
        pair = (line.organisation, line.judge)
        if pair in first_seen:
            raise _refused_twice(line, first_seen[pair])
        first_seen[pair] = line.number
        scores.setdefault(line.organisation, {})[line.judge] = _score(line)
    if not scores:
        raise Refused(_("文件里只有表头，没有打分。请每行写一个打分。"), code="no_scores")
    return scores


def _text(path: Path) -> str:
    content = _content(path)
    if content.startswith(ZIP_MAGIC):
        raise Refused(_("这不是 CSV 文件，像是 Excel 工作簿。请在 Excel 或 WPS 里另存为 CSV。"), code="not_csv")
    is_utf_16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = _decoded(content, ("utf-16",) if is_utf_16 else ENCODINGS)
    if not text.strip():
        raise Refused(_("文件是空的：%(file)s。") % {"file": path}, code="empty_file")
    return text


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused(_("找不到文件：%(file)s。") % {"file": path}, code="file_not_found") from None
    except (OSError, ValueError):
        raise Refused(_("打不开文件：%(file)s。") % {"file": path}, code="file_not_readable") from None


def _decoded(content: bytes, encodings: Sequence[str]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_("认不出文件的文字编码。请另存为 UTF-8 编码的 CSV。"), code="unknown_encoding")


def _lines(text: str) -> Iterator[Line]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    header: dict[str, int] | None = None
    for row in _rows(reader):
        cells = [_clean(cell) for cell in row]
        if not any(cells):
            continue
        if header is None:
            header = _header(cells, reader.line_num)
        else:
            yield _line(cells, header, reader.line_num)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        number = getattr(reader, "line_num", 0)
        message = _("第 %(line)d 行读不出来，多半是引号没有成对。") % {"line": number}
        raise Refused(message, code="broken_line") from None


def _clean(cell: str) -> str:
    """One line of printable text: a name must not move the cursor or break the table that shows it."""
    return "".join(character for character in " ".join(cell.split()) if character.isprintable())


def _header(cells: Sequence[str], number: int) -> dict[str, int]:
    names = [cell.lower() for cell in cells]
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        message = _("第 %(line)d 行（表头）缺少列：%(columns)s。表头要有 judge、organisation、score 三列。")
        raise Refused(message % {"line": number, "columns": _("、").join(missing)}, code="missing_column")
    twice = [column for column in COLUMNS if names.count(column) > 1]
    if twice:
        message = _("第 %(line)d 行（表头）的列重复了：%(columns)s。")
        raise Refused(message % {"line": number, "columns": _("、").join(twice)}, code="duplicate_column")
    return {column: names.index(column) for column in COLUMNS}


def _line(cells: Sequence[str], header: Mapping[str, int], number: int) -> Line:
    found = {column: cells[index] if index < len(cells) else "" for column, index in header.items()}
    missing = [column for column in COLUMNS if not found[column]]
    if missing:
        message = _("第 %(line)d 行没有填 %(columns)s。没有打分的，请删掉这一行；空着不当作 0 分。")
        raise Refused(message % {"line": number, "columns": _("、").join(missing)}, code="missing_value")
    return Line(number, found["judge"], found["organisation"], found["score"])


def _score(line: Line) -> Decimal:
    """Full-width digits, as an input method leaves them, are digits too."""
    text = normalize("NFKC", line.score)
    if not _NUMBER.fullmatch(text):
        message = _("第 %(line)d 行的得分不是数：%(score)s。请写成 92 或 92.5 这样。")
        raise Refused(message % {"line": line.number, "score": line.score}, code="not_a_number")
    if text.startswith("-"):
        message = _("第 %(line)d 行的得分是负数：%(score)s。得分不能低于 0。")
        raise Refused(message % {"line": line.number, "score": line.score}, code="negative_score")
    return Decimal(text)


def _refused_twice(line: Line, first: int) -> Refused:
    message = _("第 %(line)d 行重复：%(judge)s 在第 %(first)d 行已经给 %(organisation)s 打过分。请只留一行。")
    detail = {"line": line.number, "first": first, "judge": line.judge, "organisation": line.organisation}
    return Refused(message % detail, code="judge_twice")
