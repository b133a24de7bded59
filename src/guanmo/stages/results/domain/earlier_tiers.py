"""What other tiers of the year gave the organisations of a round, where the round's rule weighs tiers (design.md 4).

Of each tier the latest round counts that is published and gave the organisation a score; its score is taken as published.
"""

from dataclasses import dataclass
from decimal import Decimal

from guanmo.stages.results.enums import List
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.enums import PUBLISHED
from guanmo.stages.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Earlier:
    """The score of an organisation in one tier, and the title of the round that gave it."""

    score: Decimal
    round: str


def earlier_tiers(round: Round) -> dict[int, dict[str, Earlier]]:
    """By organisation (its id) and tier; empty where the round weighs no tiers."""
    tiers = [tier for tier, _weight in round.official.tiers if tier != round.tier]
    if not tiers:
        return {}
    rows = Standing.objects.filter(
        ranking__round__cycle=round.cycle_id,
        ranking__round__tier__in=tiers,
        ranking__round__state__in=PUBLISHED,
        score__isnull=False,
        organisation__in=round.visits.values("organisation"),
    ).exclude(ranking_list=List.TOWNSHIP)
    found: dict[int, dict[str, Earlier]] = {}
    for row in rows.select_related("ranking__round").order_by("ranking__round__period", "ranking__at", "pk"):
        assert row.score is not None
        given = Earlier(row.score, row.ranking.round.title)
        found.setdefault(row.organisation_id, {})[row.ranking.round.tier] = given
    return found
