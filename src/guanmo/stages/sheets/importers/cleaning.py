"""Undo what the way of a file did to its text: Traditional characters, pinyin artefacts, half-width punctuation.

The real web copy of the plan has all three (發(fā)布時間:2020 → 发布时间：2020). A pinyin artefact is a Chinese
character followed by its own reading in brackets, always with a tone mark, which no office writes.
"""

import re
from dataclasses import dataclass, replace
from functools import cache

from opencc import OpenCC

from guanmo.stages.sheets.importers.rows import Cell, Row, Stream

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_ARTEFACT = re.compile(rf"(?<=[\u4e00-\u9fff])[（(](?=[a-zü]*[{_TONED}])[a-zü{_TONED}]{{1,6}}[）)]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CHINESE = r"[\u4e00-\u9fff“”‘’《》（）【】、，。；：？！]"
_BESIDE_CHINESE = re.compile(rf"(?<={_CHINESE})[ ]*[,;:?!]|[,;:?!](?={_CHINESE})")
_BRACKETS = re.compile(r"\(([^()（）\n]*)\)")
_QUOTES = re.compile(r"\"([^\"\n]*)\"")
_SPACES = re.compile(r"[^\S\n]+")
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_DIGITS = {ord("０") + n: str(n) for n in range(10)} | {0x3000: " ", 0xA0: " ", 0x200B: "", 0xFEFF: ""}
_TRADITIONAL_CHARACTERS = 5
_TRADITIONAL_SHARE = 50


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The text of a file made plain: how many artefacts went, whether it was Traditional."""

    streams: tuple[Stream, ...]
    artefacts: int = 0
    converted: bool = False


def clean(streams: tuple[Stream, ...]) -> Cleaned:
    """Clean every cell; conversion to Simplified happens only when the file as a whole is Traditional."""
    whole = "\n".join(text for stream in streams for text in stream.text)
    converted = _is_traditional(whole)
    return Cleaned(
        tuple(_clean_stream(stream, converted) for stream in streams),
        artefacts=len(_ARTEFACT.findall(whole)),
        converted=converted,
    )


def clean_text(text: str, *, traditional: bool = False) -> str:
    """One text: artefacts out, Simplified when ``traditional``, Chinese punctuation beside Chinese characters."""
    text = _ARTEFACT.sub("", _SPACES.sub(" ", "\n".join(text.translate(_DIGITS).splitlines())))
    if traditional:
        text = _converter().convert(text)
    text = _QUOTES.sub(lambda match: _chinese(match, "“{}”"), text)
    text = _BRACKETS.sub(lambda match: _chinese(match, "（{}）"), text)
    text = _BESIDE_CHINESE.sub(lambda match: _WIDE[match.group().strip()], text)
    return "\n".join(stripped for line in text.splitlines() if (stripped := line.strip()))


def _chinese(match: re.Match[str], pair: str) -> str:
    """Brackets and quotation marks become Chinese ones when there is Chinese between them: (3分) but not (A)."""
    return pair.format(match.group(1)) if _HAN.search(match.group(1)) else match.group()


def _is_traditional(text: str) -> bool:
    """At least 5 characters, and one in 50, that only Traditional text has; one 發 in a name converts nothing."""
    characters = _HAN.findall(text)
    simplified: str = _converter().convert("".join(characters))
    changed: int = sum(a != b for a, b in zip(characters, simplified, strict=False))
    return changed >= _TRADITIONAL_CHARACTERS and changed * _TRADITIONAL_SHARE >= len(characters)


def _clean_stream(stream: Stream, traditional: bool) -> Stream:
    name = clean_text(stream.name, traditional=traditional)
    return Stream(name, tuple(_clean_row(row, traditional) for row in stream.rows))


def _clean_row(row: Row, traditional: bool) -> Row:
    return replace(row, cells=tuple(_clean_cell(cell, traditional) for cell in row.cells))


def _clean_cell(cell: Cell, traditional: bool) -> Cell:
    return replace(cell, text=clean_text(cell.text, traditional=traditional)) if cell.text else cell


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")
