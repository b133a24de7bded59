"""Several items in one cell, and one item on several lines of a cell."""

import re

from guanmo.stages.sheets.importers.headings import item_number, numbering_style

_INLINE = re.compile(r"(?:^|(?<=[）。；分]))\s*(?=(\d{1,2})[.、．](?!\d))")


def split_items(text: str) -> list[str]:
    """The items of one cell: by numbered lines, or by 1. 2. 3. running on in one line; else one item."""
    lines = [line for line in text.splitlines() if line.strip()]
    style = next((numbering_style(line) for line in lines if numbering_style(line)), 0)
    starts = [index for index, line in enumerate(lines) if style and numbering_style(line) == style]
    if len(starts) > 1 and starts[0] == 0:
        ends = [*starts[1:], len(lines)]
        return [joined(lines[start:end]) for start, end in zip(starts, ends, strict=True)]
    return _split_inline(joined(lines))


def joined(lines: list[str]) -> str:
    """Lines of one text put together; a space only where Latin letters or digits would run into each other."""
    text = ""
    for line in lines:
        gap = " " if text and text[-1].isascii() and line[:1].isascii() and text[-1].isalnum() else ""
        text += gap + line.strip()
    return text


def _split_inline(text: str) -> list[str]:
    marks = list(_INLINE.finditer(text))
    numbers = [int(mark.group(1)) for mark in marks]
    if len(marks) < 2 or marks[0].start() != 0 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [text] if text else []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text[mark.start() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return pieces if all(item_number(piece) for piece in pieces) else [text]
