"""What a single cell of a workbook means: texts, codes, days and words from a list.

Each reader takes the value as the workbook holds it and raises CellWrong with one sentence.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from guanmo.lib.hidden_characters import without_hidden

Word = TypeVar("Word")

_DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?(?:\s+00?:00(?::00)?)?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL_ZERO = date(1899, 12, 30)
_SERIALS = range(3654, 73415)  # 1910 to 2100: a plain number outside is no day
_YEARS = range(1900, 2101)
_EXACT_DIGITS = 15


class CellWrong(Exception):
    """A cell that cannot be taken; the sentence is for the user."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def text(value: Any) -> str:
    """The characters as typed, without the space around them and without characters that nobody sees."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat()
    return without_hidden(str(value)).replace("\r", "").strip()


def code(value: Any) -> str:
    """Half-width and without any space. A number of more than 15 digits has lost its last digits and is refused."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= 10**_EXACT_DIGITS:
        message = _("代码太长，被当作数字保存，末尾几位已经丢失。请把这一列设为“文本”格式，重新填写。")
        raise CellWrong("digits_lost", message)
    return re.sub(r"\s", "", plain(value))


def plain(value: Any) -> str:
    """Half-width (NFKC), for what is compared and never shown."""
    return unicodedata.normalize("NFKC", text(value)).strip()


def word(value: Any, words: Mapping[str, Word], shown: Iterable[str]) -> Word:
    """The one of ``words`` (keys as ``plain`` makes them) that stands in the cell; ``shown`` are they as written."""
    found = words.get(re.sub(r"\s", "", plain(value)))
    if found is None:
        message = _("不认识“%(value)s”。只能填：%(words)s。")
        raise CellWrong("unknown_word", message % {"value": text(value), "words": _("、").join(shown)})
    return found


def day(value: Any) -> date:
    """2001-07-01, 2001.7.1, 2001年7月1日, 20010701, a date of Excel or its serial; without a day it is refused."""
    if isinstance(value, datetime):
        return _in_years(value.date(), value)
    if isinstance(value, date):
        return _in_years(value, value)
    if isinstance(value, int | float) and not isinstance(value, bool) and value in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(value))
    match = _DAY.fullmatch(plain(value)) or _DIGITS.fullmatch(plain(value))
    if match is None:
        raise _no_day(value)
    try:
        return _in_years(date(*map(int, match.groups())), value)
    except ValueError as error:
        raise _no_day(value) from error


def _in_years(found: date, value: Any) -> date:
    if found.year not in _YEARS:
        raise _no_day(value)
    return found


def _no_day(value: Any) -> CellWrong:
    message = _("“%(value)s”不是完整的日期。请写明年月日，例如 2001-07-01。") % {"value": text(value)}
    return CellWrong("no_day", message)


def _number(value: float) -> str:
    """1001.0 as people see it: 1001."""
    return format(Decimal(repr(value)).normalize(), "f") if abs(value) < 10**_EXACT_DIGITS else repr(value)
