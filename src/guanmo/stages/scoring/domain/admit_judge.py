"""Check that a judge may score a visit now, with the round held open until the ballot is stored (S0-3.1-i, D33)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.method.ballot import Submission
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import mark_visited
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.enums import SCORING_OVER, Attendance, RoundState, VisitState
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.queries import judge_of
from guanmo.stages.scoring.rules import is_attending, is_own_organisation
from guanmo.stages.sheets.models import ScoreSheet


@dataclass(frozen=True, slots=True)
class Place:
    """Where a ballot belongs: the visit, its sheet and the judge."""

    visit: Visit
    sheet: ScoreSheet
    judge: Participant


def admit_judge(submission: Submission, *, by: User) -> Place:
    """The place of this ballot. Raises BallotRefused when it has none; to be called inside the transaction."""
    visit = visits_visible_to(by).filter(uuid=submission.visit).first()
    judge = judge_of(by, visit) if visit else None
    if visit is None or judge is None:
        raise BallotRefused(_("您不是本轮的参加人员，不能打分。"), code=HoldCode.NOT_TAKING_PART)
    visit.round = lock_round_for_ballot(visit.round_id)
    # An absence may just be recorded; whoever is later must see what the earlier one wrote.
    judge.attendance = Participant.objects.select_for_update().values_list("attendance", flat=True).get(pk=judge.pk)
    if visit.state == VisitState.DUE:
        # An excuse may just be on its way in; whoever is later must see what the earlier one wrote.
        visit.state = Visit.objects.select_for_update().values_list("state", flat=True).get(pk=visit.pk)
    _check_judge(judge, visit)
    _check_round(visit)
    return Place(visit, _sheet(visit, submission), judge)


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
