"""What should somebody look at again before a document is issued? Rare characters, and figures that no record gave."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal

from guanmo.stages.documents.exporters.coverage import missing_glyphs

_FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.]*[年月日号])")
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Caution:
    """One character or figure, with the words around it."""

    what: str
    where: str


def rare_characters(content: object) -> tuple[Caution, ...]:
    """Each character that the carried fonts cannot draw, with the first place where it stands."""
    found: dict[str, str] = {}
    for text in texts_of(content):
        for char in sorted(missing_glyphs(text)):
            found.setdefault(char, _around(text, text.index(char)))
    return tuple(Caution(char, where) for char, where in found.items())


def unbound_figures(content: object, proposed: object) -> tuple[Caution, ...]:
    """Figures in what was written by hand that stand nowhere in what the records gave; days and years are left out."""
    known = {_plain(figure) for text in texts_of(proposed) for figure in re.findall(r"\d+(?:\.\d+)?", text)}
    found: dict[str, str] = {}
    for text in texts_of(content):
        for figure in _FIGURE.finditer(text):
            if _plain(figure.group()) not in known:
                found.setdefault(figure.group(), _around(text, figure.start()))
    return tuple(Caution(figure, where) for figure, where in found.items())


def texts_of(value: object) -> Iterator[str]:
    """Every text and figure of a content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (Decimal, int)) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_of(one)
    elif is_dataclass(value) and not isinstance(value, (type, date)):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name))


def _plain(figure: str) -> str:
    """3.50 is 3.5 and 08 is 8."""
    return f"{Decimal(figure).normalize():f}"


def _around(text: str, at: int) -> str:
    return text[max(0, at - _AROUND) : at + _AROUND + 1].replace("\n", " ").strip()
