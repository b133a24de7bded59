"""How are figures, days and numbers written in an official document?"""

import re
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

BLANK = "　"
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_OWN_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十百零]+、|（[一二三四五六七八九十百零]+）|[0-9]+[.．](?![0-9]))\s*"
)


def clean(text: str) -> str:
    """The text without what no file format can hold: control characters, halves of characters.

    Marks that turn the direction of writing go too: they would let a text print other than it reads.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", text) if _UNPRINTABLE.search(text) else text


def one_line(text: str) -> str:
    """The text with line breaks turned into blanks, for places where a single paragraph is meant."""
    return " ".join(clean(text).split("\n")).strip(" ")


def points(value: Decimal | None) -> str:
    """Points of an item without needless zeros (3, 0.5); empty when unknown."""
    return "" if value is None else f"{value.normalize():f}"


def mark(value: Decimal | None, decimals: int = 2) -> str:
    """A result with its fixed number of places (92.50); a dash when there is none. Never rounds away a figure."""
    if value is None:
        return "—"
    places = max(decimals, -int(value.normalize().as_tuple().exponent))
    return f"{value:.{places}f}"


def day(value: date | None, missing: str = "") -> str:
    """2026年10月9日: arabic figures without leading zeros."""
    return missing if value is None else f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime | None, missing: str = "") -> str:
    """2026年10月9日 15:04 in Asia/Shanghai; a time without a zone is taken as it is."""
    if value is None:
        return missing
    local = value.astimezone(ZoneInfo("Asia/Shanghai")) if value.tzinfo else value
    return f"{day(local.date())} {local:%H:%M}"


def without_number(text: str) -> str:
    """A heading without the number that its writer may have typed before it."""
    return _OWN_NUMBER.sub("", text)
