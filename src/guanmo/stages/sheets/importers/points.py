"""How many points a text or a cell gives: （3分）, 【3分】, a closing 3分, a bare 3.

32个学时, 3—7人, 100% and 10万元 are no points; neither are the amounts in a deduction rule (扣0.5分).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from guanmo.stages.sheets.importers.numerals import NUMERAL, to_decimal

_LABEL = r"(?:本项|此项|本节)?(?:满分|分值|标准分|基本分|总分|小计|共计|合计|共|计)?为?[:：]?\s*"
_BRACKETED = re.compile(rf"\s*[（(【\[〔]\s*{_LABEL}({NUMERAL})\s*分(?:值)?\s*[）)】\]〕]")
_CLOSING = re.compile(rf"{_LABEL}(?<![\d.扣减加每得顶高多过于达到至是各\-—－–~～])(\d+(?:\.\d+)?)\s*分[。；;，,\s]*$")
_SAID = (
    re.compile(rf"[（(【\[]\s*{_LABEL}({NUMERAL})\s*分\s*[，,；;。]"),
    re.compile(rf"[（(【\[][^（）()【】\[\]]*(?:共计?|合计|总计|满分)\s*({NUMERAL})\s*分\s*[）)】\]]"),
    re.compile(rf"(?:满分|(?:本项|此项|该项)(?:总分|分值|共计?|计)?)为?[:：]?\s*({NUMERAL})\s*分"),
)
_CELL = re.compile(rf"[（(【\[]?\s*({NUMERAL})\s*分?\s*[）)】\]]?")
_DOUBLED = re.compile(r"([。；，])[；，。]$")
_TOO_MANY = Decimal(1_000_000)
_TWO_PLACES = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Found:
    """A text without its points. ``parts`` > 1 when the points are the sum of several amounts in the text."""

    text: str
    points: Decimal | None = None
    parts: int = 0


def points_in_text(text: str) -> Found:
    """Take the points out of a text. Several bracketed amounts are added up and stay in the text."""
    amounts = [(match, storable(match.group(1))) for match in _BRACKETED.finditer(text)]
    known = [(match, amount) for match, amount in amounts if amount is not None]
    if len(known) > 1:
        return _several(text, known)
    if known:
        return Found(_without(text, known[0][0]), known[0][1], 1)
    closing = _CLOSING.search(text)
    if closing and (value := storable(closing.group(1))) is not None:
        return Found(text[: closing.start()].rstrip("，,、。；;：: "), value, 1)
    return _said(text)


def points_in_cell(text: str) -> Decimal | None:
    """The points of a cell in a points column, or None when it is not one amount with at most two decimals."""
    match = _CELL.fullmatch(text.strip())
    return storable(match.group(1)) if match else None


def storable(number: str) -> Decimal | None:
    """The value below a million when it has at most two decimals, otherwise None: points are never rounded silently."""
    value = to_decimal(number)
    if value is None or value >= _TOO_MANY or value != value.quantize(_TWO_PLACES):
        return None
    return value


def _said(text: str) -> Found:
    """Points said together with other things stay in the text: （3分，缺一项扣1分）, （每项1分，共5分）, 本项共10分."""
    for pattern in _SAID:
        if (match := pattern.search(text)) and (value := storable(match.group(1))) is not None:
            return Found(text, value, 1)
    return Found(text)


def _several(text: str, known: list[tuple[re.Match[str], Decimal]]) -> Found:
    """（1分）…（2分）…（3分）: a closing amount equal to the sum of the others is the item's own."""
    last, value = known[-1]
    others = sum((amount for _, amount in known[:-1]), Decimal(0))
    if last.end() == len(text.rstrip("。；; ")) and value == others:
        return Found(_without(text, last), value, 1)
    return Found(text, others + value, len(known))


def _without(text: str, match: re.Match[str]) -> str:
    return _DOUBLED.sub(r"\1", (text[: match.start()] + text[match.end() :]).strip())
