"""Who visits whom, and how well the visits will tell organisations apart, before anyone travels (fair.md 5).

Nobody scores the own area; the work is shared evenly and bounded; and visitors are mixed, so that a strict one can be
told from weak organisations. The expected error is that of the severity model with flat prior knowledge of organisations.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

import numpy as np

from guanmo.method.severity.equations import Equations, Pattern, Variances
from guanmo.method.severity.parts import Parts, bridges, parts
from guanmo.method.severity.table import Floats, Table

NOISE, SEVERITY = 4.0, 3.0
"""Usual standard deviations in points: of a sheet about its judge's mean, and between judges (fair.md 2)."""
FLAT = 1e6
TRIED = 40
"""Candidates looked at for each extra visit; more change the answer little."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who travels as one: a judge alone, or a team. ``area`` is where they belong, "" when nowhere."""

    name: str
    area: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation to be visited, in its area."""

    name: str
    area: str = ""


class TooFewVisitors(ValueError):
    """Nobody is left who may visit ``place``: raise the bound, or name more visitors from elsewhere."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


Visits = Mapping[str, tuple[str, ...]]
"""Place -> the visitors who go there."""


def assign(
    places: Iterable[Place], visitors: Sequence[Visitor], *, each: int, most: int, seed: str, anchors: int = 0
) -> dict[str, tuple[str, ...]]:
    """Send ``each`` visitors to every place, none of them to the own area, none more than ``most`` times.

    The first ``anchors`` places, as the seed puts them, are visited by everybody who may: they tie all judges together.
    Whoever has the least to do goes next; among equals, whoever has met the others of the panel least often; then the
    seed decides. The same input and seed give the same visits, whatever the order of input. Raises ``TooFewVisitors``.
    """
    loads: Counter[str] = Counter()
    met: Counter[frozenset[str]] = Counter()
    found = {}
    for number, place in enumerate(sorted(places, key=lambda one: _chance(seed, one.name))):
        panel: list[str] = []
        for seat in range(len(visitors) if number < anchors else each):
            free = [
                one.name
                for one in visitors
                if one.name not in panel and loads[one.name] < most and not (one.area and one.area == place.area)
            ]
            if not free and seat < each:
                raise TooFewVisitors(place.name)
            if not free:
                break
            chosen = min(
                free,
                key=lambda name: (
                    loads[name],
                    sum(met[frozenset((name, other))] for other in panel),
                    _chance(seed, f"{place.name}\t{name}"),
                ),
            )
            panel.append(chosen)
            loads[chosen] += 1
        met.update(frozenset(pair) for pair in combinations(panel, 2))
        found[place.name] = tuple(sorted(panel))
    return dict(sorted(found.items()))


def _chance(seed: str, name: str) -> str:
    return sha256(f"{seed}\t{name}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a plan of visits can be expected to tell.

    ``parts`` groups that cannot be compared with each other; ``error`` the mean and ``worst`` the largest expected
    standard error, in points, of the difference between two places that can be; ``bridges`` visitors on whom alone a
    comparison hangs. Errors are None where no two places can be compared.
    """

    parts: int
    error: float | None
    worst: float | None
    bridges: tuple[str, ...]


def prospect(visits: Visits, *, noise: float = NOISE, severity: float = SEVERITY) -> Prospect:
    """Look ahead. ``noise`` and ``severity`` are standard deviations in points, as estimated from earlier rounds."""
    table, names = _table(visits)
    found = parts(table)
    apart = _apart(table, found, noise, severity)
    return Prospect(
        found.count,
        float(apart.mean()) if apart.size else None,
        float(apart.max()) if apart.size else None,
        tuple(names[judge] for judge in bridges(table)),
    )


@dataclass(frozen=True, slots=True)
class Extra:
    """One more visit that is worth its journey, and the mean error that it would leave."""

    place: str
    visitor: str
    error: float


def best_extras(
    visits: Visits, places: Iterable[Place], visitors: Sequence[Visitor], *, most: int, count: int = 2, seed: str = ""
) -> tuple[Extra, ...]:
    """The ``count`` extra visits that lower the mean expected error most, found one after the other.

    A visit that joins parts comes before all others that are looked at: it makes comparable what was not. Nobody travels
    more than ``most`` times. Of very many candidates a sample is looked at, chosen by the seed.
    """
    now = {place: tuple(panel) for place, panel in visits.items()}
    area = {one.name: one.area for one in places}
    extras = []
    for _number in range(count):
        loads = Counter(name for panel in now.values() for name in panel)
        free = [
            (place, one.name)
            for place, panel in now.items()
            for one in visitors
            if loads[one.name] < most and one.name not in panel and not (one.area and one.area == area.get(place))
        ]
        free.sort(key=lambda pair: _chance(seed, "\t".join(pair)))
        looked_at = [(_after(now, *pair), pair) for pair in free[:TRIED]]
        (_parts, error), (place, visitor) = min(looked_at, default=((0, np.inf), ("", "")))
        if not np.isfinite(error):
            break
        now[place] = (*now[place], visitor)
        extras.append(Extra(place, visitor, error))
    return tuple(extras)


def _after(visits: Visits, place: str, visitor: str) -> tuple[int, float]:
    table, _names = _table({**visits, place: (*visits[place], visitor)})
    found = parts(table)
    apart = _apart(table, found, NOISE, SEVERITY)
    return found.count, float(apart.mean()) if apart.size else np.inf


def _table(visits: Visits) -> tuple[Table, list[str]]:
    names = sorted({visitor for panel in visits.values() for visitor in panel})
    column = {name: place for place, name in enumerate(names)}
    pairs = [(row, column[one]) for row, panel in enumerate(visits.values()) for one in panel]
    rows, columns = zip(*pairs, strict=True)
    return Table.of(rows, columns, np.zeros(len(pairs))), names


def _apart(table: Table, found: Parts, noise: float, severity: float) -> Floats:
    """Expected errors of the differences between places that can be compared."""
    same = found.organisation[:, None] == found.organisation[None, :]
    return np.asarray(_errors(table, noise, severity)[same & ~np.eye(table.organisations, dtype=bool)], np.float64)


def _errors(table: Table, noise: float, severity: float) -> Floats:
    """Expected standard errors of all differences (O x O)."""
    size, ones = table.score.size, np.ones(table.score.size)
    variances = Variances(own=FLAT, judge=severity**2, noise=noise**2)
    equations = Equations(Pattern(table), variances, np.full(size, 1 / noise**2), ones)
    return np.array([equations.apart(row) for row in range(table.organisations)])
