"""Reads of stage scoring. Who sees whose ballot is decided here and nowhere else."""

from collections import Counter
from collections.abc import Sequence
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
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.enums import DutyState
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.rules import is_attending, is_own_organisation


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
    """The valid versions of a round: those that no later version names, by participants who were there (S0-3.1-i)."""
    versions = BallotVersion.objects.filter(ballot__visit__round=round, next=None)
    versions = versions.exclude(ballot__participant__attendance=Attendance.ABSENT)
    return versions.select_related("ballot__participant__organisation", "ballot__visit__organisation")


@dataclass(frozen=True, slots=True)
class Duty:
    """One visit from a judge's side: how the judge stands to it, and the own valid version when there is one."""

    visit: Visit
    version: BallotVersion | None
    state: DutyState

    @property
    def open(self) -> bool:
        return self.state == DutyState.TO_SCORE

    @property
    def correctable(self) -> bool:
        """Whether the submitted sheet may still be corrected by a new version."""
        return self.version is not None and _round_bars(self.visit.round) is None


def judge_of(user: User, visit: Visit) -> Participant | None:
    """The user as a participant of the visit's round, or None."""
    return (
        Participant.objects.filter(user=user, round=visit.round_id)
        .select_related("organisation", "round", "user")
        .first()
    )


def duties_of(user: User) -> tuple[Duty, ...]:
    """Every visit of the running rounds in which the user takes part, with the own ballot on it; six queries at most."""
    rounds = Participant.objects.filter(user=user, round__state=RoundState.IN_PROGRESS, round__scoring=True).exclude(
        attendance=Attendance.ABSENT
    )
    participants = {one.round_id: one for one in rounds.select_related("organisation")}
    visits = visits_visible_to(user).filter(round__in=participants, round__state=RoundState.IN_PROGRESS)
    visits = visits.exclude(state=VisitState.EXCUSED)
    own_versions = BallotVersion.objects.filter(ballot__participant__in=participants.values(), next=None)
    by_visit = {version.ballot.visit_id: version for version in own_versions.select_related("ballot")}
    return tuple(_duty(visit, participants[visit.round_id], by_visit.get(visit.pk)) for visit in visits)


def duty_for(user: User, uuid: UUID) -> Duty:
    """One visit as its judge may open it, with the whole sheet; NotVisible when the user is no judge of its round."""
    sheets = visits_visible_to(user).prefetch_related("sheet__sections__items__rules")
    visit = sheets.filter(uuid=uuid).first()
    judge = judge_of(user, visit) if visit else None
    if visit is None or judge is None:
        raise NotVisible
    versions = BallotVersion.objects.filter(ballot__participant=judge, ballot__visit=visit, next=None)
    version = versions.select_related("previous", "ballot").prefetch_related("deductions__item__section").first()
    return _duty(visit, judge, version)


def _duty(visit: Visit, judge: Participant, version: BallotVersion | None) -> Duty:
    return Duty(visit, version, DutyState.SCORED if version else _duty_state(visit, judge))


def _duty_state(visit: Visit, judge: Participant) -> DutyState:
    if is_own_organisation(judge, visit):
        return DutyState.OWN_ORGANISATION
    if visit.sheet is None or visit.state == VisitState.EXCUSED or not visit.round.scoring:
        return DutyState.NOT_SCORED
    if not is_attending(judge):
        return DutyState.ABSENT
    return _round_bars(visit.round) or DutyState.TO_SCORE


def _round_bars(round: Round) -> DutyState | None:
    """Why the round takes no ballots now, or None while it does."""
    if round.scoring_is_over:
        return DutyState.SCORING_OVER
    return None if round.state == RoundState.IN_PROGRESS else DutyState.NOT_OPEN


@dataclass(frozen=True, slots=True)
class VisitProgress:
    """How many sheets a visit expects and has; no score is shown before the close."""

    visit: Visit
    expected: int
    received: int


def progress_of(user: User, round: Round) -> tuple[VisitProgress, ...]:
    """The progress of a round that the user may see, visit by visit (S0-4.2-b)."""
    return progress_of_rounds(user, [round])


def progress_of_rounds(user: User, rounds: Sequence[Round]) -> tuple[VisitProgress, ...]:
    """The progress of several rounds that the user may see, in the order of the tree; four queries for all."""
    by_id = {round.pk: round for round in rounds}
    visits = list(visits_visible_to(user).filter(round__in=by_id).prefetch_related("parts"))
    judges: dict[int, list[Participant]] = {}
    attending = Participant.objects.filter(round__in=by_id).exclude(attendance=Attendance.ABSENT)
    for judge in attending.select_related("organisation"):
        judges.setdefault(judge.round_id, []).append(judge)
    valid = BallotVersion.objects.filter(ballot__visit__round__in=by_id, next=None)
    received = Counter(valid.values_list("ballot__visit_id", flat=True))
    for visit in visits:
        visit.round = by_id[visit.round_id]
    return tuple(
        VisitProgress(visit, _expected(visit, judges.get(visit.round_id, [])), received[visit.pk]) for visit in visits
    )


@dataclass(frozen=True, slots=True)
class JudgeProgress:
    """How many sheets one participant owes and has sent; whose organisations and what points is nobody's business yet."""

    participant: Participant
    expected: int
    received: int

    @property
    def missing(self) -> int:
        return max(self.expected - self.received, 0)


def judge_progress_of(user: User, round: Round) -> tuple[JudgeProgress, ...]:
    """Who has sent how many sheets: for those who run the round and the county, for nobody else. Never a score."""
    access = access_of(user)
    if not (access.is_county or may_run(access, round.tier, round.organiser.path)):
        return ()
    visits = list(visits_visible_to(user).filter(round=round))
    for visit in visits:
        visit.round = round
    valid = BallotVersion.objects.filter(ballot__visit__round=round, next=None)
    received = Counter(valid.values_list("ballot__participant_id", flat=True))
    judges = Participant.objects.filter(round=round).exclude(attendance=Attendance.ABSENT)
    return tuple(
        JudgeProgress(judge, sum(_expected(visit, [judge]) for visit in visits), received[judge.pk])
        for judge in judges.select_related("user", "organisation")
    )


def _expected(visit: Visit, judges: list[Participant]) -> int:
    if visit.sheet is None or visit.state == VisitState.EXCUSED or not visit.round.scoring:
        return 0
    return sum(1 for judge in judges if not is_own_organisation(judge, visit))
