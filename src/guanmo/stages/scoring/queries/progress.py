"""How far a round is: counts of sheets, never a score."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import COUNTY_ROLES
from guanmo.stages.rounds.enums import Attendance, VisitState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.queries.ballots import counting
from guanmo.stages.scoring.rules import is_judge_of


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
    for judge in attending.select_related("organisation", "team__target"):
        judges.setdefault(judge.round_id, []).append(judge)
    valid = counting().filter(ballot__visit__round__in=by_id)
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
    path = round.organiser.path
    if not (access.covers(path, *COUNTY_ROLES) or may_run(access, round.tier, path)):
        return ()
    visits = list(visits_visible_to(user).filter(round=round))
    for visit in visits:
        visit.round = round
    valid = counting().filter(ballot__visit__round=round)
    received = Counter(valid.values_list("ballot__participant_id", flat=True))
    judges = Participant.objects.filter(round=round).exclude(attendance=Attendance.ABSENT)
    return tuple(
        JudgeProgress(judge, sum(_expected(visit, [judge]) for visit in visits), received[judge.pk])
        for judge in judges.select_related("user", "organisation", "team__target")
    )


def _expected(visit: Visit, judges: list[Participant]) -> int:
    if visit.sheet is None or visit.state == VisitState.EXCUSED or not visit.round.scoring:
        return 0
    return sum(1 for judge in judges if is_judge_of(judge, visit))
