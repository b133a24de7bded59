"""What a list's sheets say besides the official rule: adjusted scores, and classes that hang on one judge or item.

Both are frozen with the ranking and change nothing in it (design.md 4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from guanmo.lib.points import PLACES
from guanmo.method.deduction import BallotScore
from guanmo.method.fragility import Beside, Steadiness, steadiness, total_without
from guanmo.stages.results.domain.ask_questions import ask_questions
from guanmo.stages.results.domain.count_ballots import VisitResult
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import AdjustedScore, Adjustment, Ranking, Standing
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion

if TYPE_CHECKING:
    from guanmo.method.adjustment import AdjustedScore as MethodScore
    from guanmo.method.adjustment import JudgeProfile

Scores = dict[str, dict[str, Decimal]]
"""Organisation's id -> participant's id -> score, both as text."""


def steadiness_of(results: Sequence[VisitResult], round: Round) -> dict[str, Steadiness]:
    """How firmly each organisation stands in its class, by its id."""
    keys = dict.fromkeys(key for one in results for score in one.scores.values() for key in _keys(score))
    without = {key: _scores_without(results, key) for key in keys}
    return steadiness(_scores(results), round.official, round.classes, without, _beside(results, round))


def kept(steady: Steadiness | None) -> dict[str, Any]:
    """How firmly an organisation stands, as its standing keeps it; nothing where it has no class."""
    return {"variants": steady.variants, "flips": [asdict(flip) for flip in steady.flips]} if steady else {}


def _beside(results: Sequence[VisitResult], round: Round) -> Beside:
    """The judges' groups and what other tiers gave."""
    return Beside(
        group_of={
            str(one.versions[key].ballot.participant_id): group
            for one in results
            for key, group in one.group_of.items()
        },
        tier=round.tier,
        others={
            str(one.visit.organisation_id): {tier: given.score for tier, given in one.earlier.items()}
            for one in results
        },
        vetoed={
            str(one.visit.organisation_id): {
                str(one.versions[key].ballot.participant_id): one.scores[key].vetoing for key in one.vetoed_by
            }
            for one in results
        },
    )


def adjust_list(ranking: Ranking, name: List, standings: Sequence[Standing], results: Sequence[VisitResult]) -> None:
    """Adjust the scores of one list and keep them with its ranking."""
    # The numerical libraries take a second to load; a server that closes no round need not have them.
    from guanmo.method.adjustment import adjust

    full = max((one.full for one in results), default=None)
    found = adjust(_telling(results), _areas(results, ranking.round), min(ranking.round.official.places, PLACES), full)
    Adjustment.objects.create(
        ranking=ranking,
        ranking_list=name,
        refused=found.refused or "",
        parts=found.parts,
        issues=list(found.issues),
        judges=[_judge(one) for one in found.judges.values()],
        questions=ask_questions(results),
        reliability=found.reliability,
        enough=found.enough,
        level_reach=found.level_reach,
    )
    versions = {str(one.visit.organisation_id): one.versions for one in results}
    AdjustedScore.objects.bulk_create(
        _adjusted(standing, one, versions[one.organisation])
        for standing in standings
        if (one := found.scores.get(str(standing.organisation_id)))
    )


def _judge(one: "JudgeProfile") -> dict[str, object]:
    return {
        "participant": int(one.judge),
        "sheets": one.sheets,
        "severity": str(one.severity),
        "error": str(one.error),
        "spread": str(one.spread),
        "noise": str(one.noise),
        "odd": one.odd,
        "flags": list(one.flags),
    }


def _adjusted(standing: Standing, one: "MethodScore", versions: Mapping[str, BallotVersion]) -> AdjustedScore:
    by_judge = {str(version.ballot.participant_id): key for key, version in versions.items()}
    return AdjustedScore(
        standing=standing,
        score=one.score,
        error=one.error,
        low=one.low,
        high=one.high,
        rank_low=one.rank_low,
        rank_high=one.rank_high,
        pairs_low=one.pairs_low,
        pairs_high=one.pairs_high,
        all_low=one.all_low,
        all_high=one.all_high,
        tier=one.tier,
        top=one.top,
        part=one.part,
        level=one.level,
        level_share=one.level_share,
        level_points=one.level_points,
        flags=list(one.flags),
        sheets=[
            {
                "version": by_judge[sheet.judge],
                "corrected": str(sheet.corrected),
                "share": str(sheet.share),
                "points": str(sheet.points),
                "odd": sheet.odd,
                "less": sheet.less,
            }
            for sheet in one.sheets
        ],
    )


def _keys(score: BallotScore) -> list[str]:
    return [item.key for item in score.items]


def _scores(results: Sequence[VisitResult]) -> Scores:
    return {
        str(one.visit.organisation_id): {
            str(version.ballot.participant_id): version.total
            for version in one.versions.values()
            if version.total is not None
        }
        for one in results
    }


def _telling(results: Sequence[VisitResult]) -> Scores:
    """The scores that the model reads: a veto says nothing of how its judge scores, and a group that the official rule gives
    no weight decides nothing here either."""
    return {
        str(one.visit.organisation_id): {
            str(version.ballot.participant_id): version.total
            for key, version in one.versions.items()
            if version.total is not None and not one.scores[key].vetoed and _weighs(one, key)
        }
        for one in results
    }


def _weighs(result: VisitResult, key: str) -> bool:
    weights = dict(result.visit.round.official.groups)
    return not weights or result.group_of[key] in weights


def _scores_without(results: Sequence[VisitResult], key: str) -> Scores:
    """The same scores with one item left out of each sheet; a sheet with nothing else is left out whole."""
    found: Scores = {}
    for one in results:
        totals = {
            str(version.ballot.participant_id): total_without(one.scores[pk], one.full, key)
            for pk, version in one.versions.items()
        }
        found[str(one.visit.organisation_id)] = {judge: total for judge, total in totals.items() if total is not None}
    return found


def _areas(results: Sequence[VisitResult], round: Round) -> Mapping[str, str] | None:
    """The township of each organisation where townships visit each other; within one township there is no such thing."""
    if round.tier == Tier.INTERNAL:
        return None
    return {str(one.visit.organisation_id): one.visit.organisation.township_path for one in results}
