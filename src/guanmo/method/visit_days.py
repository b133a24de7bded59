"""On which day which place is visited, so that nobody travels more than was agreed."""

from collections import Counter
from collections.abc import Mapping, Sequence


class TooFewDays(ValueError):
    """No day is left on which everybody who goes to ``place`` has time: allow more days, or more visits a day."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def days_of(visits: Mapping[str, Sequence[str]], area: Mapping[str, str], *, days: int, a_day: int) -> dict[str, int]:
    """A day (from 1) for each place; nobody makes more than ``a_day`` visits a day. Raises ``TooFewDays``.

    The places of one area stand on the same day where that is possible, and days are filled evenly. Places with many
    visitors are seen to first; the order of input never matters.

    >>> days_of({"甲": ["一", "二"], "乙": ["一"], "丙": ["二"]}, {}, days=2, a_day=1)
    {'甲': 1, '丙': 2, '乙': 2}
    """
    load: Counter[tuple[str, int]] = Counter()
    filled: Counter[int] = Counter()
    there: Counter[tuple[str, int]] = Counter()
    found = {}
    for place in sorted(visits, key=lambda name: (-len(visits[name]), area.get(name, ""), name)):
        free = [day for day in range(1, days + 1) if all(load[one, day] < a_day for one in visits[place])]
        if not free:
            raise TooFewDays(place)
        where = area.get(place, "")
        day = min(free, key=lambda one: (-there[where, one], filled[one], one))
        load.update((one, day) for one in visits[place])
        filled[day] += 1
        there[where, day] += 1
        found[place] = day
    return found
