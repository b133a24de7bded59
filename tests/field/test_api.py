"""The sync API as a phone speaks it: kept before judged, told by id and digest, nothing lost (S0-3.1-i, offline.md 3)."""

import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from guanmo.field.api import sheets as sheets_api
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.models import BallotVersion, DeviceReport, HeldBallot
from tests.county import Scene, ballot, running_round, visit_to

pytestmark = pytest.mark.django_db

JUDGE = "a_deputy"
API = "/field/api"
MARK = {"X-Guanmo": "score1"}


def sha(text: str | bytes) -> str:
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@pytest.fixture
def phone(county: Scene) -> Client:
    """The phone of the judge, logged in with a password."""
    client = Client(headers=MARK)
    client.force_login(county.person(JUDGE))
    return client


def put(phone: Client, text: str, **headers: str) -> Any:
    id = json.loads(text)["id"]
    head = {"X-Digest": sha(text), **headers}
    return phone.put(f"{API}/sheets/{id}", text, content_type="application/json", headers=head)


def post(phone: Client, path: str, data: Any) -> Any:
    return phone.post(f"{API}/{path}", json.dumps(data), content_type="application/json")


@pytest.mark.requirement("S0-3.1-i")
def test_a_new_sheet_is_201_and_the_same_bytes_again_200_with_the_same_answer(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"), {"一.2": ("1.50", "班子缺1人")})

    first, again = put(phone, text), put(phone, text)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    told = {key: first.json()[key] for key in ("api", "id", "digest", "state", "total", "missing")}
    id = json.loads(text)["id"]
    assert told == {
        "api": "score1",
        "id": id,
        "digest": sha(text),
        "state": "accepted",
        "total": "98.50",
        "missing": [],
    }
    assert BallotVersion.objects.count() == 1


def test_bytes_that_changed_on_the_way_are_to_be_sent_again(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"))

    answer = put(phone, text, **{"X-Digest": sha("other")})

    assert (answer.status_code, answer.json()["code"], BallotVersion.objects.count()) == (400, "damaged", 0)
    assert HeldBallot.objects.count() == 0


def test_same_id_with_other_bytes_is_409_and_the_copy_is_kept(county: Scene, phone: Client) -> None:
    visit = visit_to(running_round(county), "A1")
    first = ballot(visit)
    put(phone, first)
    other = ballot(visit, {"一.2": ("1.00", "缺1人")}, id=json.loads(first)["id"])

    answer = put(phone, other)

    assert (answer.status_code, answer.json()["code"]) == (409, "other_content")
    assert (BallotVersion.objects.get().payload, HeldBallot.objects.get().text) == (first, other)


def test_wrong_content_is_422_with_its_sentence_and_kept(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"), {"一.2": ("1.00", "")})

    answer = put(phone, text)

    assert (answer.status_code, answer.json()["message"]) == (422, "第一.2项扣了分，请写明扣分原因。")
    assert HeldBallot.objects.get().text == text


def test_path_and_document_must_name_the_same_id(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"))

    answer = phone.put(f"{API}/sheets/{uuid4()}", text, content_type="application/json")

    assert (answer.status_code, answer.json()["code"], BallotVersion.objects.count()) == (422, "unreadable", 0)


def test_late_sheet_is_held_and_acknowledged_and_not_counted(county: Scene, phone: Client) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"))
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    answer = put(phone, text)

    told = answer.json()
    assert (answer.status_code, told["state"], told["code"], told["digest"]) == (200, "held", "scoring_over", sha(text))
    assert told["message"] == "本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。"
    assert (HeldBallot.objects.get().text, BallotVersion.objects.count()) == (text, 0)


def test_photos_of_a_held_sheet_are_still_asked_for(county: Scene, phone: Client) -> None:
    round = running_round(county)
    data = json.loads(ballot(visit_to(round, "A1")))
    data["items"][0]["photos"] = [sha("a photo")]
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    told = put(phone, json.dumps(data)).json()

    assert (told["state"], told["missing"]) == ("held", [sha("a photo")])


def test_sheet_counted_before_the_close_is_still_accepted_when_sent_again_after_it(
    county: Scene, phone: Client
) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"))
    put(phone, text)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    answer = put(phone, text)

    assert (answer.status_code, answer.json()["state"], HeldBallot.objects.count()) == (200, "accepted", 0)


def test_held_sheet_taken_after_all_reaches_the_phone_as_a_state(county: Scene, phone: Client) -> None:
    round, leader = running_round(county), county.person("a_secretary")
    judge = Participant.objects.select_related("round__organiser", "user").get(round=round, user__username=JUDGE)
    record_attendance(judge, Attendance.ABSENT, reason="登记错了", by=leader)
    text = ballot(visit_to(round, "A1"))
    assert put(phone, text).json()["code"] == "absent"
    cursor = phone.get(f"{API}/states").json()["cursor"]

    record_attendance(judge, Attendance.ATTENDED, by=leader)
    readmit_ballot(HeldBallot.objects.get(), by=leader)

    states = phone.get(f"{API}/states", {"since": cursor}).json()["states"]
    assert [(one["id"], one["state"]) for one in states] == [(json.loads(text)["id"], "accepted")]


def test_a_backlog_has_one_answer_for_each_sheet_and_a_bad_one_blocks_nobody(county: Scene, phone: Client) -> None:
    round = running_round(county)
    good, bad, last = (
        ballot(visit_to(round, "A1")),
        ballot(visit_to(round, "A2"), {"一.2": ("9.00", "班子缺人")}),
        ballot(visit_to(round, "A3")),
    )
    sheets = [{"digest": sha(text), "body": text, "id": json.loads(text)["id"]} for text in (good, bad, last)]
    sheets.append({"digest": sha("x"), "body": good, "id": json.loads(good)["id"]})

    answer = post(phone, "sheets", {"sheets": sheets})

    assert [one["status"] for one in answer.json()["results"]] == [201, 422, 201, 400]
    assert {one.payload for one in BallotVersion.objects.all()} == {good, last}
    assert HeldBallot.objects.get().text == bad


def test_check_tells_what_the_server_has_and_leaves_out_what_it_has_not(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"))
    put(phone, text)
    known, unknown = json.loads(text)["id"], str(uuid4())

    answer = post(phone, "check", {"ids": [known, unknown], "photos": ["0" * 64]}).json()

    assert ({id: one["digest"] for id, one in answer["sheets"].items()}, answer["photos"]) == ({known: sha(text)}, [])


def test_bootstrap_holds_the_work_and_the_own_sheets_and_is_not_sent_twice(county: Scene, phone: Client) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"))
    put(phone, text)

    answer = phone.get(f"{API}/bootstrap")
    again = phone.get(f"{API}/bootstrap", headers={"If-None-Match": answer["ETag"]})

    work = answer.json()
    visits = {one["name"]: one["state"] for one in work["rounds"][0]["visits"]}
    assert (visits["A1村党支部"], visits["A2村党支部"]) == ("scored", "to_score")
    assert [(one["digest"], one["body"]) for one in work["ballots"]] == [(sha(text), text)]
    sheet = next(one for one in work["sheets"] if len(one["sections"]) == 5)
    assert (sheet["total"], sum(len(one["items"]) for one in sheet["sections"])) == ("100.00", 37)
    assert (again.status_code, again.content) == (304, b"")


def test_report_is_kept_once_for_each_phone(county: Scene, phone: Client) -> None:
    device, about = str(uuid4()), {"unsent": 3, "photos": 2, "drafts": 1, "persisted": True, "clock_offset_ms": -500}
    head = {"X-Device": device, "X-App": "abc"}
    for unsent in (3, 0):
        data = json.dumps({**about, "unsent": unsent})
        assert phone.post(f"{API}/report", data, content_type="application/json", headers=head).status_code == 200

    report = DeviceReport.objects.get()
    assert (str(report.device), report.unsent, report.photos, report.app) == (device, 0, 2, "abc")
    assert timezone.now() - report.at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("headers", "login", "status", "code"),
    [
        ({}, True, 403, "header"),
        (MARK, False, 401, "login"),
        ({**MARK, "X-Judge": str(uuid4())}, True, 401, "other_judge"),
    ],
)
def test_who_is_not_the_judge_of_the_sheet_changes_nothing(
    county: Scene, headers: dict[str, str], login: bool, status: int, code: str
) -> None:
    text = ballot(visit_to(running_round(county), "A1"))
    client = Client(headers=headers)
    if login:
        client.force_login(county.person(JUDGE))

    answer = put(client, text)

    assert (answer.status_code, answer.json()["api"], answer.json()["code"]) == (status, "score1", code)
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (0, 0)


def test_sheet_that_names_another_judge_is_refused_and_kept(county: Scene, phone: Client) -> None:
    data = json.loads(ballot(visit_to(running_round(county), "A1")))
    text = json.dumps({**data, "judge": str(county.person("a_member").uuid)})

    answer = put(phone, text)

    assert (answer.status_code, answer.json()["code"], HeldBallot.objects.get().text) == (422, "other_judge", text)


def test_busy_database_is_an_answer_that_asks_for_patience(
    county: Scene, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: object, **_more: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(sheets_api, "receive_together", busy)

    answer = put(phone, ballot(visit_to(running_round(county), "A1")))

    assert (answer.status_code, answer["Retry-After"], answer.json()["code"]) == (503, "5", "busy")


@pytest.mark.parametrize("path", ["sheets", "check", "report"])
def test_malformed_request_is_answered_in_our_own_form(phone: Client, path: str) -> None:
    answer = phone.post(f"{API}/{path}", "[", content_type="application/json")

    assert (answer.status_code, answer.json()["api"]) == (400, "score1")


def test_repeat_of_a_sheet_in_conflict_is_told_so(county: Scene, phone: Client) -> None:
    visit = visit_to(running_round(county), "A1")
    first, second = ballot(visit), ballot(visit)
    put(phone, first)

    told = [put(phone, second).json()["state"] for _ in range(2)]
    backlog = [{"digest": sha(second), "body": second, "id": json.loads(second)["id"]}]

    assert told == ["conflict", "conflict"]
    assert post(phone, "sheets", {"sheets": backlog}).json()["results"][0]["state"] == "conflict"


def test_other_bytes_under_a_known_id_are_409_after_the_close_too(county: Scene, phone: Client) -> None:
    round = running_round(county)
    first = ballot(visit_to(round, "A1"))
    put(phone, first)
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))
    other = ballot(visit_to(round, "A1"), {"一.2": ("1.00", "缺1人")}, id=json.loads(first)["id"])

    answer = put(phone, other)

    assert (answer.status_code, answer.json()["code"], HeldBallot.objects.get().text) == (409, "other_content", other)


def test_clock_of_the_server_that_was_put_back_hides_no_decision(county: Scene, phone: Client) -> None:
    text = ballot(visit_to(running_round(county), "A1"), {})
    put(phone, text)
    cursor_of_before = (timezone.now() + timedelta(minutes=30)).isoformat()

    told = phone.get(f"{API}/states", {"since": cursor_of_before}).json()

    assert [one["id"] for one in told["states"]] == [json.loads(text)["id"]]


@pytest.mark.parametrize("cursor", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"])
def test_cursor_from_another_age_asks_for_all(county: Scene, phone: Client, cursor: str) -> None:
    text = ballot(visit_to(running_round(county), "A1"), {})
    put(phone, text)

    answer = phone.get(f"{API}/states", {"since": cursor})

    assert [one["id"] for one in answer.json()["states"]] == [json.loads(text)["id"]]


def test_cursor_without_a_time_zone_is_malformed(phone: Client) -> None:
    answer = phone.get(f"{API}/states", {"since": "2026-11-20T08:00:00"})

    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_description_of_the_api_is_for_who_may_log_in(county: Scene, phone: Client) -> None:
    assert Client().get(f"{API}/openapi.json").status_code == 302
    assert "/field/api/sheets/{id}" in phone.get(f"{API}/openapi.json").json()["paths"]


def test_description_tells_what_every_sheet_must_hold(county: Scene, phone: Client) -> None:
    paths = phone.get(f"{API}/openapi.json").json()["paths"]
    told = paths["/field/api/sheets/{id}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    whole = json.loads(ballot(visit_to(running_round(county), "A1"), {"一.2": ("1.00", "委员不齐")}))

    assert whole.keys() == set(told["required"])
    for field in told["required"]:
        less = json.dumps({name: value for name, value in whole.items() if name != field})
        answered = phone.put(f"{API}/sheets/{whole['id']}", less, content_type="application/json")
        assert answered.status_code == 422, (field, answered.json())
    assert list(paths["/field/api/photos/{digest}"]["put"]["requestBody"]["content"]) == ["image/jpeg"]
