"""Facts: each value as two whole numbers of one organisation and period, their sums up the tree, and one fingerprint of all.

Sums and fingerprint are described here once, in the plainest form. Whoever has the rows, in whatever program, order or
partition, comes to the same sums and the same fingerprint; ``rolled_sql`` is the same for an engine of tables.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from itertools import groupby
from operator import attrgetter
from typing import TypeVar

from guanmo.method.indicator_values import State


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. ``organisation`` is what other systems know it by; what is unknown adds to no sum."""

    indicator: str
    period: str
    organisation: str
    numerator: int
    denominator: int
    state: State


@dataclass(frozen=True, slots=True)
class Rolled:
    """An organisation together with everything below it: the sums of what is known, and how many are in which state."""

    indicator: str
    period: str
    organisation: str
    numerator: int
    denominator: int
    met: int
    missed: int
    on_track: int
    behind: int
    shown: int
    unknown: int


COUNTED = ("met", "missed", "on_track", "behind", "shown", "unknown")
"""The states that are counted, in the order of ``Rolled``. What does not apply is no fact."""


Row = TypeVar("Row", Fact, Rolled)
_CELLS = {kind: attrgetter(*(one.name for one in fields(kind))) for kind in (Fact, Rolled)}


def roll_up(facts: Iterable[Fact], above: Mapping[str, str | None]) -> list[Rolled]:
    """Sums for each organisation that has something below it, in order; ``above`` names whom each stands directly under.

    >>> facts = [Fact("day", "2026", "a1", 1, 1, State.MET), Fact("day", "2026", "a2", 5, 1, State.UNKNOWN)]
    >>> [(one.numerator, one.denominator, one.met, one.unknown) for one in roll_up(facts, {"a1": "a", "a2": "a", "a": None})]
    [(1, 1, 1, 1)]
    """
    parents = set(above.values())
    sums: dict[tuple[str, str, str], list[int]] = {}
    for one in facts:
        added = _added(one)
        for organisation in _upwards(one.organisation, above):
            if organisation in parents:
                total = sums.setdefault((one.indicator, one.period, organisation), [0] * len(added))
                total[:] = map(sum, zip(total, added, strict=True))
    return [Rolled(*key, *total) for key, total in sorted(sums.items())]


def _added(one: Fact) -> list[int]:
    known = one.state != State.UNKNOWN
    return [one.numerator * known, one.denominator * known, *(int(one.state == state) for state in COUNTED)]


def _upwards(organisation: str, above: Mapping[str, str | None]) -> Iterator[str]:
    here: str | None = organisation
    while here is not None:
        yield here
        here = above[here]


def rolled_sql() -> str:
    """The same sums over the tables ``fact`` and ``upwards`` (below, above: each organisation with itself and all above it).

    Plain enough for every engine; ``parent`` holds the organisations that have something below them.
    """
    counts = ", ".join(
        f"CAST(SUM(CASE WHEN f.state = '{state}' THEN 1 ELSE 0 END) AS BIGINT) AS {state}" for state in COUNTED
    )
    known = "CASE WHEN f.state <> 'unknown' THEN"
    return f"""SELECT f.indicator AS indicator, f.period AS period, u.above AS organisation,
  CAST(SUM({known} f.numerator ELSE 0 END) AS BIGINT) AS numerator,
  CAST(SUM({known} f.denominator ELSE 0 END) AS BIGINT) AS denominator, {counts}
FROM fact f JOIN upwards u ON u.below = f.organisation JOIN parent p ON p.organisation = u.above
GROUP BY f.indicator, f.period, u.above"""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one indicator and period: how many, and the SHA-256 of their lines in the order of the organisations."""

    indicator: str
    period: str
    rows: int
    sha256: str

    @property
    def line(self) -> str:
        """As it is written down, and as it goes into the fingerprint."""
        return f"{self.indicator},{self.period},{self.rows},{self.sha256}"


def read_part(line: str) -> Part:
    """What ``Part.line`` wrote. Raises ValueError.

    >>> read_part("day,2026-10,180,35c0").rows
    180
    """
    indicator, period, rows, sha256 = line.split(",")
    return Part(indicator, period, int(rows), sha256)


def parts_of(rows: Iterable[Row]) -> list[Part]:
    """The parts of all rows, whatever order they come in.

    A row's line is what follows its period, by commas: ``organisation,numerator,denominator,state``.

    >>> [one.sha256[:8] for one in parts_of([Fact("day", "2026", "a1", 1, 1, State.MET)])]
    ['e7554c9b']
    """
    found = []
    for (indicator, period), inside in groupby(in_order(rows), key=attrgetter("indicator", "period")):
        lines = [",".join(map(str, plain(one)[2:])) + "\n" for one in inside]
        found.append(Part(indicator, period, len(lines), _sha256("".join(lines))))
    return found


def in_order(rows: Iterable[Row]) -> list[Row]:
    """By indicator, period and organisation."""
    return sorted(rows, key=attrgetter("indicator", "period", "organisation"))


def plain(one: Fact | Rolled) -> tuple[str | int, ...]:
    """The row's cells in the order of its class."""
    return _CELLS[type(one)](one)


def fingerprint(facts: Iterable[Part], rolled: Iterable[Part]) -> str:
    """One SHA-256 of all facts and all sums."""
    written = [
        line
        for name, parts in (("facts", facts), ("rolled", rolled))
        for line in (name, *(one.line for one in sorted(parts, key=attrgetter("indicator", "period"))))
    ]
    return _sha256("".join(f"{line}\n" for line in written))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
