"""A table in a terminal, in which a Chinese character is two columns wide."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

GAP = "  "


def lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Each row as one line, columns aligned to the left; every row has the same number of cells."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip()


def width(text: str) -> int:
    """The number of terminal columns that ``text`` takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
