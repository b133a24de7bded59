"""Drawing at random so that anyone can draw again and find the same: a frozen list, public dice, SHA-256.

Source: S2-3.5-a (随机抽样检查), security.md 3.2. List, numbers and occasion are published by their digest before the dice are thrown; dice
and digest together are the seed, so that neither who keeps the list nor who throws can choose the outcome alone. Each
entry gets a number from the seed; the smallest numbers are drawn. These are the first tickets of Rivest's
``consistent_sampler``: its users can check a draw of ours, and a draw from a part of the list never contradicts it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

FEWEST_DICE = 10
"""Digits: with fewer, who may throw again would soon have the list's own numbers by heart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list. Only entries of the same ``stratum`` compete; an ``excluded`` one (the reason) never does.

    In each part any run of white space is one blank, so that what the digest covers is what is drawn from.
    """

    name: str
    stratum: str = ""
    excluded: str = ""

    def __post_init__(self) -> None:
        for part in ("name", "stratum", "excluded"):
            object.__setattr__(self, part, plain(getattr(self, part)))


@dataclass(frozen=True, slots=True)
class Drawn:
    """An entry with its number (a decimal fraction as text) and whether it was drawn."""

    entry: Entry
    number: str
    drawn: bool


def list_digest(entries: Iterable[Entry], sizes: Mapping[str, int], occasion: str) -> str:
    """The SHA-256 (64 hex digits) of all that is published before the dice are thrown, so that nothing of it is chosen after.

    The lines, in UTF-8, each ended by LF, parts set off by TAB: ``occasion`` and what is drawn for; for each stratum from
    which is drawn, sorted, ``size``, stratum and number; for each entry, sorted, ``entry``, stratum, name and the reason of an
    exclusion. In each part any run of white space is one blank.

    >>> whole = list_digest([Entry("b"), Entry("a")], {"": 1}, "Q4")
    >>> whole == list_digest([Entry("a"), Entry("b")], {"": 1}, "Q4")
    True
    >>> whole == list_digest([Entry("a"), Entry("b")], {"": 2}, "Q4")
    False
    """
    counts = sorted(_line("size", stratum, str(size)) for stratum, size in sizes.items() if size > 0)
    names = sorted(_line("entry", one.stratum, one.name, one.excluded) for one in entries)
    return sha256("".join([_line("occasion", occasion), *counts, *names]).encode()).hexdigest()


def plain(text: str) -> str:
    """The text with any run of white space as one blank, and none at its ends."""
    return " ".join(text.split())


def _line(*parts: str) -> str:
    return "\t".join(map(plain, parts)) + "\n"


def seed_of(dice: str, occasion: str, digest: str) -> str:
    """The seed: the digits thrown, what is drawn for (the round), and the digest of the list.

    Raises ValueError unless ``dice`` is at least ``FEWEST_DICE`` digits.
    """
    if not (dice.isascii() and dice.isdigit()) or len(dice) < FEWEST_DICE:
        raise ValueError(f"dice must be at least {FEWEST_DICE} digits: {dice!r}")
    return f"{dice}|{occasion}|{digest}"


def number_of(seed: str, name: str) -> str:
    """The number of one entry: SHA-256 of the seed's own SHA-256 and the name, written in decimal, last digit first.

    Last digit first, because the first digits of such a number are not equally likely.

    >>> number_of("12345", "甲村")[:14]
    '0.960142594498'
    """
    whole = int(sha256((sha256(seed.encode()).hexdigest() + name).encode()).hexdigest(), 16)
    return "0." + f"{whole:064d}"[::-1]


def draw(entries: Iterable[Entry], sizes: Mapping[str, int], seed: str) -> tuple[Drawn, ...]:
    """Draw ``sizes[stratum]`` entries of each stratum (0 where it is not named), in the order of their numbers.

    Raises ValueError where a name comes twice or a stratum has fewer entries than asked for.
    """
    listed = list(entries)
    names = [one.name for one in listed]
    if len(set(names)) < len(names):
        raise ValueError(f"names that come twice: {sorted({name for name in names if names.count(name) > 1})}")
    numbered = sorted((number_of(seed, one.name), one.name, one) for one in listed)
    left = dict(sizes)
    drawn = []
    for number, _name, entry in numbered:
        chosen = not entry.excluded and left.get(entry.stratum, 0) > 0
        left[entry.stratum] = left.get(entry.stratum, 0) - chosen
        drawn.append(Drawn(entry, number, chosen))
    if short := {stratum: count for stratum, count in left.items() if count > 0}:
        raise ValueError(f"too few entries: {short}")
    return tuple(drawn)
