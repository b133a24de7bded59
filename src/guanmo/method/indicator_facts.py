"""Facts: each value as two whole numbers of one organisation and period, their sums up the tree, places among neighbours, and
one fingerprint of all.

Sums, places and fingerprint are described here once, in the plainest form. Whoever has the rows, in whatever program, order or
partition, comes to the same; ``rolled_sql`` and ``ranked_sql`` are the same for an engine of tables.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Ranked:
    """The place of an organisation with its sums ``among`` those directly under the same superior: by the share that meets.

    The same share is the same place, and the next is left free. Where nothing was met or missed there is no place.
    """

    indicator: str
    period: str
    organisation: str
    place: int
    among: int


COUNTED = ("met", "missed", "on_track", "behind", "shown", "unknown")
"""The states that are counted, in the order of ``Rolled``. What does not apply is no fact."""


Row = TypeVar("Row", Fact, Rolled, Ranked)
_CELLS = {kind: attrgetter(*(one.name for one in fields(kind))) for kind in (Fact, Rolled, Ranked)}


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


def rank(rolled: Iterable[Rolled], above: Mapping[str, str | None]) -> list[Ranked]:
    """Places among neighbours, in order; exact, since shares are compared as whole numbers.

    >>> sums = [Rolled("day", "2026", name, 0, 0, met, missed, 0, 0, 0, 0) for name, met, missed in
    ...         (("a", 1, 2), ("b", 2, 4), ("d", 3, 1), ("e", 0, 0))]
    >>> [(one.organisation, one.place, one.among) for one in rank(sums, dict.fromkeys("abde", "c"))]
    [('a', 2, 3), ('b', 2, 3), ('d', 1, 3)]
    """
    groups: dict[tuple[str, str, str], list[Rolled]] = {}
    for one in rolled:
        over = above[one.organisation]
        if over is not None and one.met + one.missed:
            groups.setdefault((one.indicator, one.period, over), []).append(one)
    found = (_placed(one, neighbours) for neighbours in groups.values() for one in neighbours)
    return in_order(found)


def _placed(one: Rolled, neighbours: Sequence[Rolled]) -> Ranked:
    ahead = sum(other.met * (one.met + one.missed) > one.met * (other.met + other.missed) for other in neighbours)
    return Ranked(one.indicator, one.period, one.organisation, 1 + ahead, len(neighbours))


def ranked_sql() -> str:
    """The same places over the tables ``rolled`` and ``organisation`` (organisation, above)."""
    return """SELECT r.indicator AS indicator, r.period AS period, r.organisation AS organisation,
  CAST(1 + SUM(CASE WHEN s.met * (r.met + r.missed) > r.met * (s.met + s.missed) THEN 1 ELSE 0 END) AS BIGINT) AS place,
  CAST(COUNT(*) AS BIGINT) AS among
FROM rolled r JOIN organisation o ON o.organisation = r.organisation JOIN organisation q ON q.above = o.above
JOIN rolled s ON s.organisation = q.organisation AND s.indicator = r.indicator AND s.period = r.period
WHERE r.met + r.missed > 0 AND s.met + s.missed > 0
GROUP BY r.indicator, r.period, r.organisation"""


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


def plain(one: Fact | Rolled | Ranked) -> tuple[str | int, ...]:
    """The row's cells in the order of its class."""
    return _CELLS[type(one)](one)


def fingerprint(facts: Iterable[Part], rolled: Iterable[Part], ranked: Iterable[Part]) -> str:
    """One SHA-256 of all facts, all sums and all places."""
    written = [
        line
        for name, parts in (("facts", facts), ("rolled", rolled), ("ranked", ranked))
        for line in (name, *(one.line for one in sorted(parts, key=attrgetter("indicator", "period"))))
    ]
    return _sha256("".join(f"{line}\n" for line in written))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
