"""Absent and scored exclude each other: whoever sent a sheet was there, and only who was there is counted (S0-3.1-i)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from guanmo.lib.refusal import Refused
from guanmo.stages.results.domain.count_ballots import count_ballots
from guanmo.stages.rounds.domain import record_attendance as acts
from guanmo.stages.rounds.domain.record_attendance import Presence, record_attendance, record_attendances
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.models import BallotVersion
from tests.county import Scene, ballot, running_round, score, visit_to

JUDGE = "a_deputy"


def participant(round: Round, name: str = JUDGE) -> Participant:
    return Participant.objects.select_related("round__organiser", "user").get(round=round, user__username=name)


@pytest.mark.django_db
def test_absence_of_somebody_who_sent_a_sheet_is_refused(county: Scene) -> None:
    round = running_round(county)
    version = score(county, visit_to(round, "A1"), JUDGE)

    with pytest.raises(Refused, match="a_deputy在本轮已经提交了评分表，不能登记为缺席。") as refusal:
        record_attendance(participant(round), Attendance.ABSENT, reason="外出", by=county.person("a_secretary"))

    assert refusal.value.code == "has_scored"
    stored = participant(round)
    assert (stored.attendance, stored.absence_reason) == (Attendance.ATTENDED, "")
    assert BallotVersion.objects.get() == version


@pytest.mark.django_db
def test_one_refused_absence_leaves_the_whole_list_as_it_was(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), JUDGE)
    other = participant(round, "a_member")
    away = Presence(Attendance.ABSENT, "外出")

    with pytest.raises(Refused):
        record_attendances(round, {other.pk: away, participant(round).pk: away}, by=county.person("a_secretary"))

    assert participant(round, "a_member").attendance == Attendance.EXPECTED


@pytest.mark.django_db
def test_absence_of_somebody_without_a_sheet_is_recorded(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), "a_member")

    record_attendance(participant(round), Attendance.ABSENT, reason="外出", by=county.person("a_secretary"))

    assert participant(round).attendance == Attendance.ABSENT


@pytest.mark.django_db
def test_sheet_of_an_absent_person_does_not_count_however_it_came_in(county: Scene) -> None:
    round = running_round(county)
    score(county, visit_to(round, "A1"), JUDGE, {"一.1": ("3.00", "标识不统一")})
    kept = score(county, visit_to(round, "A1"), "a_member")
    Participant.objects.filter(pk=participant(round).pk).update(attendance=Attendance.ABSENT, absence_reason="外出")

    result = next(one for one in count_ballots(round) if one.visit.organisation.code == "A1")

    assert (list(result.versions.values()), str(result.aggregate.score)) == ([kept], "100.00")


@pytest.mark.django_db(transaction=True)
def test_absence_and_sheet_at_once_never_both_stand(county: Scene) -> None:
    round = running_round(county)
    judges = [participant(round, name) for name in (JUDGE, "a_member", "a_officer", "a2_secretary")]

    for judge in judges:
        at_once(county, round, judge)

    assert both_stand(round) == 0
    assert BallotVersion.objects.count() + round.participants.filter(attendance="absent").count() == len(judges)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_check_both_stand(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    round = running_round(county)
    monkeypatch.setattr(acts, "_has_scored", lambda participant: False)
    score(county, visit_to(round, "A1"), JUDGE)

    record_attendance(participant(round), Attendance.ABSENT, reason="外出", by=county.person("a_secretary"))

    assert both_stand(round) == 1


def both_stand(round: Round) -> int:
    """How many people are recorded as absent and have a sheet in the round."""
    absent = round.participants.filter(attendance=Attendance.ABSENT)
    return BallotVersion.objects.filter(ballot__participant__in=absent).count()


def at_once(county: Scene, round: Round, judge: Participant) -> None:
    """The judge sends a sheet while the secretary records the judge as absent; whoever is later is refused."""
    start, payload, secretary = Barrier(2), ballot(visit_to(round, "A1")), county.person("a_secretary")

    def send() -> None:
        submit_ballot(payload, by=judge.user)

    def note() -> None:
        record_attendance(judge, Attendance.ABSENT, reason="外出", by=secretary)

    def run(act: Callable[[], None]) -> str:
        start.wait()
        try:
            act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(run, (send, note)))
    assert sorted(told) in (["absent", "done"], ["done", "has_scored"])
