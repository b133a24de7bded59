"""Likeness of pictures and texts, worked by hand; a control that is not alike beside each."""

import pytest

from guanmo.method.recycled import (
    alike_pictures,
    alike_texts,
    chance_of_a_pair,
    comparable,
    different_bits,
    fingerprint,
    shared_share,
    shingles,
)

RISING = [list(range(9))] * 8
FALLING = [list(range(8, -1, -1))] * 8


def test_rising_grey_sets_every_bit_and_falling_none() -> None:
    assert (fingerprint(RISING), fingerprint(FALLING)) == ("f" * 16, "0" * 16)


def test_brighter_picture_has_the_same_fingerprint() -> None:
    grey = [[(row * 7 + place * 5) % 11 for place in range(9)] for row in range(8)]
    assert fingerprint(grey) == fingerprint([[value + 40 for value in row] for row in grey])


@pytest.mark.parametrize("grey", [[[0] * 9] * 7, [[0] * 8] * 8])
def test_other_sizes_are_refused(grey: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="8 rows of 9"):
        fingerprint(grey)


def test_six_bits_are_alike_and_seven_are_not_wherever_they_lie() -> None:
    base = int("00ff00ff00ff00ff", 16)
    spread = [0, 11, 22, 33, 44, 55]
    six = base ^ sum(1 << place for place in spread)
    seven = six ^ (1 << 63)
    prints = {"base": f"{base:016x}", "six": f"{six:016x}"}
    assert alike_pictures(prints) == [("base", "six", 6)]
    assert different_bits(f"{base:016x}", f"{seven:016x}") == 7
    assert alike_pictures({"base": prints["base"], "seven": f"{seven:016x}"}) == []


def test_plain_pictures_are_not_compared() -> None:
    dark = {"a": "0" * 16, "b": "0" * 16, "c": "f" * 16, "d": "f" * 16}
    assert (alike_pictures(dark), comparable(dark)) == ([], {})


def test_chance_is_counted_exactly() -> None:
    assert chance_of_a_pair(1) == (65, 2**64)
    assert chance_of_a_pair(2) == (65 + 64 * 63 // 2, 2**64)


def test_copied_minutes_are_alike_and_others_are_not() -> None:
    copied = "会议由支部书记主持，" + "".join(chr(0x4E00 + n) for n in range(80))
    changed = copied.replace("书记", "委员")
    other = "".join(chr(0x5E00 + n) for n in range(90))
    # 89 characters without the comma have 82 runs of 8; the changed ones stand in places 6 and 7: the first 7 runs differ.
    assert len(shingles(copied)) == 82
    assert shared_share(shingles(copied), shingles(changed)) == 75 * 100 // (75 + 7 + 7)
    assert alike_texts({1: copied, 2: changed, 3: other}) == [(1, 2, 84)]


def test_nothing_to_compare_is_unknown() -> None:
    assert shared_share(frozenset(), frozenset()) is None
