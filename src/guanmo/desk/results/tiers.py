"""Which organisations of a list can be told apart: tiers, and how far each rank holds, from the strictest reading on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from guanmo.stages.results.content import chance_in_words
from guanmo.stages.results.models import AdjustedScore, Standing


@dataclass(frozen=True, slots=True)
class Placed:
    """One organisation with the chance, in words, that it is among the best tenth of its part."""

    standing: Standing
    adjusted: AdjustedScore
    top: str


@dataclass(frozen=True, slots=True)
class TierLine:
    """One tier, the best first; ``part`` counts from 1 and is shown where there are several."""

    part: int
    number: int
    members: tuple[Placed, ...]


def tier_lines(standings: Iterable[Standing]) -> tuple[TierLine, ...]:
    """The tiers of those standings that have an adjusted score, part by part."""
    return tuple(
        TierLine(part, number, tuple(members)) for (part, number), members in groupby(_placed(standings), key=_tier)
    )


def _placed(standings: Iterable[Standing]) -> Sequence[Placed]:
    return sorted(_known(standings), key=lambda one: (*_tier(one), -one.adjusted.score, one.standing.organisation_id))


def _known(standings: Iterable[Standing]) -> Iterator[Placed]:
    for standing in standings:
        if (adjusted := getattr(standing, "adjusted", None)) is not None:
            yield Placed(standing, adjusted, chance_in_words(adjusted.top, _))


def _tier(one: Placed) -> tuple[int, int]:
    return one.adjusted.part, one.adjusted.tier
