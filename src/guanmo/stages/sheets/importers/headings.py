"""How sections and items are numbered in print: 一、党建基础（25分）; 1. 2、 （3） ④."""

import re
from dataclasses import dataclass
from decimal import Decimal

from guanmo.stages.sheets.importers.numerals import to_decimal
from guanmo.stages.sheets.importers.points import points_in_text

_CHINESE = "[一二三四五六七八九十]{1,3}"
_SECTION = re.compile(
    rf"^(?:第({_CHINESE})(?:部分|大项|项)[:：、\s]*|[（(]({_CHINESE})[）)]\s*|({_CHINESE})[、.．:：\s]\s*)(?=\S)"
)
_SECTION_NUMBER = re.compile(rf"^[（(]?({_CHINESE})[）)]?[、.．]?$")
_ITEM = re.compile(rf"^(?:(\d{{1,2}})\s*[.、．](?!\d)|[（(](\d{{1,2}})[）)]|([①-⑳])|[（(]({_CHINESE})[）)])\s*")
_BARE = re.compile(r"^(?:\d{1,2}[.．-])?(\d{1,3})[.、．]?$")
_LONGEST_SECTION = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A section as printed; ``no`` is '' when it has no number of its own."""

    no: str
    title: str
    points: Decimal | None


def section_heading(text: str) -> Heading | None:
    """Read 一、党建基础（25分）; None when the text does not begin with a section number."""
    match = _SECTION.match(text)
    if match is None or len(text) > _LONGEST_SECTION:
        return None
    return titled(text[match.end() :], next(group for group in match.groups() if group))


def titled(text: str, no: str = "") -> Heading:
    """A section's title with its points taken out; line breaks inside narrow cells mean nothing."""
    found = points_in_text("".join(text.split()))
    return Heading(no, found.text.strip("：:，, "), found.points)


def section_number(text: str) -> str:
    """一, （一）, 一、 → 一; anything else → ''."""
    match = _SECTION_NUMBER.match("".join(text.split()))
    return match.group(1) if match else ""


def item_number(text: str) -> int | None:
    """The number an item's text begins with (1. 2、 （3） ④ （五）), or None. 3—7人 and 1.5 are not numbers of items."""
    match = _ITEM.match(text)
    if match is None:
        return None
    digits, bracketed, circled, chinese = match.groups()
    if circled:
        return ord(circled) - ord("①") + 1
    return int(to_decimal(chinese) or 0) or None if chinese else int(digits or bracketed)


def without_item_number(text: str) -> str:
    """The text after its number."""
    return _ITEM.sub("", text, count=1).strip()


def bare_number(text: str) -> int | None:
    """The number in a 序号 cell: 7, 7., 1.7 (section.item) → 7."""
    match = _BARE.match(text.strip())
    return int(match.group(1)) if match else None


def numbering_style(text: str) -> int:
    """Which of the styles a numbered text uses: 1 = 1., 2 = （1）, 3 = ①, 4 = （一）; 0 = none."""
    match = _ITEM.match(text)
    return match.lastindex or 0 if match else 0
