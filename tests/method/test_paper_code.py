"""The code on paper: eight characters that no typing mistake of one or two places can turn into another valid code."""

import base64
import hashlib
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guanmo.method.paper_code import ALPHABET, is_code, paper_code, printed, read_code

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
codes = st.builds(paper_code, st.uuids(), st.uuids())


def test_alphabet_has_32_characters_and_none_that_looks_like_another() -> None:
    assert (len(ALPHABET), len(set(ALPHABET)), set(ALPHABET) & set("0O1I")) == (32, 32, set())


@given(st.uuids(), st.uuids())
def test_code_is_the_beginning_of_the_digest(visit: UUID, judge: UUID) -> None:
    digest = base64.b32encode(hashlib.sha256(f"{visit}:{judge}".encode()).digest()).decode()

    assert paper_code(visit, judge)[:7] == digest[:7].translate(str.maketrans(BASE32, ALPHABET))


@pytest.mark.parametrize("code", ["22222222", "22222234", "22222246", "3222222N"])
def test_check_character_by_hand(code: str) -> None:
    """The weights from the right are 1, 2, 4, 8, 16, 5, 10, 20; their sum over the field of 32 must be zero."""
    assert is_code(code)


@given(codes)
def test_every_wrong_character_is_noticed(code: str) -> None:
    wrong = (code[:place] + char + code[place + 1 :] for place in range(8) for char in ALPHABET if char != code[place])

    assert is_code(code)
    assert [one for one in wrong if is_code(one)] == []


@given(codes)
def test_every_two_characters_swapped_are_noticed(code: str) -> None:
    for first, second in combinations(range(8), 2):
        swapped = list(code)
        swapped[first], swapped[second] = code[second], code[first]
        assert not is_code("".join(swapped)) or code[first] == code[second]


@given(codes)
def test_code_is_read_as_people_type_it(code: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code.lower())

    assert {read_code(one) for one in (code.lower(), printed(code), f" {code[:4]} {code[4:]}　", wide)} == {code}


@pytest.mark.parametrize("text", ["", "2222222", "222222222", "2222222O", "2222222-", "二二二二二二二二"])
def test_what_is_no_code_is_told(text: str) -> None:
    assert not is_code(text)


def test_judge_and_visit_cannot_be_exchanged() -> None:
    assert paper_code(UUID(int=1), UUID(int=2)) != paper_code(UUID(int=2), UUID(int=1))
