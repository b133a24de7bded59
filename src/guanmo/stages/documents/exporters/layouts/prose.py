"""How are paragraphs and headings of running text numbered? 一、 then （一） then 1., each level starting anew."""

from collections.abc import Iterable

from guanmo.lib.numerals import numeral
from guanmo.stages.documents.content.text import Level, Paragraph
from guanmo.stages.documents.exporters.blocks import Para, Style
from guanmo.stages.documents.exporters.words import without_number

STYLES = {Level.BODY: Style.BODY, Level.ONE: Style.ONE, Level.TWO: Style.TWO, Level.THREE: Style.THREE}
ORDER = (Level.ONE, Level.TWO, Level.THREE)


def numbered(paragraphs: Iterable[Paragraph]) -> tuple[Para, ...]:
    """The paragraphs in print, headings with their numbers; a number that the writer typed is replaced."""
    counts = [0, 0, 0]
    printed = []
    for paragraph in paragraphs:
        text = paragraph.text
        if paragraph.level in ORDER:
            depth = ORDER.index(paragraph.level)
            counts[depth:] = [counts[depth] + 1, *[0] * (2 - depth)]
            text = _label(depth, counts[depth]) + without_number(text)
        printed += [Para(line, STYLES[paragraph.level]) for line in text.split("\n") if line.strip()]
    return tuple(printed)


def _label(depth: int, number: int) -> str:
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}. ")[depth]
