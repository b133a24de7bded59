"""In which order the organisations of one list stand (依次排名).

Source: S0-3.1-j, S0-3.3-i; issues_in_sources D31: an equal score is an equal rank, and the next rank is skipped.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the list; ``rank`` counts from 1 and is None where there is no score."""

    organisation: str
    score: Decimal | None
    rank: int | None


def rank(scores: Mapping[str, Decimal | None]) -> tuple[Ranked, ...]:
    """Rank organisations by score, highest first: 1, 2, 2, 4. Those without a score come last, unranked.

    rank = 1 + number of organisations with a higher score. Equal ranks are listed by the organisation's key, so the
    order of input never matters.

    >>> listed = rank({"a": Decimal("88"), "b": Decimal("91.50"), "c": Decimal("88.00"), "d": None, "e": Decimal("70")})
    >>> [(row.rank, row.organisation) for row in listed]
    [(1, 'b'), (2, 'a'), (2, 'c'), (4, 'e'), (None, 'd')]
    """
    known = {organisation: score for organisation, score in scores.items() if score is not None}
    places = _places(known)
    ranked = [Ranked(organisation, score, places[score]) for organisation, score in known.items()]
    unranked = [Ranked(organisation, None, None) for organisation in scores.keys() - known.keys()]
    return (
        *sorted(ranked, key=lambda row: (places[known[row.organisation]], row.organisation)),
        *sorted(unranked, key=lambda row: row.organisation),
    )


def _places(known: Mapping[str, Decimal]) -> dict[Decimal, int]:
    """Each score with its rank: 1 + how many scores are higher."""
    holders = Counter(known.values())
    descending = sorted(holders, reverse=True)
    higher = accumulate((holders[score] for score in descending), initial=0)
    return {score: 1 + count for score, count in zip(descending, higher, strict=False)}
