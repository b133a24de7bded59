"""Which figures of an issued .docx differ in a copy that comes back? Place by place, whatever else was retyped."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django.utils.translation import gettext as _

from guanmo.lib.limited_process import in_a_child
from guanmo.lib.office_file import FileRefused, broken_file, check_size, is_archive, repacked

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FIGURE = re.compile(r"[-−－+＋]?\d+(?:\.\d+)?[%％‰十百千万亿]*")
"""With its sign and with what multiplies it: −5 is not 5, and 3万 is not 3."""
_BODY = "word/document.xml"
_SHOWN = 24
_NEAR = 20
"""So many lines that follow are tried when a changed line looks for the one that it was."""
_COMPARED = 200
"""So many characters of two lines are held against each other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or one row of a table as text; ``place`` says where it stands in words."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One place whose figures differ: as issued and as they are in the copy, "" where one side lacks the line."""

    place: str
    issued: str
    copy: str


@in_a_child
def altered(issued: bytes, copy: bytes) -> tuple[Difference, ...]:
    """The places whose figures differ between the issued .docx and a copy of it.

    Words may have been changed; only figures are compared. Raises FileRefused when the copy is no readable .docx.
    """
    before, after = list(_lines(issued)), list(_lines(copy))
    if len(after) > 2 * len(before) + 200:
        raise FileRefused(_("这份文件比印发的公文长得多，不像是它的修改稿。请核对后再上传。"), code="other_document")
    matcher = SequenceMatcher(None, [_key(one) for one in before], [_key(one) for one in after], autojunk=False)
    differences: list[Difference] = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(before[i:j], after[k:m], strict=True)
            differences += [_difference(a, b) for a, b in pairs if _figures(a.text) != _figures(b.text)]
        else:
            differences += _unmatched(before[i:j], after[k:m])
    return tuple(differences)


def _key(line: Line) -> str:
    """The line without its figures: a line keeps its place when only a figure in it was changed."""
    return _FIGURE.sub("0", line.text)


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(text)


def _difference(issued: Line, copy: Line) -> Difference:
    return Difference(issued.place, _changed(issued.text, copy.text), _changed(copy.text, issued.text))


def _changed(text: str, other: str) -> str:
    """The figures of a line that differ from those of the other, in order."""
    mine, theirs = _figures(text), _figures(other)
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return "、".join(one for tag, i, j, _k, _m in matcher.get_opcodes() if tag != "equal" for one in mine[i:j])


def _unmatched(before: list[Line], after: list[Line]) -> Iterator[Difference]:
    """Lines whose words were changed too: paired by likeness, what is left stands alone."""
    left = list(after)
    for line in before:
        like = max(left[:_NEAR], key=lambda one: _likeness(line, one), default=None)
        if like is not None and _likeness(line, like) > 0.5:
            left.remove(like)
            if _figures(line.text) != _figures(like.text):
                yield _difference(line, like)
        elif _figures(line.text):
            yield Difference(line.place, "、".join(_figures(line.text)), "")
    yield from (Difference(one.place, "", "、".join(_figures(one.text))) for one in left if _figures(one.text))


def _likeness(line: Line, other: Line) -> float:
    return SequenceMatcher(None, line.text[:_COMPARED], other.text[:_COMPARED]).ratio()


def _lines(content: bytes) -> Iterator[Line]:
    tables, paragraphs = 0, 0
    for child in _body(content):
        if child.tag == f"{_W}tbl":
            tables += 1
            yield from _rows(child, tables)
        elif text := _text(child):
            paragraphs += 1
            yield Line(_("第%(no)d段“%(text)s”") % {"no": paragraphs, "text": _short(text)}, text)


def _rows(table: ElementTree.Element, number: int) -> Iterator[Line]:
    for at, row in enumerate(table.iter(f"{_W}tr"), 1):
        cells = [_text(cell) for cell in row.iter(f"{_W}tc")]
        head = next((cell for cell in cells if cell and not _FIGURE.fullmatch(cell)), "")
        place = _("表%(table)d第%(row)d行“%(head)s”") % {"table": number, "row": at, "head": _short(head)}
        if any(cells):
            yield Line(place, "\t".join(cells))


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _text(element: ElementTree.Element) -> str:
    return "".join(_pieces(element)).strip()


def _pieces(element: ElementTree.Element) -> Iterable[str]:
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in (f"{_W}tab", f"{_W}br"):
            yield " "


def _body(content: bytes) -> ElementTree.Element:
    """The body of the document; nothing of what the file says about its own size is trusted."""
    check_size(content)
    if not is_archive(content):
        raise FileRefused(_("这不是 .docx 文件。请上传印发后下载、修改过的 Word 文件。"), code="not_docx")
    try:
        with ZipFile(repacked(content)) as archive:
            root = ElementTree.parse(BytesIO(archive.read(_BODY))).getroot()
    except (KeyError, ElementTree.ParseError) as error:
        raise broken_file() from error
    body = root.find(f"{_W}body")
    if body is None:
        raise broken_file()
    return body
