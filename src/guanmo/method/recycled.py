"""Recycled photos and minutes: how alike two are, and how often chance alone makes them so. A question, never a verdict.

Pictures are compared by their difference hash (N. Krawetz, "Kind of Like That", 2013): 64 bits, each says whether a
field of an 8 × 9 grid of grey is brighter than its neighbour. Texts are compared by shingles of characters (A. Broder,
"On the resemblance and containment of documents", 1997). Forms and slogans repeat by nature: a likeness says that
somebody should look, nothing else.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import comb

BITS = 64
ALIKE_BITS = 6
"""Pictures that differ in at most so many of 64 bits are shown."""
SHINGLE = 8
ALIKE_SHARE = 80
"""Texts that share at least so many per cent of their shingles are shown."""
LEAST_TEXT = 60
"""Shorter texts (in characters) are alike by nature and are not compared."""


def fingerprint(grey: Sequence[Sequence[int]]) -> str:
    """The hash of 8 rows of 9 grey values as 16 hexadecimal digits. Raises ValueError for another size.

    >>> fingerprint([[0, 9, 0, 9, 0, 9, 0, 9, 0]] * 8)
    'aaaaaaaaaaaaaaaa'
    """
    if len(grey) != 8 or any(len(row) != 9 for row in grey):
        raise ValueError("8 rows of 9 values are needed")
    bits = "".join("1" if right > left else "0" for row in grey for left, right in pairwise(row))
    return f"{int(bits, 2):016x}"


def different_bits(one: str, other: str) -> int:
    """In how many of the 64 bits two fingerprints differ.

    >>> different_bits("000000000000000f", "0000000000000000")
    4
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()


def chance_of_a_pair(most: int = ALIKE_BITS) -> tuple[int, int]:
    """How often two unrelated pictures with random bits would differ in at most ``most`` bits, as (cases, of so many).

    Real pictures are less random than this (sky above, ground below), so the true rate is higher: it is a lower bound.

    >>> chance_of_a_pair(0)
    (1, 18446744073709551616)
    """
    return sum(comb(BITS, bits) for bits in range(most + 1)), 2**BITS


def shingles(text: str) -> frozenset[str]:
    """All runs of 8 characters, without spaces and marks.

    >>> sorted(shingles("支部召开党员大会了"))
    ['支部召开党员大会', '部召开党员大会了']
    """
    plain = "".join(character for character in text if character.isalnum())
    return frozenset(plain[at : at + SHINGLE] for at in range(max(0, len(plain) - SHINGLE + 1)))


def shared_share(one: frozenset[str], other: frozenset[str]) -> int | None:
    """How many per cent of all their shingles two texts share, rounded down; None when there is nothing to compare.

    >>> shared_share(frozenset({"a", "b", "c"}), frozenset({"b", "c", "d"}))
    50
    """
    both = one | other
    return len(one & other) * 100 // len(both) if both else None
