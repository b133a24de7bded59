"""How the sheets come in while a round runs, judge by judge and visit by visit: who has sent, never what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import Attendance, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.enums import DutyState
from guanmo.stages.scoring.queries.ballots import counting
from guanmo.stages.scoring.rules import is_own_organisation


@dataclass(frozen=True, slots=True)
class JudgeLine:
    """One judge and how each visit (by id) stands: scored, to score, own organisation or not scored."""

    participant: Participant
    cells: Mapping[int, DutyState]

    @property
    def received(self) -> int:
        return list(self.cells.values()).count(DutyState.SCORED)

    @property
    def missing(self) -> int:
        return list(self.cells.values()).count(DutyState.TO_SCORE)

    @property
    def expected(self) -> int:
        return self.received + self.missing


@dataclass(frozen=True, slots=True)
class Intake:
    """The visits of a round that are not excused, and a line for each judge who is not absent."""

    visits: Sequence[Visit]
    lines: Sequence[JudgeLine]

    @property
    def missing(self) -> int:
        return sum(line.missing for line in self.lines)


def intake_of(user: User, round: Round) -> Intake:
    """For who runs the round; empty for everybody else. Three queries, whatever the size of the round."""
    if not may_run(access_of(user), round.tier, round.organiser.path):
        return Intake((), ())
    visits = list(visits_visible_to(user).filter(round=round).exclude(state=VisitState.EXCUSED))
    for visit in visits:
        visit.round = round
    judges = Participant.objects.filter(round=round).exclude(attendance=Attendance.ABSENT)
    valid = counting().filter(ballot__visit__round=round)
    received = set(valid.values_list("ballot__participant_id", "ballot__visit_id"))
    return Intake(
        visits,
        [
            JudgeLine(judge, {visit.pk: _state(judge, visit, (judge.pk, visit.pk) in received) for visit in visits})
            for judge in judges.select_related("user", "organisation", "team__target")
        ],
    )


def _state(judge: Participant, visit: Visit, is_received: bool) -> DutyState:
    if is_received:
        return DutyState.SCORED
    if visit.sheet is None or not visit.round.scoring or judge.is_sent_elsewhere(visit.organisation):
        return DutyState.NOT_SCORED
    return DutyState.OWN_ORGANISATION if is_own_organisation(judge, visit) else DutyState.TO_SCORE
