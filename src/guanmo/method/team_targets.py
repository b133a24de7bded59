"""Which township each supervision team observes: never its own, and evenly (S0-3.2-d).

The townships stand in a circle whose order the seed decides. First every township's first team is sent, then every
second one, and so on: the first to the next township along the circle, the second to the one after, so that two
neighbours do not only judge one another. A township that fewer teams visit goes before. Where all send the same number
and nothing was chosen before, all receive that number; otherwise one may be left without, which the page then names.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256


def team_targets(
    senders: Mapping[str, str], townships: Iterable[str], *, chosen: Mapping[str, str], seed: str
) -> dict[str, str]:
    """Team -> township for every team, given team -> sender. What is ``chosen`` already stays and counts.

    The same input and seed give the same answer, whatever the order of input. A team for which there is no other
    township is left out.

    >>> team_targets({"one": "A", "two": "B"}, ["A", "B"], chosen={}, seed="x") == {"one": "B", "two": "A"}
    True
    """
    circle = sorted(townships, key=lambda name: sha256(f"{seed}\t{name}".encode()).hexdigest())
    place = {name: index for index, name in enumerate(circle)}
    received = Counter(chosen.values())
    found = dict(chosen)
    for turn, team in _in_turn(senders, place, chosen):
        sender = senders[team]
        step = 1 + turn % max(len(circle) - 1, 1)
        ahead = [circle[(place[sender] + step + more) % len(circle)] for more in range(len(circle))]
        others = [name for name in ahead if name != sender]
        if others:
            found[team] = min(others, key=received.__getitem__)  # the first along the circle among equals
            received[found[team]] += 1
    return found


def _in_turn(senders: Mapping[str, str], place: Mapping[str, int], chosen: Mapping[str, str]) -> list[tuple[int, str]]:
    """The teams without a target, each township's first before anyone's second."""
    turns: Counter[str] = Counter()
    found = []
    for team in sorted(set(senders) - set(chosen)):
        found.append((turns[senders[team]], team))
        turns[senders[team]] += 1
    return sorted(found, key=lambda one: (one[0], place[senders[one[1]]]))
