"""Reading a plain CSV as Excel and WPS in China write it: encodings, quotes, a head line, columns in any order.

Nothing is guessed: whatever cannot be read exactly is refused with its line number.
"""

import codecs
import csv
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path

from guanmo.command.language import gettext as _
from guanmo.lib.formula_cells import as_it_was
from guanmo.lib.refusal import Refused

ENCODINGS = ("utf-8-sig", "gb18030")
ZIP_MAGIC = b"PK\x03\x04"


def read_rows(
    path: Path, required: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number (as an editor shows it) and cells by column of each line that holds something.

    Every ``required`` column is filled; an ``optional`` one may be empty or absent, and is then "". Raises ``Refused``
    with one sentence on the first thing that is wrong.
    """
    return _lines(_text(path), required, optional)


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


def _lines(text: str, required: Sequence[str], optional: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    header: dict[str, int] | None = None
    for row in _rows(reader):
        cells = [_clean(cell) for cell in row]
        if not any(cells):
            continue
        if header is None:
            header = _header(cells, required, optional, reader.line_num)
        else:
            yield reader.line_num, _filled(cells, header, required, optional, reader.line_num)


def _rows(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error:
        number = getattr(reader, "line_num", 0)
        message = _("第 %(line)d 行读不出来，多半是引号没有成对。") % {"line": number}
        raise Refused(message, code="broken_line") from None


def _clean(cell: str) -> str:
    """One line of printable text: a name must not move the cursor or break the table that shows it."""
    return "".join(character for character in " ".join(as_it_was(cell).split()) if character.isprintable())


def _header(cells: Sequence[str], required: Sequence[str], optional: Sequence[str], number: int) -> dict[str, int]:
    names = [cell.lower() for cell in cells]
    missing = [column for column in required if column not in names]
    if missing:
        message = _("第 %(line)d 行（表头）缺少列：%(columns)s。表头要有 %(all)s。")
        detail = {"line": number, "columns": _("、").join(missing), "all": _("、").join(required)}
        raise Refused(message % detail, code="missing_column")
    known = [*required, *optional]
    twice = [column for column in known if names.count(column) > 1]
    if twice:
        message = _("第 %(line)d 行（表头）的列重复了：%(columns)s。")
        raise Refused(message % {"line": number, "columns": _("、").join(twice)}, code="duplicate_column")
    return {column: names.index(column) for column in known if column in names}


def _filled(
    cells: Sequence[str], header: Mapping[str, int], required: Sequence[str], optional: Sequence[str], number: int
) -> dict[str, str]:
    found = {column: cells[index] if index < len(cells) else "" for column, index in header.items()}
    missing = [column for column in required if not found[column]]
    if missing:
        message = _("第 %(line)d 行没有填 %(columns)s。请填上，或者删掉这一行；空着的不算。")
        raise Refused(message % {"line": number, "columns": _("、").join(missing)}, code="missing_value")
    return {**dict.fromkeys(optional, ""), **found}
