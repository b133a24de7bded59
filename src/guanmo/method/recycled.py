"""Recycled photos and minutes: how alike two are, and how often chance alone makes them so. A question, never a verdict.

Pictures are compared by their difference hash (N. Krawetz, "Kind of Like That", 2013): 64 bits, each says whether a
field of an 8 × 9 grid of grey is brighter than its neighbour. Texts are compared by shingles of characters (A. Broder,
"On the resemblance and containment of documents", 1997). Forms and slogans repeat by nature: a likeness says that
somebody should look, nothing else.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations, pairwise
from math import comb
from typing import TypeVar

K = TypeVar("K", bound=Hashable)

BITS = 64
ALIKE_BITS = 6
"""Pictures that differ in at most so many of 64 bits are shown."""
SHINGLE = 8
ALIKE_SHARE = 80
"""Texts that share at least so many per cent of their shingles are shown."""
PLAIN_BITS = 8
"""A picture with fewer bits set (or unset) than this is too plain to compare: a wall, a dark room."""
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


def alike_pictures(prints: Mapping[K, str]) -> list[tuple[K, K, int]]:
    """Pairs that differ in at most 6 bits, with how many, in the order given.

    Cut into 7 bands, such a pair agrees in at least one whole band, so only pictures with a common band are compared.

    >>> alike_pictures({"a": "00ff00ff00ff00ff", "b": "00ff00ff00ff00fe", "c": "ff00ff00ff00ff00"})
    [('a', 'b', 1)]
    """
    places = {key: place for place, key in enumerate(prints)}
    found: dict[tuple[K, K], int] = {}
    for keys in _buckets(prints).values():
        for one, other in combinations(keys, 2):
            bits = different_bits(prints[one], prints[other])
            if bits <= ALIKE_BITS:
                found[one, other] = bits
    return sorted(
        ((one, other, bits) for (one, other), bits in found.items()),
        key=lambda pair: (places[pair[0]], places[pair[1]]),
    )


def comparable(prints: Mapping[K, str]) -> dict[K, str]:
    """Those that are not too plain to be compared."""
    return {key: one for key, one in prints.items() if PLAIN_BITS <= int(one, 16).bit_count() <= BITS - PLAIN_BITS}


def alike_texts(texts: Mapping[K, str]) -> list[tuple[K, K, int]]:
    """Pairs of texts that share at least 80 per cent of their shingles, with the share; short texts are left out.

    >>> alike_texts({"a": "短", "b": "短"})
    []
    """
    cut = {key: shingles(text) for key, text in texts.items() if len(text) >= LEAST_TEXT}
    pairs = ((one, other, shared_share(cut[one], cut[other])) for one, other in combinations(cut, 2))
    return [(one, other, share) for one, other, share in pairs if share is not None and share >= ALIKE_SHARE]


def _buckets(prints: Mapping[K, str]) -> dict[tuple[int, int], list[K]]:
    bands, found = ALIKE_BITS + 1, defaultdict(list)
    width = -(-BITS // bands)
    for key, one in comparable(prints).items():
        for band in range(bands):
            found[band, int(one, 16) >> (band * width) & (2**width - 1)].append(key)
    return found
