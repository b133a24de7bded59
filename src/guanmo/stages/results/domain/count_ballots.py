"""Count the valid ballots of a round, visit by visit, by the official rule frozen with it (S0-3.1-j, S0-2-a).

Nothing here rounds or sorts: that is the method's business.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from guanmo.method.aggregation import Aggregate, OfficialRule, aggregate, part_score, shares
from guanmo.method.deduction import BallotScore, score_ballot
from guanmo.method.tiers import Combined, combine
from guanmo.stages.results.models import Ranking
from guanmo.stages.results.queries import Earlier, contents_of, earlier_tiers, is_changed, tiers_of
from guanmo.stages.rounds.enums import Attendance, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries import valid_versions
from guanmo.stages.scoring.rules import is_judge_of, is_own_organisation


@dataclass(frozen=True, slots=True)
class VisitResult:
    """One visit with its valid ballots, the arithmetic of each, and what the official rule makes of them.

    ``versions``, ``scores`` and ``group_of`` (the judge's group) are by the id of the version; ``full`` are the points of
    the whole sheet. ``earlier`` is what the other tiers gave and ``tiers`` the sum with them, where several tiers weigh.
    """

    visit: Visit
    versions: Mapping[str, BallotVersion]
    scores: Mapping[str, BallotScore]
    full: Decimal
    aggregate: Aggregate
    sections: tuple[dict[str, str | None], ...]
    stood_back: int
    group_of: Mapping[str, str]
    earlier: Mapping[str, Earlier]
    tiers: Combined | None

    @property
    def score(self) -> Decimal | None:
        """The official score by the whole rule."""
        return self.tiers.score if self.tiers else self.aggregate.score

    @property
    def vetoed_by(self) -> tuple[str, ...]:
        """The versions (ids) of the sheets that vetoed the organisation."""
        return tuple(key for key, one in self.scores.items() if one.vetoed)

    @property
    def reason(self) -> str:
        """Why there is no score; empty where there is one."""
        if self.aggregate.reason:
            return self.aggregate.reason
        return "tier_missing" if self.score is None else ""


def count_ballots(round: Round, *, again: Ranking | None = None) -> list[VisitResult]:
    """One result for each visit that has a sheet and was not excused; without a sheet there is no score (D36).

    ``again``: the ranking that is counted again; what other tiers gave then still holds, whatever came since.
    """
    visits = round.visits.exclude(state=VisitState.EXCUSED).exclude(sheet=None)
    visits = visits.select_related("organisation", "sheet").prefetch_related("sheet__sections__items__rules")
    judges = [
        one
        for one in round.participants.select_related("organisation", "team__target")
        if one.attendance != Attendance.ABSENT
    ]
    by_visit: dict[int, list[BallotVersion]] = {}
    for version in valid_versions(round).prefetch_related("deductions__item__section", "deductions__changes"):
        by_visit.setdefault(version.ballot.visit_id, []).append(version)
    sheets = {visit.sheet_id: visit.sheet for visit in visits}
    for visit in visits:
        visit.round, visit.sheet = round, sheets[visit.sheet_id]  # one sheet object each, so it is read once
    earlier = tiers_of(again) if again else earlier_tiers(round)
    return [
        _result(visit, by_visit.get(visit.pk, []), judges, earlier.get(visit.organisation_id, {})) for visit in visits
    ]


def _result(
    visit: Visit, versions: list[BallotVersion], judges: list[Participant], earlier: Mapping[str, Earlier]
) -> VisitResult:
    rule = visit.round.official
    theirs = (one for one in versions if is_judge_of(one.ballot.participant, visit))  # own sheets never count (D33)
    foreign = {str(one.pk): one for one in theirs if one.total is not None}
    scores = {key: _score(version, visit) for key, version in foreign.items()}
    for key, version in foreign.items():
        if any(is_changed(line) for line in version.deductions.all()):
            version.total = scores[key].total  # as it counts now; the sheet itself is append-only and stays
    group_of = {key: one.ballot.participant.group.value for key, one in foreign.items()} if rule.groups else {}
    own = aggregate({key: one.total for key, one in foreign.items() if one.total is not None}, rule, group_of)
    given = {visit.round.tier: own.score, **{tier: one.score for tier, one in earlier.items()}}
    stood_back = sum(1 for judge in judges if is_own_organisation(judge, visit))
    assert visit.sheet is not None
    full = visit.sheet.content.full or Decimal(0)
    return VisitResult(
        visit,
        foreign,
        scores,
        full,
        own,
        _sections(visit, scores, own, rule, group_of),
        stood_back,
        group_of,
        earlier,
        combine(given, rule) if rule.tiers else None,
    )


def _sections(
    visit: Visit, scores: Mapping[str, BallotScore], own: Aggregate, rule: OfficialRule, group_of: Mapping[str, str]
) -> tuple[dict[str, str | None], ...]:
    """Section scores over the ballots that made the score (S0-2-a), by its own rule."""
    assert visit.sheet is not None
    totals = {key: one.total for key, one in scores.items() if one.total is not None}
    share = shares(totals, own, group_of)
    rows = []
    for index, section in enumerate(visit.sheet.content.sections):
        scored = {key: scores[key].sections[index] for key in own.counted}
        known = {key: one for key in share if (one := scores[key].sections[index].score) is not None}
        score = part_score(known, share, rule, group_of) if own.counted else None
        points = next((one.points for one in scored.values()), section.points)
        rows.append({"no": section.no, "title": section.title, "score": _text(score), "points": _text(points)})
    return tuple(rows)


def _score(version: BallotVersion, visit: Visit) -> BallotScore:
    assert visit.sheet is not None
    return score_ballot(visit.sheet.content, contents_of(version), visit.not_applicable)


def _text(points: Decimal | None) -> str | None:
    return None if points is None else f"{points:.2f}"
