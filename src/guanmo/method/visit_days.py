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

    The places of one area stand on the same day where all of them can, otherwise areas are left out of account. Places with
    many visitors are seen to first; the order of input never matters.

    >>> days_of({"甲": ["一", "二"], "乙": ["一"], "丙": ["二"]}, {}, days=2, a_day=1)
    {'甲': 1, '丙': 2, '乙': 2}
    """
    try:
        return _days(visits, area, days, a_day)
    except TooFewDays:
        return _days(visits, {}, days, a_day)


def _days(visits: Mapping[str, Sequence[str]], area: Mapping[str, str], days: int, a_day: int) -> dict[str, int]:
    """Each place in turn on the free day with most of its area; among equals the one with least to do for its visitors."""
    load: Counter[tuple[str, int]] = Counter()
    there: Counter[tuple[str, int]] = Counter()
    found: dict[str, int] = {}
    for place in sorted(visits, key=lambda name: (-len(visits[name]), area.get(name, ""), name)):
        panel, where = visits[place], area.get(place, "")
        free = [day for day in range(1, days + 1) if all(load[one, day] < a_day for one in panel)]
        if not free:
            raise TooFewDays(place)
        busy = {day: sum(load[one, day] for one in panel) for day in free}
        filled = Counter(found.values())
        found[place] = min(free, key=lambda day: (-there[where, day] if where else 0, busy[day], filled[day], day))
        load.update((one, found[place]) for one in panel)
        there[where, found[place]] += 1
    return found
