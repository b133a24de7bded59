"""What a judge has to score, visit by visit."""

from dataclasses import dataclass
from uuid import UUID

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.enums import Attendance, RoundState, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.scoring.enums import DutyState
from guanmo.stages.scoring.models import BallotVersion
from guanmo.stages.scoring.queries.ballots import counting
from guanmo.stages.scoring.rules import is_attending, is_own_organisation


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
        .select_related("organisation", "round", "user", "team__target")
        .first()
    )


def duties_of(user: User) -> tuple[Duty, ...]:
    """Every visit of the running rounds in which the user takes part, with the own ballot on it; six queries at most."""
    rounds = Participant.objects.filter(user=user, round__state=RoundState.IN_PROGRESS, round__scoring=True).exclude(
        attendance=Attendance.ABSENT
    )
    participants = {one.round_id: one for one in rounds.select_related("organisation", "team__target")}
    visits = visits_visible_to(user).filter(round__in=participants, round__state=RoundState.IN_PROGRESS)
    visits = visits.exclude(state=VisitState.EXCUSED)
    own_versions = counting().filter(ballot__participant__in=participants.values())
    by_visit = {version.ballot.visit_id: version for version in own_versions.select_related("ballot")}
    return tuple(
        _duty(visit, participants[visit.round_id], by_visit.get(visit.pk))
        for visit in visits
        if not participants[visit.round_id].is_sent_elsewhere(visit.organisation)
    )


def duty_for(user: User, uuid: UUID) -> Duty:
    """One visit as its judge may open it, with the whole sheet; NotVisible when the user is no judge of its round."""
    sheets = visits_visible_to(user).prefetch_related("sheet__sections__items__rules")
    visit = sheets.filter(uuid=uuid).first()
    judge = judge_of(user, visit) if visit else None
    if visit is None or judge is None:
        raise NotVisible
    versions = counting().filter(ballot__participant=judge, ballot__visit=visit)
    version = versions.select_related("ballot").prefetch_related("deductions__item__section").first()
    return _duty(visit, judge, version)


def _duty(visit: Visit, judge: Participant, version: BallotVersion | None) -> Duty:
    return Duty(visit, version, DutyState.SCORED if version else _duty_state(visit, judge))


def _duty_state(visit: Visit, judge: Participant) -> DutyState:
    if is_own_organisation(judge, visit):
        return DutyState.OWN_ORGANISATION
    if (
        visit.sheet is None
        or visit.state == VisitState.EXCUSED
        or not visit.round.scoring
        or judge.is_sent_elsewhere(visit.organisation)
    ):
        return DutyState.NOT_SCORED
    if not is_attending(judge):
        return DutyState.ABSENT
    return _round_bars(visit.round) or DutyState.TO_SCORE


def _round_bars(round: Round) -> DutyState | None:
    """Why the round takes no ballots now, or None while it does."""
    if round.scoring_is_over:
        return DutyState.SCORING_OVER
    return None if round.state == RoundState.IN_PROGRESS else DutyState.NOT_OPEN
