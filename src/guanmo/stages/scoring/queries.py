"""Reads of stage scoring. Who sees whose ballot is decided here and nowhere else."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below
from guanmo.stages.rounds.enums import SCORING_OVER, Attendance, RoundState, Tier, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.rules import is_own_organisation


def visible_to(user: User) -> QuerySet[BallotVersion]:
    """The ballot versions that a user may read.

    Always the own ones. Others' only once the scoring of the round is over, and then only the round's leaders and
    officers and the county.
    """
    access = access_of(user)
    own = Q(ballot__participant__user=user)
    over = Q(ballot__visit__round__state__in=SCORING_OVER)
    leads = below(
        (g.path for g in access.grants if g.role in (Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER)),
        "ballot__visit__round__organiser__path",
    )
    internal = Q(ballot__visit__round__tier=Tier.INTERNAL)
    reach = Q() if access.is_county else leads & internal
    return BallotVersion.objects.filter(own | (over & reach)).select_related(
        "ballot__visit__organisation", "ballot__participant__user"
    )


def ballot_version_for(user: User, id: UUID) -> BallotVersion:
    """One ballot version as the user may read it; NotVisible when foreign or absent."""
    found = visible_to(user).filter(pk=id).prefetch_related("deductions__item__section").first()
    if found is None:
        raise NotVisible
    return found


def valid_versions(round: Round) -> QuerySet[BallotVersion]:
    """The valid versions of a round: those that no later version names."""
    versions = BallotVersion.objects.filter(ballot__visit__round=round, next=None)
    return versions.select_related("ballot__participant__organisation", "ballot__visit__organisation")


@dataclass(frozen=True, slots=True)
class Duty:
    """One visit that a judge scores: the valid version when there is one, or the reason why there is nothing to score."""

    visit: Visit
    version: BallotVersion | None
    own: bool

    @property
    def open(self) -> bool:
        return self.version is None and not self.own and self.visit.sheet is not None


def judge_of(user: User, visit: Visit) -> Participant | None:
    """The user as a participant of the visit's round, or None."""
    return (
        Participant.objects.filter(user=user, round=visit.round_id)
        .select_related("organisation", "round", "user")
        .first()
    )


def duties_of(user: User) -> tuple[Duty, ...]:
    """Every visit of the running rounds in which the user takes part, with the own ballot on it."""
    rounds = Participant.objects.filter(
        user=user, round__state=RoundState.IN_PROGRESS, round__scoring=True
    ).exclude(attendance=Attendance.ABSENT)
    participants = {one.round_id: one for one in rounds.select_related("organisation")}
    visits = visits_visible_to(user).filter(round__in=participants).exclude(state=VisitState.EXCUSED)
    own_versions = BallotVersion.objects.filter(ballot__participant__in=participants.values(), next=None)
    by_visit = {version.ballot.visit_id: version for version in own_versions.select_related("ballot")}
    return tuple(
        Duty(visit, by_visit.get(visit.pk), is_own_organisation(participants[visit.round_id], visit))
        for visit in visits
    )


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """How many sheets a visit expects and has; no score is shown before the close."""

    visit: Visit
    expected: int
    received: int


def progress_of(user: User, round: Round) -> tuple[VisitProgress, ...]:
    """The progress of a round that the user may see, visit by visit (S0-4.2-b)."""
    visits = list(visits_visible_to(user).filter(round=round).prefetch_related("parts"))
    judges = [p for p in round.participants.select_related("organisation") if p.attendance != Attendance.ABSENT]
    received: dict[int, int] = {}
    for visit_id in BallotVersion.objects.filter(ballot__visit__round=round, next=None).values_list(
        "ballot__visit_id", flat=True
    ):
        received[visit_id] = received.get(visit_id, 0) + 1
    for visit in visits:
        visit.round = round
    return tuple(
        VisitProgress(visit, _expected(visit, judges), received.get(visit.pk, 0))
        for visit in visits
    )


def _expected(visit: Visit, judges: list[Participant]) -> int:
    if visit.sheet is None or visit.state == VisitState.EXCUSED or not visit.round.scoring:
        return 0
    return sum(1 for judge in judges if not is_own_organisation(judge, visit))
