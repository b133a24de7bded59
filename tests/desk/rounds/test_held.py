"""Sheets that were held: the leader sees who, where, when and why, and takes them once the reason is gone."""

import json
from uuid import uuid4

import pytest

from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, Readmission
from tests.county import Scene, ballot, running_round, visit_to
from tests.desk.rounds.pages import Desk, messages_of

pytestmark = pytest.mark.django_db

REASON = "这位评委登记为缺席。登记有误的，先在“参加人员”中改正，再重新受理。"


def attend(county: Scene, round: Round, judge: str, how: Attendance, reason: str = "") -> None:
    person = round.participants.get(user__username=judge)
    record_attendance(person, how, reason=reason, by=county.person("a_secretary"))


def held_sheet(county: Scene, round: Round, judge: str = "a_member", code: str = "A1") -> str:
    """A sheet held because its judge stands as absent."""
    attend(county, round, judge, Attendance.ABSENT, "开会")
    text = ballot(visit_to(round, code), {"一.2": ("1.50", "班子缺1人")})
    with pytest.raises(BallotRefused):
        submit_ballot(text, by=county.person(judge))
    return text


def test_list_says_who_where_why_and_nothing_of_the_content(county: Scene) -> None:
    round = running_round(county)
    held_sheet(county, round)

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/held/")

    assert [one for one in ("a_member", "A1村党支部", "登记为缺席", REASON, "重新受理") if one not in text] == []
    assert [one for one in ("1.50", "班子缺1人", "98.50") if one in text] == []


def test_sheet_is_taken_once_the_absence_is_put_right_and_only_once(county: Scene) -> None:
    round = running_round(county)
    held_sheet(county, round)
    held = HeldBallot.objects.get()
    desk = Desk(county, "a_secretary")

    refused = desk.post(f"/held/{held.pk}/readmission/")
    assert messages_of(refused) == [f"a_member对A1村党支部的评分表还不能受理：{REASON}"]
    assert BallotVersion.objects.count() == 0

    attend(county, round, "a_member", Attendance.ATTENDED)
    taken = desk.post(f"/held/{held.pk}/readmission/")
    desk.post(f"/held/{held.pk}/readmission/")

    assert messages_of(taken) == ["已受理a_member对A1村党支部的评分表。"]
    version = BallotVersion.objects.get()
    assert (str(version.total), version.ballot.participant.user.username) == ("98.50", "a_member")
    assert Readmission.objects.get().by == county.person("a_secretary")
    assert "没有暂存的评分表" in desk.text(f"/rounds/{round.uuid}/held/")


def test_sheet_held_for_two_reasons_stands_once_in_the_list(county: Scene) -> None:
    round = running_round(county)
    text = held_sheet(county, round)
    attend(county, round, "a_member", Attendance.ATTENDED)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    with pytest.raises(BallotRefused):
        submit_ballot(text, by=county.person("a_member"))

    page = Desk(county, "a_secretary").get(f"/rounds/{round.uuid}/held/").context["page"]

    assert HeldBallot.objects.count() == 2
    assert [row.label for row in page.rows] == ["打分已结束"]
    assert [row.may_take for row in page.rows] == [False]


def test_sheet_that_came_in_by_itself_meanwhile_is_no_longer_held(county: Scene) -> None:
    round = running_round(county)
    text = held_sheet(county, round)
    desk = Desk(county, "a_secretary")
    assert len(desk.get(f"/rounds/{round.uuid}/held/").context["page"].rows) == 1
    attend(county, round, "a_member", Attendance.ATTENDED)

    submit_ballot(text, by=county.person("a_member"))

    assert len(desk.get(f"/rounds/{round.uuid}/held/").context["page"].rows) == 0


@pytest.mark.parametrize("who", ["a_member", "b_secretary", "county_admin"])
def test_who_does_not_run_the_round_takes_nothing(county: Scene, who: str) -> None:
    round = running_round(county)
    held_sheet(county, round)
    attend(county, round, "a_member", Attendance.ATTENDED)

    answer = Desk(county, who).post(f"/held/{HeldBallot.objects.get().pk}/readmission/")

    assert (answer.status_code, BallotVersion.objects.count()) == (404, 0)


def test_sheet_for_a_visit_that_no_round_has_is_shown_to_who_runs_the_judges_round(county: Scene) -> None:
    round = running_round(county)
    gone = json.loads(ballot(visit_to(round, "A1"), {}))
    gone["visit"] = str(uuid4())
    with pytest.raises(BallotRefused):
        submit_ballot(json.dumps(gone), by=county.person("a_member"))

    text = Desk(county, "a_secretary").text(f"/rounds/{round.uuid}/held/")

    assert [one for one in ("a_member", "系统里没有", "请与评委核对") if one not in text] == []
    assert "重新受理" not in text
