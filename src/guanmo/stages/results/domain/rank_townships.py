"""Rank the townships of a county round by their demonstration points (S0-3.3-i, workflows.md 3, D34).

A township's score is the mean of the official scores of its points as they are listed, rounded as the round says; equal
scores share a rank. A township without a
scored point is listed without a rank.
"""

from collections.abc import Sequence
from decimal import Decimal

from guanmo.method.aggregation import OfficialRule, aggregate
from guanmo.method.classification import classify
from guanmo.method.fragility import Steadiness, steadiness_of_means
from guanmo.method.ranking import Ranked, rank
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import townships
from guanmo.stages.results.domain.adjust_scores import kept
from guanmo.stages.results.domain.count_ballots import VisitResult
from guanmo.stages.results.enums import List, Unranked
from guanmo.stages.results.models import Ranking, Standing
from guanmo.stages.rounds.models import Round


def add_townships(ranking: Ranking, results: Sequence[VisitResult]) -> None:
    """Add one standing for each township of the county to the ranking."""
    by_id = {str(one.pk): one for one in townships()}
    points = {key: _points_of(one, results) for key, one in by_id.items()}
    ranked = rank({key: _score(found, ranking.round) for key, found in points.items()})
    classes = classify(ranked, ranking.round.classes)
    scores = {key: _scores(found) for key, found in points.items()}
    steady = steadiness_of_means(scores, _rule(ranking.round), ranking.round.classes)
    Standing.objects.bulk_create(
        _standing(
            ranking,
            by_id[place.organisation],
            place,
            classes[place.organisation],
            points[place.organisation],
            steady.get(place.organisation),
        )
        for place in ranked
    )


def _points_of(township: Organisation, results: Sequence[VisitResult]) -> list[VisitResult]:
    """The scored points of one township."""
    mine = (one for one in results if one.visit.organisation.township_path == township.path)
    return [one for one in mine if one.score is not None]


def _rule(round: Round) -> OfficialRule:
    return OfficialRule(places=round.official.places, rounding=round.official.rounding)


def _scores(points: Sequence[VisitResult]) -> dict[str, Decimal]:
    return {str(one.visit.pk): one.score for one in points if one.score is not None}


def _score(points: Sequence[VisitResult], round: Round) -> Decimal | None:
    return aggregate(_scores(points), _rule(round)).score


def _standing(
    ranking: Ranking,
    township: Organisation,
    place: Ranked,
    proposed: str | None,
    points: Sequence[VisitResult],
    steady: Steadiness | None,
) -> Standing:
    return Standing(
        ranking=ranking,
        ranking_list=List.TOWNSHIP,
        organisation=township,
        score=place.score,
        rank=place.rank,
        proposed_class=proposed or "",
        ballots=sum(len(one.versions) for one in points),
        counted=sum(len(one.aggregate.counted) for one in points),
        stood_back=max((one.stood_back for one in points), default=0),
        rescaled=any(one.visit.not_applicable for one in points),
        reason="" if points else Unranked.NO_SCORED_POINT,
        **kept(steady),
    )
