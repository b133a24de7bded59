"""A draw that anyone can draw again: a second, independent sampler in twenty lines, and its statistical promise."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.draws import Entry, draw, list_digest, number_of, seed_of

FOLDER = Path(__file__).parents[2] / "docs" / "method"
VILLAGES = [f"第{number}村" for number in range(1, 13)]
SEED = seed_of(
    "31415926535897932384", "2026-Q4-001", list_digest([Entry(name) for name in VILLAGES], {"": 5}, "2026-Q4-001")
)


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


VECTORS = json.loads((FOLDER / "draw_vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[one["occasion"] for one in VECTORS])
def test_published_vector_is_drawn(vector: Any, tmp_path: Path) -> None:
    """The vectors were made with sha256sum, sort, bc and rev; the published script draws them too."""
    entries = [Entry(name, stratum, excluded) for stratum, name, excluded in vector["entries"]]
    digest = list_digest(entries, vector["sizes"], vector["occasion"])
    found = draw(entries, vector["sizes"], seed_of(vector["dice"], vector["occasion"], digest))
    drawn = {
        stratum: [one.entry.name for one in found if one.drawn and one.entry.stratum == stratum]
        for stratum in vector["sizes"]
    }
    assert (digest, drawn) == (vector["digest"], vector["drawn"])

    file = tmp_path / "list.csv"
    rows = "".join(f"{stratum},{name},{excluded}\n" for stratum, name, excluded in vector["entries"])
    file.write_text("stratum,organisation,excluded\n" + rows, encoding="utf-8")
    sizes = [f"{stratum}={size}" for stratum, size in vector["sizes"].items()]
    script = [sys.executable, FOLDER / "draw_again.py", file, vector["occasion"], vector["dice"], *sizes]
    said = subprocess.run(script, capture_output=True, text=True, check=True, encoding="utf-8").stdout.splitlines()
    assert said == [f"digest {digest}", *(" ".join([stratum, *names]) for stratum, names in drawn.items())]


@pytest.mark.parametrize(
    "other",
    [
        ([Entry("甲"), Entry("乙")], {"": 2}, "Q4"),
        ([Entry("甲"), Entry("乙")], {"": 1}, "Q4-1"),
        ([Entry("甲"), Entry("乙", excluded="缓查")], {"": 1}, "Q4"),
        ([Entry("甲", stratum="乙")], {"": 1}, "Q4"),
    ],
)
def test_nothing_that_decides_can_be_changed_after_the_digest(other: Any) -> None:
    assert list_digest(*other) != list_digest([Entry("甲"), Entry("乙")], {"": 1}, "Q4")


def test_white_space_changes_neither_the_digest_nor_who_is_drawn(tmp_path: Path) -> None:
    """Nobody turns a blank into two after the dice: the number is that of the plain name, and of the published script too."""
    plain = [Entry(name, "村") for name in VILLAGES]
    blanks = [Entry(f" {name[0]} {name[1:]}  ", " 村") for name in VILLAGES]
    spaced = [Entry(f"{name[0]} {name[1:]}", "村") for name in VILLAGES]
    assert list_digest(blanks, {"村": 3}, "Q4") == list_digest(spaced, {"村": 3}, "Q4")
    assert list_digest(blanks, {"村": 3}, "Q4") != list_digest(plain, {"村": 3}, "Q4")
    drawn = [[one.number for one in draw(entries, {"村": 3}, SEED) if one.drawn] for entries in (blanks, spaced)]
    assert drawn[0] == drawn[1]

    said = set()
    for number, entries in enumerate((" 第  1村 ", "第 1村")):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"organisation,stratum\n{entries},村 \n第2村,村\n", encoding="utf-8")
        script = [sys.executable, FOLDER / "draw_again.py", file, "Q4", "3141592653", "村=2", "社区=0"]
        said.add(subprocess.run(script, capture_output=True, check=True).stdout)
    assert len(said) == 1


def test_tab_in_a_name_makes_no_two_lists_alike() -> None:
    assert list_digest([Entry("B\tC", "A")], {}, "") != list_digest([Entry("C", "A\tB")], {}, "")


@given(st.permutations(VILLAGES), st.integers(1, 12))
def test_order_of_the_list_changes_nothing(names: list[str], size: int) -> None:
    assert chosen(names, SEED, size) == chosen(VILLAGES, SEED, size)
    digests = {list_digest([Entry(name) for name in ordered], {"": size}, "Q4") for ordered in (names, VILLAGES)}
    assert len(digests) == 1


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
