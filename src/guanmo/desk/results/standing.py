"""The page that explains one standing down to the deduction line (S0-2-a, S0-3.1-j)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.results.explanation import explain
from guanmo.desk.results.lists import class_tag, confirmed_tag
from guanmo.desk.results.objections import may_object_now
from guanmo.desk.results.reliability import fragile_words
from guanmo.stages.documents.composers.rule import class_words, official_words
from guanmo.stages.documents.enums import Format
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import rectified_scores
from guanmo.stages.results.models import AdjustedScore, Standing
from guanmo.stages.results.queries import (
    adjustments_of,
    ballots_behind,
    class_history,
    named_ballots,
    objections_of,
    standing_for,
    window_of,
)
from guanmo.stages.results.rules import may_question_judges, may_read_deductions
from guanmo.stages.rounds.enums import Tier

LATEST = 6
ORDER = [one.value for one in Tier]


@require_safe
def standing(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Sheets, sum, sections, deductions and class history of one visit."""
    found = standing_for(request.user, uuid)
    reads = may_read_deductions(access_of(request.user), found.organisation.path)
    named = named_ballots(request.user, found)
    ballots = list(ballots_behind(request.user, found))
    round = found.ranking.round
    adjusted: AdjustedScore | None = getattr(found, "adjusted", None)
    adjustment = adjustments_of(request.user, round).filter(ranking_list=found.ranking_list).first()
    history = class_history(request.user, found.organisation)[:LATEST]
    context = {
        "standing": found,
        "round": round,
        "explanation": explain(found, ballots, named=named, deductions=reads),
        "sections": _sections(found),
        "tiers": sorted((_tier(one) for one in found.tiers), key=lambda one: ORDER.index(str(one["tier"]))),
        "adjusted": adjusted,
        "window": window_of(found.ranking),
        "objections": objections_of(request.user, found),
        "may_object": may_object_now(request, found),
        "rectified": rectified_scores(request.user, round, of=[found]).get(found.pk),
        "fragile": fragile_words(found),
        "level_percent": 100 * adjusted.level_share if adjusted else None,
        "sum": _sum(adjusted) if adjusted else None,
        "level_reach": adjustment.level_reach if adjustment else None,
        "asks": may_question_judges(access_of(request.user), round.tier, round.organiser.path),
        "reads_deductions": reads or bool(named),
        "class_tag": class_tag(found),
        "official": official_words(round.official),
        "classes": class_words(round.classes),
        "history": [(one, confirmed_tag(one)) for one in history],
        "formats": list(Format),
    }
    return render(request, "desk/results/standing.html", context)


def _sum(adjusted: AdjustedScore) -> Decimal:
    """What the lines of an adjusted score add up to: the score itself, unless that was held within the points of a sheet."""
    return sum((Decimal(one["points"]) for one in adjusted.sheets), adjusted.level_points)


def _tier(kept: Mapping[str, Any]) -> dict[str, object]:
    """What one tier gave, with its label and the title of its round."""
    score = None if kept["score"] is None else Decimal(kept["score"])
    return {
        "tier": kept["tier"],
        "label": Tier(kept["tier"]).label,
        "score": score,
        "weight": kept["weight"],
        "round": kept["round"],
    }


def _sections(found: Standing) -> list[tuple[str, Decimal | None, Decimal]]:
    """Title, score and points of each section."""
    return [
        (
            f"{one['no']}、{one['title']}",
            None if one["score"] is None else Decimal(one["score"]),
            Decimal(one["points"]),
        )
        for one in found.sections
    ]
