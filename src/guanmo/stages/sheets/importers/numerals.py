"""Numbers as offices write them: 3, 0.5, 三, 十二, 半, 1分半. Exact decimals; what is not a number is None."""

from decimal import Decimal

NUMERAL = r"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百半]+)"
"""A regular expression for one number, without capturing groups."""

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100}


def to_decimal(text: str) -> Decimal | None:
    """The value of one number in digits or Chinese numerals (up to 百), or None."""
    if text and all(character in "0123456789." for character in text):
        return Decimal(text) if text.count(".") <= 1 and text != "." else None
    if text == "半":
        return Decimal("0.5")
    return _from_chinese(text)


def _from_chinese(text: str) -> Decimal | None:
    total, digit = 0, None
    for character in text:
        if character in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[character]
            digit = None
        elif character in _DIGITS and digit is None:
            digit = _DIGITS[character]
        else:
            return None
    return Decimal(total + (digit or 0)) if text else None
