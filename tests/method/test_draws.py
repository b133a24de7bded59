"""A draw that anyone can draw again: a second, independent sampler in twenty lines, and its statistical promise."""

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.draws import Entry, draw, list_digest, number_of, seed_of

VILLAGES = [f"第{number}村" for number in range(1, 13)]
SEED = seed_of("31415926535897932384", "2026-Q4-001", list_digest(Entry(name) for name in VILLAGES))


def drawn_by_hand(names: list[str], seed: str, size: int) -> list[str]:
    """The published recipe, written once more with nothing but the standard library."""
    inner = hashlib.sha256(seed.encode("utf-8")).hexdigest()
    numbers = {}
    for name in names:
        digits = str(int.from_bytes(hashlib.sha256(f"{inner}{name}".encode()).digest(), "big"))
        numbers[name] = digits.rjust(64, "0")[::-1]
    return sorted(names, key=lambda name: numbers[name])[:size]


def chosen(names: list[str], seed: str, size: int) -> list[str]:
    return [one.entry.name for one in draw([Entry(name) for name in names], {"": size}, seed) if one.drawn]


def test_draw_is_that_of_the_published_recipe() -> None:
    assert chosen(VILLAGES, SEED, 5) == drawn_by_hand(VILLAGES, SEED, 5)


def test_number_is_that_of_sha256sum() -> None:
    """printf 12345 | sha256sum, then that and 甲村 once more, in decimal by bc, reversed by rev."""
    assert number_of("12345", "甲村").startswith("0.96014259449840610723932585670230833774")


@given(st.permutations(VILLAGES), st.integers(1, 12))
def test_order_of_the_list_changes_nothing(names: list[str], size: int) -> None:
    assert chosen(names, SEED, size) == chosen(VILLAGES, SEED, size)
    assert list_digest(Entry(name) for name in names) == list_digest(Entry(name) for name in VILLAGES)


def test_part_of_the_list_never_contradicts_the_whole() -> None:
    whole = chosen(VILLAGES, SEED, 12)

    assert chosen(VILLAGES[:6], SEED, 6) == [name for name in whole if name in VILLAGES[:6]]


def test_strata_are_drawn_apart_and_the_excluded_never() -> None:
    entries = [Entry(name, "村", "" if place else "刚换届，书面申请缓查") for place, name in enumerate(VILLAGES)]
    entries += [Entry(f"社区{number}", "社区") for number in range(4)]

    found = draw(entries, {"村": 11, "社区": 1}, SEED)

    counts = Counter(one.entry.stratum for one in found if one.drawn)
    assert counts == {"村": 11, "社区": 1}
    assert [one.entry.name for one in found if not one.drawn and one.entry.excluded] == ["第1村"]


def test_every_village_is_drawn_about_equally_often() -> None:
    counts = Counter(name for dice in range(2000) for name in chosen(VILLAGES, seed_of(f"{dice:010}", "", ""), 3))

    expected = 2000 * 3 / 12
    assert sum((counts[name] - expected) ** 2 / expected for name in VILLAGES) < 31.3  # chi-square, 11 df, 1 in 1,000


def test_control_counter_that_favours_is_found() -> None:
    """The same test finds a sampler that looks at one digit only, so that ties go to who is listed first."""
    counts: Counter[str] = Counter()
    for dice in range(2000):
        numbers = {name: number_of(f"{dice}", name)[2:3] for name in VILLAGES}
        counts.update(sorted(VILLAGES, key=lambda name: numbers[name])[:3])

    expected = 2000 * 3 / 12
    assert sum((counts[name] - expected) ** 2 / expected for name in VILLAGES) > 31.3


@pytest.mark.parametrize("dice", ["", "123456789", "12345678９0", "1234 567890", "abcdefghij"])
def test_too_few_dice_are_refused(dice: str) -> None:
    with pytest.raises(ValueError, match="dice"):
        seed_of(dice, "2026-Q4-001", "")


def test_too_short_or_doubled_lists_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        draw([Entry("甲")], {"": 2}, SEED)
    with pytest.raises(ValueError, match="twice"):
        draw([Entry("甲"), Entry("甲")], {"": 1}, SEED)
