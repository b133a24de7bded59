"""Make the ranking of a round from its valid ballots by the rules frozen with it (S0-3.1-j, S0-3.3-i).

Runs inside the closing transaction, under the round's exclusive lock. Nothing here rounds or sorts: that is the
method's business.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from guanmo.method.aggregation import Aggregate, Method, OfficialRule, aggregate
from guanmo.method.classification import classify
from guanmo.method.deduction import BallotScore, score_ballot
from guanmo.method.ranking import Ranked, rank
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import townships
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import CountedBallot, Ranking, Standing
from guanmo.stages.rounds.enums import Attendance, Tier, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries import valid_versions
from guanmo.stages.scoring.rules import is_own_organisation


@dataclass(frozen=True, slots=True)
class Result:
    """One visit with its ballots and what the official rule makes of them."""

    visit: Visit
    versions: Mapping[str, BallotVersion]
    aggregate: Aggregate
    sections: tuple[dict[str, str | None], ...]
    stood_back: int


def rank_round(round: Round, *, note: str = "", by: User | None) -> Ranking:
    """Create the ranking with its lists, standings and counted ballots. The caller holds the lock and the transaction."""
    results = _results(round)
    ranking = Ranking.objects.create(
        round=round,
        official_rule=round.official_rule,
        class_rule=round.class_rule,
        digest=_digest(round, results),
        by=by,
        note=note,
    )
    for name in (List.VILLAGE, List.TWO_NEW):
        _add_list(ranking, name, [one for one in results if _list_of(one.visit.organisation) == name])
    if round.tier == Tier.COUNTY_DEMONSTRATION:
        _add_townships(ranking, results)
    return ranking


def _list_of(organisation: Organisation) -> List:
    return List.TWO_NEW if organisation.is_two_new else List.VILLAGE


def _results(round: Round) -> list[Result]:
    """One result for each visit that has a sheet and was not excused; without a sheet there is no score (D36)."""
    visits = round.visits.exclude(state=VisitState.EXCUSED).exclude(sheet=None)
    visits = visits.select_related("organisation", "sheet").prefetch_related("sheet__sections__items__rules")
    versions = valid_versions(round).prefetch_related("deductions__item__section")
    judges = [p for p in round.participants.all() if p.attendance != Attendance.ABSENT]
    by_visit: dict[int, list[BallotVersion]] = {}
    for version in versions:
        by_visit.setdefault(version.ballot.visit_id, []).append(version)
    sheets = {visit.sheet_id: visit.sheet for visit in visits}
    for visit in visits:
        visit.round, visit.sheet = round, sheets[visit.sheet_id]
    return [_result(visit, by_visit.get(visit.pk, []), round.official, judges) for visit in visits]


def _result(visit: Visit, versions: list[BallotVersion], rule: OfficialRule, judges: list[Participant]) -> Result:
    foreign = {str(v.pk): v for v in versions if not _is_own(v, visit) and v.total is not None}
    combined = aggregate({key: v.total for key, v in foreign.items() if v.total is not None}, rule)
    stood_back = sum(1 for judge in judges if is_own_organisation(judge, visit))
    return Result(visit, foreign, combined, _sections(visit, foreign, combined, rule), stood_back)


def _is_own(version: BallotVersion, visit: Visit) -> bool:
    """Whether the judge scored the own organisation; such a sheet never counts, however it came in (D33)."""
    return is_own_organisation(version.ballot.participant, visit)


def _sections(
    visit: Visit, versions: Mapping[str, BallotVersion], combined: Aggregate, rule: OfficialRule
) -> tuple[dict[str, str | None], ...]:
    """Section scores over the ballots that counted (S0-2-a): their median for the median rule, else their mean."""
    assert visit.sheet is not None
    counted = {key: _score(versions[key], visit) for key in combined.counted}
    inner = OfficialRule(
        method=Method.MEDIAN if rule.method is Method.MEDIAN else Method.MEAN, places=rule.places, rounding=rule.rounding
    )
    rows = []
    for index, section in enumerate(visit.sheet.content.sections):
        scored = {key: score.sections[index] for key, score in counted.items()}
        known = {key: one.score for key, one in scored.items() if one.score is not None}
        score = aggregate(known, inner).score if known else None
        points = next((one.points for one in scored.values()), section.points)
        rows.append({"no": section.no, "title": section.title, "score": _text(score), "points": _text(points)})
    return tuple(rows)


def _score(version: BallotVersion, visit: Visit) -> BallotScore:
    assert visit.sheet is not None
    return score_ballot(visit.sheet.content, [one.content for one in version.deductions.all()], visit.not_applicable)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"


def _digest(round: Round, results: Iterable[Result]) -> str:
    """A fingerprint of what was counted and by which rule: the same inputs always give the same digest."""
    counted = sorted(version.digest for result in results for version in result.versions.values())
    inputs = {
        "round": str(round.uuid),
        "official": round.official_rule,
        "classes": round.class_rule,
        "not_applicable": round.not_applicable,
        "ballots": counted,
    }
    canonical = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _add_list(ranking: Ranking, name: List, results: list[Result]) -> None:
    scores = {str(one.visit.organisation_id): one.aggregate.score for one in results}
    ranked = rank(scores)
    classes = classify(ranked, ranking.round.classes)
    by_organisation = {str(one.visit.organisation_id): one for one in results}
    standings = [
        _standing(ranking, name, by_organisation[place.organisation], place, classes[place.organisation])
        for place in ranked
    ]
    Standing.objects.bulk_create(standings)
    counted = ((standing, by_organisation[str(standing.organisation_id)]) for standing in standings)
    CountedBallot.objects.bulk_create(row for standing, result in counted for row in _counted(standing, result))


def _standing(ranking: Ranking, name: List, result: Result, place: Ranked, proposed: str | None) -> Standing:
    return Standing(
        ranking=ranking,
        ranking_list=name,
        organisation=result.visit.organisation,
        visit=result.visit,
        score=place.score,
        rank=place.rank,
        proposed_class=proposed or "",
        sections=list(result.sections),
        ballots=len(result.aggregate.counted),
        stood_back=result.stood_back,
        rescaled=bool(result.visit.not_applicable),
        reason=result.aggregate.reason or "",
    )


def _counted(standing: Standing, result: Result) -> Iterable[CountedBallot]:
    sides = {one.judge: one.side for one in result.aggregate.dropped}
    for key, version in result.versions.items():
        if version.total is not None:
            yield CountedBallot(standing=standing, version=version, score=version.total, dropped=sides.get(key, ""))


def _add_townships(ranking: Ranking, results: list[Result]) -> None:
    """Rank the townships by the mean of their demonstration points' scores (S0-3.3-i, workflows.md 3)."""
    rule = OfficialRule(places=ranking.round.official.places, rounding=ranking.round.official.rounding)
    points: dict[str, dict[str, Decimal]] = {}
    for one in results:
        if one.aggregate.score is not None:
            points.setdefault(one.visit.organisation.township_path, {})[str(one.visit.pk)] = one.aggregate.score
    by_id = {str(one.pk): one for one in townships() if one.path in {r.visit.organisation.township_path for r in results}}
    combined = {key: aggregate(points.get(one.path, {}), rule) for key, one in by_id.items()}
    ranked = rank({key: one.score for key, one in combined.items()})
    classes = classify(ranked, ranking.round.classes)
    Standing.objects.bulk_create(
        Standing(
            ranking=ranking,
            ranking_list=List.TOWNSHIP,
            organisation=by_id[place.organisation],
            score=place.score,
            rank=place.rank,
            proposed_class=classes[place.organisation] or "",
            ballots=len(combined[place.organisation].counted),
            reason=combined[place.organisation].reason or "",
        )
        for place in ranked
    )
