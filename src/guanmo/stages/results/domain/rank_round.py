"""Make the ranking of a round from its valid ballots by the rules frozen with it (S0-3.1-j, S0-3.3-i).

Runs inside the closing transaction, under the round's exclusive lock.
"""

import hashlib
import json
from collections.abc import Collection, Iterable

from guanmo.method.classification import classify
from guanmo.method.fragility import Steadiness
from guanmo.method.ranking import Ranked, rank
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.results.domain.adjust_scores import adjust_list, kept, steadiness_of
from guanmo.stages.results.domain.count_ballots import VisitResult, count_ballots
from guanmo.stages.results.domain.rank_townships import add_townships
from guanmo.stages.results.enums import List
from guanmo.stages.results.models import CountedBallot, Ranking, Standing
from guanmo.stages.results.queries import is_changed, worth
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round


def rank_round(round: Round, *, note: str = "", replaces: Ranking | None = None, by: User | None) -> Ranking:
    """Create the ranking with its lists, standings and counted ballots. The caller holds the lock and the transaction."""
    same_version = replaces is not None and replaces.version == round.version
    results = count_ballots(round, again=replaces if same_version else None)
    ranking = Ranking.objects.create(
        round=round,
        official_rule=round.official_rule,
        class_rule=round.class_rule,
        digest=_digest(round, results),
        by=by,
        note=note,
        version=round.version,
        replaces=replaces,
    )
    for name in (List.VILLAGE, List.TWO_NEW):
        _add_list(ranking, name, [one for one in results if _list_of(one.visit.organisation) == name])
    if round.tier == Tier.COUNTY_DEMONSTRATION:
        add_townships(ranking, results)
    return ranking


def _list_of(organisation: Organisation) -> List:
    return List.TWO_NEW if organisation.is_two_new else List.VILLAGE


def _digest(round: Round, results: Collection[VisitResult]) -> str:
    """A fingerprint of what was counted and by which rule: the same inputs always give the same digest."""
    counted = sorted(version.digest for result in results for version in result.versions.values())
    inputs = {
        "round": str(round.uuid),
        "official": round.official_rule,
        "classes": round.class_rule,
        "not_applicable": round.not_applicable,
        "ballots": counted,
        **({"tiers": _earlier(results)} if round.official.tiers else {}),
    }
    if changed := _changed(results):
        inputs["changed"] = changed
    canonical = json.dumps(inputs, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _earlier(results: Iterable[VisitResult]) -> dict[str, dict[str, str]]:
    """What the other tiers gave each organisation (its uuid)."""
    return {
        str(one.visit.organisation.uuid): {tier: str(given.score) for tier, given in one.earlier.items()}
        for one in results
    }


def _changed(results: Iterable[VisitResult]) -> list[list[str]]:
    """The lines that a re-check changed: the sheet's digest, the item and the points that are left."""
    return sorted(
        [version.digest, str(line.item), str(worth(line))]
        for result in results
        for version in result.versions.values()
        for line in version.deductions.all()
        if is_changed(line)
    )


def _add_list(ranking: Ranking, name: List, results: list[VisitResult]) -> None:
    by_organisation = {str(one.visit.organisation_id): one for one in results}
    ranked = rank({key: one.score for key, one in by_organisation.items()})
    vetoes = {key: len(one.vetoed_by) for key, one in by_organisation.items()}
    classes = classify(ranked, ranking.round.classes, vetoes)
    steady = steadiness_of(results, ranking.round)
    standings = [
        _standing(
            ranking,
            name,
            by_organisation[place.organisation],
            place,
            classes[place.organisation],
            steady.get(place.organisation),
        )
        for place in ranked
    ]
    Standing.objects.bulk_create(standings)
    adjust_list(ranking, name, standings, results)
    counted = ((standing, by_organisation[str(standing.organisation_id)]) for standing in standings)
    CountedBallot.objects.bulk_create(row for standing, result in counted for row in _ballots(standing, result))


def _standing(
    ranking: Ranking, name: List, result: VisitResult, place: Ranked, proposed: str | None, steady: Steadiness | None
) -> Standing:
    return Standing(
        ranking=ranking,
        ranking_list=name,
        organisation=result.visit.organisation,
        visit=result.visit,
        score=place.score,
        rank=place.rank,
        proposed_class=proposed or "",
        sections=list(result.sections),
        ballots=len(result.versions),
        counted=len(result.aggregate.counted),
        stood_back=result.stood_back,
        rescaled=bool(result.visit.not_applicable),
        reason=result.reason,
        tiers=_tiers(result),
        **kept(steady),
    )


def _tiers(result: VisitResult) -> list[dict[str, str | None]]:
    """What each tier gave and weighs, with the round that gave it."""
    rounds = {result.visit.round.tier: result.visit.round.title} | {t: one.round for t, one in result.earlier.items()}
    return [
        {
            "tier": part.tier,
            "round": rounds.get(part.tier, ""),
            "score": None if part.score is None else str(part.score),
            "weight": f"{part.weight.normalize():f}",
        }
        for part in (result.tiers.parts if result.tiers else ())
    ]


def _ballots(standing: Standing, result: VisitResult) -> Iterable[CountedBallot]:
    sides = {one.judge: one.side for one in result.aggregate.dropped}
    for key, version in result.versions.items():
        if version.total is not None:
            yield CountedBallot(
                standing=standing,
                version=version,
                score=version.total,
                dropped=sides.get(key, ""),
                vetoed=result.scores[key].vetoed,
                group=result.group_of.get(key, ""),
            )
