"""Who visits whom, and how well the visits will tell organisations apart, before anyone travels (fair.md 5).

Nobody scores the own area; the work is shared evenly and bounded; and visitors are mixed, so that a strict one can be
told from weak organisations. The expected error is that of the severity model with flat prior knowledge of organisations.
"""

from collections import Counter, deque
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

    A plan is found wherever there is one. The first ``anchors`` places, as the seed puts them, are visited by everybody who may: they tie all judges together.
    Whoever has the least to do goes next; among equals, whoever has met the others of the panel least often; then the
    seed decides. The same input and seed give the same visits, whatever the order of input. Raises ``TooFewVisitors``.
    """
    plan = _Plan(visitors, each, most, seed)
    listed = sorted(places, key=lambda one: _chance(seed, one.name))
    for number, place in enumerate(listed):
        plan.send_to(place, everybody=number < anchors)
    return {name: tuple(sorted(panel)) for name, panel in sorted(plan.panels.items())}


class _Plan:
    """The panels so far. Where nobody is free, those who could go change places with those who are sent elsewhere."""

    def __init__(self, visitors: Sequence[Visitor], each: int, most: int, seed: str) -> None:
        self.visitors, self.each, self.most, self.seed = visitors, each, most, seed
        self.panels: dict[str, list[str]] = {}
        self.may: dict[str, list[str]] = {}
        self.loads: Counter[str] = Counter()
        self.met: Counter[frozenset[str]] = Counter()
        self.changed = False

    def send_to(self, place: Place, *, everybody: bool) -> None:
        panel = self.panels[place.name] = []
        self.may[place.name] = [one.name for one in self.visitors if not (one.area and one.area == place.area)]
        for _seat in range(max(len(self.visitors), self.each) if everybody else self.each):
            free = [name for name in self.may[place.name] if name not in panel and self.loads[name] < self.most]
            if free:
                chosen = min(free, key=lambda name: self._last(place.name, name))
                panel.append(chosen)
                self.loads[chosen] += 1
            elif len(panel) >= self.each:
                break
            elif not self._make_room(place.name):
                raise TooFewVisitors(place.name)
        finished = self.panels.values() if self.changed else (panel,)
        if self.changed:
            self.met.clear()
        self.met.update(frozenset(pair) for one in finished for pair in combinations(one, 2))
        self.changed = False

    def _last(self, place: str, name: str) -> tuple[int, int, str]:
        """Who comes first has least to do, has met the panel least often, and then the smallest number."""
        met = sum(self.met[frozenset((name, other))] for other in self.panels[place])
        return self.loads[name], met, _chance(self.seed, f"{place}\t{name}")

    def _make_room(self, place: str) -> bool:
        """Give ``place`` one more visitor by a chain of changes (an augmenting path); False where no plan has room."""
        came: dict[str, tuple[str, str]] = {}  # who would come -> to which place, for whom
        waiting = deque(self._could(place, came, ""))
        while waiting:
            name = waiting.popleft()
            if self.loads[name] < self.most:
                self._change(name, came)
                return True
            for other in sorted(one for one, panel in self.panels.items() if name in panel and one != place):
                if len(self.panels[other]) > self.each:  # an anchor has more than it needs
                    self.panels[other].remove(name)
                    self.loads[name] -= 1
                    self._change(name, came)
                    return True
                waiting.extend(self._could(other, came, name))
        return False

    def _could(self, place: str, came: dict[str, tuple[str, str]], instead: str) -> list[str]:
        names = [one for one in self.may[place] if one not in self.panels[place] and one not in came]
        names.sort(key=lambda name: self._last(place, name))
        came.update((name, (place, instead)) for name in names)
        return names

    def _change(self, name: str, came: Mapping[str, tuple[str, str]]) -> None:
        """Send ``name`` where it would come, whom it relieves where that one would come, and so on."""
        self.changed = True
        self.loads[name] += 1
        while name:
            place, instead = came[name]
            self.panels[place].append(name)
            if instead:
                self.panels[place].remove(instead)
            name = instead


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
    """One more visit that is worth its journey, the mean error that it would leave, and in how many parts."""

    place: str
    visitor: str
    error: float
    parts: int


def best_extras(
    visits: Visits, places: Iterable[Place], visitors: Sequence[Visitor], *, most: int, count: int = 2, seed: str = ""
) -> tuple[Extra, ...]:
    """The ``count`` extra visits that lower the mean expected error most of those looked at, found one after the other.

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
        (left, error), (place, visitor) = min(looked_at, default=((0, np.inf), ("", "")))
        if not np.isfinite(error):
            break
        now[place] = (*now[place], visitor)
        extras.append(Extra(place, visitor, error, left))
    return tuple(extras)


def fewest_parts(places: Iterable[Place], visitors: Sequence[Visitor]) -> int:
    """In how many parts the places would still fall if everybody went wherever they may: no plan has fewer."""
    everywhere = {
        place.name: tuple(one.name for one in visitors if not (one.area and one.area == place.area)) for place in places
    }
    table, _names = _table({name: panel for name, panel in everywhere.items() if panel})
    return parts(table).count


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
