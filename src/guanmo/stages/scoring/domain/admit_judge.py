"""Check that a judge may score a visit now, with the round held open until the ballot is stored (S0-3.1-i, D33)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.utils.translation import gettext as _

from guanmo.method.ballot import Submission
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import mark_visited
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.enums import SCORING_OVER, Attendance, RoundState, VisitState
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.rules import is_attending, is_own_organisation
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import Yardstick, yardstick


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ballot belongs: the visit, its sheet and the judge."""

    visit: Visit
    yardstick: Yardstick
    judge: Participant


def admit_judge(submission: Submission, *, by: User, only_round: int | None = None) -> Place:
    """The place of this ballot. Raises BallotRefused when it has none; to be called inside the transaction.

    Taking part is what gives the right to score. The round is locked first: absences, excuses and the close take the
    same lock alone, so that what is read after it holds until the ballot is stored.
    """
    if submission.judge not in (None, by.uuid):
        raise BallotRefused(_("这份评分表是另一位评委填的，请由本人提交。"), code=HoldCode.OTHER_JUDGE)
    visit = Visit.objects.select_related("organisation", "sheet").filter(uuid=submission.visit).first()
    round = lock_round_for_ballot(visit.round_id) if visit else None
    judge = _judge(visit, by) if visit else None
    if visit is None or round is None or judge is None:
        raise BallotRefused(_("您不是本轮的参加人员，不能打分。"), code=HoldCode.NOT_TAKING_PART)
    if only_round not in (None, round.pk):
        raise BallotRefused(
            _("这份评分表属于另一轮观摩，没有计入。内容已经留存，请联系那一轮的组织者受理。"), code=HoldCode.OTHER_ROUND
        )
    visit.round = judge.round = round
    visit.state = judge.visit_state  # as it is under the lock
    _check_judge(judge, visit)
    _check_round(visit)
    return Place(visit, yardstick(_sheet(visit, submission)), judge)


def _judge(visit: Visit, user: User) -> Any:
    """The user as a participant, with the visit's state of the same moment as ``visit_state``; None for a stranger."""
    state = Visit.objects.filter(pk=visit.pk).order_by().values("state")
    judges = Participant.objects.filter(user=user, round=visit.round_id).order_by()
    return judges.select_related("organisation").annotate(visit_state=Subquery(state)).first()


def mark_presence(place: Place) -> None:
    """The first ballot shows that the visit was made and that the judge came."""
    if place.visit.state == VisitState.DUE:
        mark_visited(place.visit)
    if place.judge.attendance == Attendance.EXPECTED:
        Participant.objects.filter(pk=place.judge.pk).update(attendance=Attendance.ATTENDED)


def _check_judge(judge: Participant, visit: Visit) -> None:
    if not is_attending(judge):
        raise BallotRefused(_("您被登记为缺席本轮观摩，不能打分。登记有误请联系本轮组织者。"), code=HoldCode.ABSENT)
    if is_own_organisation(judge, visit):
        raise BallotRefused(_("本人所在组织由其他人打分，请回避。"), code=HoldCode.OWN_ORGANISATION)


def _check_round(visit: Visit) -> None:
    if visit.round.state in SCORING_OVER:
        raise BallotRefused(
            _("本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。"), code=HoldCode.SCORING_OVER
        )
    if visit.round.state != RoundState.IN_PROGRESS:
        raise BallotRefused(_("本轮观摩还没有开始，开始后再提交。"), code=HoldCode.NOT_OPEN)


def _sheet(visit: Visit, submission: Submission) -> ScoreSheet:
    if visit.sheet is None or not visit.round.scoring or visit.state == VisitState.EXCUSED:
        raise BallotRefused(_("%(name)s本轮不打分。") % {"name": visit.organisation}, code=HoldCode.NOT_SCORED)
    if visit.sheet.uuid != submission.sheet:
        raise BallotRefused(
            _("评分表版本不符：本轮用的是%(sheet)s。请刷新页面，内容会保留。") % {"sheet": visit.sheet},
            code=HoldCode.WRONG_SHEET,
        )
    return visit.sheet
