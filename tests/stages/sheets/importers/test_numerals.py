"""How sections are numbered, and what lies beyond."""

import pytest

from guanmo.stages.sheets.importers.numerals import to_chinese


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (100, "100"), (3125, "3125")],
)
def test_number_of_a_section_is_written_in_words_up_to_99(number: int, words: str) -> None:
    assert to_chinese(number) == words
