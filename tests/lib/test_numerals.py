"""How numbers are written in words, and what lies beyond."""

import pytest

from guanmo.lib.numerals import numeral

WRITTEN = [
    (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (43, "四十三"), (99, "九十九"),
    (100, "一百"), (101, "一百零一"), (110, "一百一十"), (112, "一百一十二"), (300, "三百"), (320, "三百二十"), (999, "九百九十九"),
]  # fmt: skip


@pytest.mark.parametrize(("number", "written"), WRITTEN)
def test_number_is_written_in_words_up_to_999(number: int, written: str) -> None:
    assert numeral(number) == written


@pytest.mark.parametrize("number", [-1, 0, 1000, 3125])
def test_what_lies_beyond_is_written_in_figures(number: int) -> None:
    assert numeral(number) == str(number)
