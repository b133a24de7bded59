"""Check that a judge may score a visit now, with the round held open until the ballot is stored (S0-3.1-i, D33)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, F, QuerySet, UUIDField
from django.utils.translation import gettext as _

from guanmo.lib.ready_query import GivenMany, OneOf, ReadyQuery
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import mark_visited
from guanmo.stages.rounds.domain.transition import lock_rounds_for_ballots
from guanmo.stages.rounds.enums import SCORING_OVER, Attendance, RoundState, VisitState
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.domain.finished import Finished
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


@dataclass(frozen=True, slots=True)
class Places:
    """The visits by uuid and the judges by (round, user), as they are under the lock of the rounds."""

    visits: Mapping[UUID, Visit]
    judges: Mapping[tuple[int, int], Participant]


def lock_places(visits: Collection[UUID], judges: Collection[User]) -> Places:
    """Hold the rounds of these visits open and read what decides who may score; to be called inside a transaction.

    The rounds are locked first: absences, excuses and the close take the same lock alone, so that what is read after
    it holds until the ballots are stored.
    """
    lock_rounds_for_ballots(visits)
    found = _visits(visits=visits)
    rounds = {visit.round_id: visit.round for visit in found}
    people = _judges(users=[one.pk for one in judges], rounds=list(rounds))
    places = Places({one.uuid: one for one in found}, {(one.round_id, one.user_id): one for one in people})
    users = {one.pk: one for one in judges}
    for judge in places.judges.values():
        judge.round, judge.user = rounds[judge.round_id], users[judge.user_id]
    return places


def _asked_visits() -> QuerySet[Visit]:
    named = OneOf(F("uuid"), GivenMany("visits", UUIDField()))
    return Visit.objects.filter(named).select_related("round", "organisation", "sheet").order_by()


def _asked_judges() -> QuerySet[Participant]:
    users = OneOf(F("user_id"), GivenMany("users", BigIntegerField()))
    rounds = OneOf(F("round_id"), GivenMany("rounds", BigIntegerField()))
    return Participant.objects.filter(users, rounds).select_related("organisation", "team__target").order_by()


_visits, _judges = ReadyQuery(_asked_visits), ReadyQuery(_asked_judges)


def admit_judge(sheet: Finished, places: Places) -> Place:
    """The place of this ballot. Raises BallotRefused when it has none; taking part is what gives the right to score."""
    submission, by, only_round = sheet.submission, sheet.by, sheet.channel.only_round
    if submission.judge not in (None, by.uuid):
        raise BallotRefused(_("这份评分表是另一位评委填的，请由本人提交。"), code=HoldCode.OTHER_JUDGE)
    visit = places.visits.get(submission.visit)
    judge = places.judges.get((visit.round_id, by.pk)) if visit else None
    if visit is None or judge is None:
        raise BallotRefused(_("您不是本轮的参加人员，不能打分。"), code=HoldCode.NOT_TAKING_PART)
    if only_round not in (None, visit.round_id):
        raise BallotRefused(
            _("这份评分表属于另一轮观摩，没有计入。内容已经留存，请联系那一轮的组织者受理。"), code=HoldCode.OTHER_ROUND
        )
    _check_judge(judge, visit)
    _check_round(visit)
    return Place(visit, yardstick(_sheet(visit, submission.sheet)), judge)


def mark_presence(places: Iterable[Place]) -> None:
    """The first ballot shows that the visit was made and that the judge came."""
    at = list(places)
    mark_visited({one.visit.pk for one in at if one.visit.state == VisitState.DUE})
    came = {one.judge.pk for one in at if one.judge.attendance == Attendance.EXPECTED}
    if came:
        Participant.objects.filter(pk__in=came).update(attendance=Attendance.ATTENDED)


def _check_judge(judge: Participant, visit: Visit) -> None:
    if not is_attending(judge):
        raise BallotRefused(_("您被登记为缺席本轮观摩，不能打分。登记有误请联系本轮组织者。"), code=HoldCode.ABSENT)
    if is_own_organisation(judge, visit):
        raise BallotRefused(_("本人所在组织由其他人打分，请回避。"), code=HoldCode.OWN_ORGANISATION)
    if judge.route is not None and judge.is_sent_elsewhere(visit.organisation):
        raise BallotRefused(
            _("按本轮的走访安排，您不去%(name)s，不能给它打分。") % {"name": visit.organisation},
            code=HoldCode.NOT_SCORED,
        )
    if judge.is_sent_elsewhere(visit.organisation):
        raise BallotRefused(
            _("您所在的督导组不观摩%(name)s所在的乡镇（街道），不能给它打分。") % {"name": visit.organisation},
            code=HoldCode.NOT_SCORED,
        )


def _check_round(visit: Visit) -> None:
    if visit.round.state in SCORING_OVER:
        raise BallotRefused(
            _("本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。"), code=HoldCode.SCORING_OVER
        )
    if visit.round.state != RoundState.IN_PROGRESS:
        raise BallotRefused(_("本轮观摩还没有开始，开始后再提交。"), code=HoldCode.NOT_OPEN)


def _sheet(visit: Visit, scored_by: UUID) -> ScoreSheet:
    if visit.sheet is None or not visit.round.scoring or visit.state == VisitState.EXCUSED:
        raise BallotRefused(_("%(name)s本轮不打分。") % {"name": visit.organisation}, code=HoldCode.NOT_SCORED)
    if visit.sheet.uuid != scored_by:
        raise BallotRefused(
            _("评分表版本不符：本轮用的是%(sheet)s。请刷新页面，内容会保留。") % {"sheet": visit.sheet},
            code=HoldCode.WRONG_SHEET,
        )
    return visit.sheet
