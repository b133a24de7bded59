"""What one cell of the content column holds: one item, perhaps on several lines, or several items, with their points."""

import re

from guanmo.stages.sheets.importers.draft import DraftItem
from guanmo.stages.sheets.importers.headings import item_number, numbering_style, without_item_number
from guanmo.stages.sheets.importers.points import points_in_cell, points_in_text
from guanmo.stages.sheets.importers.rows import Cell

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


def cell_pieces(text: str, points: Cell) -> list[tuple[str, str]]:
    """The items of one cell with their points; numbered lines that share one amount are one item."""
    pieces = split_items(text)
    amounts = points.text.splitlines() if points.own else []
    if len(amounts) == len(pieces):
        return list(zip(pieces, amounts, strict=True))
    if len(pieces) > 1 and len(amounts) == 1 and not any(points_in_text(piece).parts for piece in pieces):
        return [(joined(text.splitlines()), amounts[0])]
    return [(piece, points.text if len(pieces) == 1 and points.own else "") for piece in pieces]


def drafted(piece: str, amount: str, number: int | None) -> DraftItem:
    """One item from its text and its points cell; the cell wins, and a difference is kept to be told."""
    whole = len(split_items(piece)) > 1  # its 1. 2. 3. are parts of the item, not its number
    printed = None if whole else item_number(piece)
    text = piece if whole else without_item_number(piece)
    found, stated = points_in_text(text), points_in_cell(amount)
    item = DraftItem(printed if printed is not None else number, text, stated, parts=1)
    if amount and stated is None:
        item.unreadable_points = amount
    if stated is None and not amount:
        item.text, item.points, item.parts = found.text, found.points, found.parts
    elif found.parts and found.points == stated:
        item.text = found.text
    elif found.parts == 1:
        item.text_points = found.points
    return item


def _split_inline(text: str) -> list[str]:
    marks = list(_INLINE.finditer(text))
    numbers = [int(mark.group(1)) for mark in marks]
    if len(marks) < 2 or marks[0].start() != 0 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return [text] if text else []
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text[mark.start() : end].strip() for mark, end in zip(marks, ends, strict=True)]
    return pieces if all(item_number(piece) for piece in pieces) else [text]
