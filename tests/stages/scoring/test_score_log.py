"""The score log is written with what happens: every sheet once, in one order, without gaps, whoever writes at once."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from guanmo.method.seal.tree import leaf_hash
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.enums import Attendance
from guanmo.stages.rounds.models import ScoreEvent
from guanmo.stages.scoring.domain import submit_ballot as submitting
from guanmo.stages.scoring.domain.finished import Sent
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.domain.submit_ballot import receive_ballots, submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, finish_visits, running_round, score, visit_to

JUDGES = ("a_deputy", "a_member", "a_officer", "a_secretary")
VILLAGES = ("A1", "A2", "A3")


def logged() -> list[dict[str, Any]]:
    """The events in order; their places are counted from 0 without gaps, and each hash is that of its bytes."""
    events = list(ScoreEvent.objects.order_by("seq"))
    assert [one.seq for one in events] == list(range(len(events)))
    assert all(bytes(one.leaf) == leaf_hash(one.body.encode()) for one in events)
    return [json.loads(one.body) for one in events]


def kinds() -> list[str]:
    return [one["event"] for one in logged()]


@pytest.mark.django_db
def test_each_kind_of_event_is_written_once(county: Scene) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"), {"一.2": ("1.50", "班子缺1人")})
    version = submit_ballot(text, by=county.person("a_deputy"))
    submit_ballot(text, by=county.person("a_deputy"))  # the same bytes again are no new event
    absent = round.participants.get(user__username="a_member")
    record_attendance(absent, Attendance.ABSENT, reason="登记错了", by=county.person("a_secretary"))
    late = ballot(visit_to(round, "A1"))
    for _again in range(2):
        with pytest.raises(BallotRefused):
            submit_ballot(late, by=county.person("a_member"))
    record_attendance(absent, Attendance.ATTENDED, by=county.person("a_secretary"))
    readmit_ballot(HeldBallot.objects.get(), by=county.person("a_secretary"))

    assert kinds() == ["opened", "ballot", "held", "ballot", "readmitted"]
    first = logged()[1]
    assert (first["id"], first["digest"], first["total"]) == (str(version.pk), version.digest, "98.50")
    assert first["deducted"] == {"一.2": "1.50"}
    assert "班子缺1人" not in json.dumps(logged(), ensure_ascii=False)
    finish_visits(county, round)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))
    assert kinds()[5:] == ["closed", "ranked"]


@pytest.mark.django_db
def test_a_sheet_that_was_not_stored_is_not_in_the_log(county: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The log stands in the transaction of the sheet: when that fails, both are gone, and no place stays empty."""
    round = running_round(county)

    def fails(*received: Any) -> None:
        real(*received)
        raise RuntimeError("the power went off")

    real = submitting.log_received
    monkeypatch.setattr(submitting, "log_received", fails)
    with pytest.raises(RuntimeError):
        score(county, visit_to(round, "A1"), "a_deputy")
    monkeypatch.undo()
    assert kinds() == ["opened"]
    score(county, visit_to(round, "A1"), "a_deputy")
    assert kinds() == ["opened", "ballot"]
    assert BallotVersion.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap_and_no_double(county: Scene) -> None:
    round = running_round(county)
    people = {name: county.person(name) for name in JUDGES}
    sheets = [(name, ballot(visit_to(round, code))) for code in VILLAGES for name in JUDGES]
    backlogs = [[text for judge, text in sheets if judge == name] for name in JUDGES]

    def receive(by: User, texts: list[str]) -> None:
        try:
            receive_ballots([Sent(text.encode(), by) for text in texts])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        singly = [pool.submit(receive, people[name], [text]) for name, text in sheets]
        together = [pool.submit(receive, people[name], texts) for name, texts in zip(JUDGES, backlogs, strict=True)]
        for one in (*singly, *together):
            one.result()

    ids = [one["id"] for one in logged() if one["event"] == "ballot"]
    assert sorted(ids) == sorted(str(one) for one in BallotVersion.objects.values_list("pk", flat=True))
    assert len(ids) == len(sheets)
