"""The code on a printed ballot: says which judge's sheet for which visit it is, short enough to be typed (S0-A-c).

Eight characters of an alphabet of 32 without 0, O, 1 and I, printed as ``XXXX-XXXX``. Seven are the first 35 bits of the
SHA-256 of "visit:judge" (their UUIDs), so a code tells nothing to who does not have the round's list, and printing a
sheet again gives the same code. The last one is a check character: read as a polynomial over the field of 32 elements,
a code is zero at a generator of that field. So one wrong character and any two characters swapped are always noticed.

Within a round of 1000 sheets two of them share a code once in about 70 000 rounds; who looks a code up must allow for it.
"""

import hashlib
import unicodedata
from uuid import UUID

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
BITS = 5
_REDUCTION = 0b100101
"""The field's polynomial x^5 + x^2 + 1, of which x is a generator."""


def paper_code(visit: UUID, judge: UUID) -> str:
    """The code of one judge's sheet for one visit.

    >>> paper_code(UUID(int=1), UUID(int=2))
    'B4EPB9L2'
    >>> is_code(paper_code(UUID(int=1), UUID(int=2)))
    True
    """
    digest = hashlib.sha256(f"{visit}:{judge}".encode()).digest()
    number = int.from_bytes(digest, "big") >> (256 - BITS * (LENGTH - 1))
    values = [number >> (BITS * place) & 31 for place in reversed(range(LENGTH - 1))]
    return "".join(ALPHABET[value] for value in (*values, _times_x(_remainder(values))))


def is_code(text: str) -> bool:
    """Whether the text has the form of a code and its check character fits.

    >>> is_code("B4EPB9L2"), is_code("4BEPB9L2"), is_code("B4EPB9L3")
    (True, False, False)
    """
    if len(text) != LENGTH or any(char not in ALPHABET for char in text):
        return False
    return _remainder([ALPHABET.index(char) for char in text]) == 0


def read_code(typed: str) -> str:
    """What was typed, as it would be printed: capitals, without blanks and dashes, full-width letters made narrow.

    >>> read_code(" ｂ4ep－b9l2 ")
    'B4EPB9L2'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", typed).upper() if char not in "-–—_ \t\u3000")


def printed(code: str) -> str:
    """The code in two groups, as it stands on paper.

    >>> printed("B4EPB9L2")
    'B4EP-B9L2'
    """
    return f"{code[:4]}-{code[4:]}"


def _remainder(values: list[int]) -> int:
    """The value of the polynomial with these coefficients, highest first, at x."""
    found = 0
    for value in values:
        found = _times_x(found) ^ value
    return found


def _times_x(value: int) -> int:
    doubled = value << 1
    return doubled ^ _REDUCTION if doubled & 0b100000 else doubled
