"""Every bad ballot: one clear sentence, the document kept as sent, and nothing else changed."""

import hashlib
import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from guanmo.audit.models import Entry
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.rounds.domain.finish_visit import excuse_visit
from guanmo.stages.rounds.domain.record_attendance import record_attendance
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import Attendance, RoundState
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.scoring.domain.finished import LARGEST_BODY
from guanmo.stages.scoring.domain.submit_ballot import submit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotVersion, HeldBallot
from guanmo.stages.sheets.domain.draft_sheet import draft_sheet
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from tests.county import Scene, ballot, draft_round, running_round, score, visit_to

pytestmark = pytest.mark.django_db

JUDGE = "a_deputy"


def state() -> list[Any]:
    """Everything that a ballot could change, except what is kept aside."""
    return [
        list(BallotVersion.objects.values_list("id", "digest", "total")),
        list(BallotDeduction.objects.values_list("item", "points", "reason")),
        Ballot.objects.count(),
        list(Visit.objects.order_by("pk").values_list("state", "visited_on")),
        list(Participant.objects.order_by("pk").values_list("attendance", flat=True)),
        Entry.objects.count(),
    ]


def refused(scene: Scene, payload: str | bytes, judge: str = JUDGE) -> tuple[str, str]:
    """Submit, and return code and sentence after checking that the document is kept and nothing else changed."""
    before = state()
    with pytest.raises(BallotRefused) as refusal:
        submit_ballot(payload, by=scene.person(judge))
    body = payload.encode() if isinstance(payload, str) else payload
    held = HeldBallot.objects.get(digest=hashlib.sha256(body).hexdigest(), code=refusal.value.code)
    assert (bytes(held.body), held.by.username, held.message) == (body, judge, str(refusal.value))
    assert state() == before
    return refusal.value.code, str(refusal.value)


def changed(visit: Visit, change: Callable[[dict[str, Any]], None]) -> str:
    data = json.loads(ballot(visit))
    change(data)
    return json.dumps(data, ensure_ascii=False)


@pytest.mark.parametrize(
    ("points", "reason", "sentence"),
    [
        ("3.01", "班子缺2人", "第一.2项扣分3.01分，超过了本项分值3.00分。"),
        ("999999999", "班子缺2人", "第一.2项扣分999999999.00分，超过了本项分值3.00分。"),
        ("-0.50", "班子缺2人", "第一.2项的扣分不能是负数。"),
        ("0.125", "班子缺2人", "第一.2项的扣分0.125超过两位小数。"),
        ("1.00", "", "第一.2项扣了分，请写明扣分原因。"),
        ("1.00", " \n", "第一.2项扣了分，请写明扣分原因。"),
        ("NaN", "班子缺2人", "第一.2项的扣分不是数字。"),
        ("1E+999999999", "班子缺2人", "第一.2项的扣分不是数字。"),
        ("1.00", "缺" * 501, "第一.2项的扣分原因有501字，最多500字，请写短一些。"),
    ],
)
def test_bad_deduction_is_refused_and_kept(county: Scene, points: str, reason: str, sentence: str) -> None:
    visit = visit_to(running_round(county), "A1")

    assert refused(county, ballot(visit, {"一.2": (points, reason)})) == ("invalid", sentence)


def test_every_problem_of_a_ballot_is_named(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    assert refused(county, ballot(visit, {"一.2": ("4.00", "班子缺人"), "三.3": ("1.00", "")})) == (
        "invalid",
        "第三.3项扣了分，请写明扣分原因。第一.2项扣分4.00分，超过了本项分值3.00分。",
    )


@pytest.mark.parametrize("deductions", [[], [{"rule": None, "count": None, "points": "1.00", "reason": "缺记录"}]])
def test_unknown_item_is_refused_and_kept(county: Scene, deductions: list[Any]) -> None:
    visit = visit_to(running_round(county), "A1")
    payload = changed(visit, lambda data: data["items"].append({"item": "六.1", "deductions": deductions}))

    assert refused(county, payload) == ("invalid", "评分表里没有第六.1项。")


def test_rule_that_the_item_does_not_have_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    by_rule = {"rule": 0, "count": 2, "points": "1.00", "reason": "缺2次"}
    payload = changed(visit, lambda data: data["items"][0]["deductions"].append(by_rule))

    assert refused(county, payload) == ("invalid", "第一.1项没有这条扣分规则。")


def test_wrong_sheet_version_is_refused_and_kept(county: Scene) -> None:
    round = running_round(county)
    other = str(county.sheets["two_new"].uuid)
    payload = changed(visit_to(round, "A1"), lambda data: data.update(sheet=other))

    assert refused(county, payload) == (
        "wrong_sheet",
        "评分表版本不符：本轮用的是村（社区）党建观摩、检查、测评得分表（第1版）。请刷新页面，内容会保留。",
    )


def test_next_version_of_the_rounds_own_sheet_is_refused_and_kept(county: Scene) -> None:
    """A round keeps the version with which it opened, whatever is published meanwhile."""
    round = running_round(county)
    first = county.sheets["village"]
    draft = draft_sheet(first.content, code="village", kinds=[Kind.VILLAGE, Kind.COMMUNITY], by=None)
    second = publish_sheet(draft, confirmed=True, by=None)
    payload = changed(visit_to(round, "A1"), lambda data: data.update(sheet=str(second.uuid)))

    assert (first.version, second.version) == (1, 2)
    assert refused(county, payload) == (
        "wrong_sheet",
        "评分表版本不符：本轮用的是村（社区）党建观摩、检查、测评得分表（第1版）。请刷新页面，内容会保留。",
    )
    assert score(county, visit_to(round, "A1"), JUDGE).total == 100


def test_unfinished_ballot_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")

    assert refused(county, ballot(visit, leave_out=["一.1", "五.3"])) == ("unfinished", "还有2项没有打分：一.1、五.3。")


def test_same_id_with_other_content_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    first = submit_ballot(ballot(visit), by=county.person(JUDGE))

    code, sentence = refused(county, ballot(visit, {"一.2": ("1.00", "缺1人")}, id=str(first.pk)))

    assert (code, sentence) == (
        "other_content",
        "这个编号的评分表先前已经收到，与这一份不同。先前的没有改变；需要更正请用“更正”。",
    )
    assert BallotVersion.objects.get().payload == first.payload


def test_same_bytes_from_another_user_are_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    payload = ballot(visit)
    submit_ballot(payload, by=county.person(JUDGE))

    assert refused(county, payload, "a_member")[0] == "other_content"


def test_ballot_after_closing_is_refused_and_kept(county: Scene) -> None:
    round = running_round(county)
    visit = visit_to(round, "A1")
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    assert refused(county, ballot(visit)) == (
        "scoring_over",
        "本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。",
    )


def test_ballot_sent_again_after_closing_is_still_the_same(county: Scene) -> None:
    round = running_round(county)
    payload = ballot(visit_to(round, "A1"))
    first = submit_ballot(payload, by=county.person(JUDGE))
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    assert submit_ballot(payload, by=county.person(JUDGE)) == first


@pytest.mark.parametrize("scheduled", [False, True], ids=["draft", "scheduled"])
def test_ballot_before_opening_is_refused_and_kept(county: Scene, scheduled: bool) -> None:
    round = draft_round(county)
    if scheduled:
        schedule_round(round, by=county.person("a_secretary"))

    assert refused(county, ballot(visit_to(round, "A1"))) == ("not_open", "本轮观摩还没有开始，开始后再提交。")


def test_ballot_on_an_excused_visit_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    excuse_visit(visit, reason="整村搬迁", by=county.person("a_secretary"))

    assert refused(county, ballot(visit)) == ("not_scored", "A1村党支部本轮不打分。")


def test_ballot_of_an_absent_participant_is_refused_and_kept(county: Scene) -> None:
    round = running_round(county)
    participant = Participant.objects.get(round=round, user__username=JUDGE)
    record_attendance(participant, Attendance.ABSENT, reason="外出学习", by=county.person("a_secretary"))

    assert refused(county, ballot(visit_to(round, "A1"))) == (
        "absent",
        "您被登记为缺席本轮观摩，不能打分。登记有误请联系本轮组织者。",
    )


@pytest.mark.parametrize("stranger", ["b_secretary", "b1_secretary", "county_admin"])
def test_ballot_of_somebody_who_does_not_take_part_is_refused_and_kept(county: Scene, stranger: str) -> None:
    visit = visit_to(running_round(county), "A1")

    assert refused(county, ballot(visit), stranger) == ("not_taking_part", "您不是本轮的参加人员，不能打分。")


def test_unknown_visit_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    payload = changed(visit, lambda data: data.update(visit=str(uuid4())))

    assert refused(county, payload)[0] == "not_taking_part"


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\x00", b"null", b"{}", "评分表".encode("gb18030"), b"[" * 50_000])
def test_garbage_is_refused_and_kept_byte_for_byte(county: Scene, body: bytes) -> None:
    running_round(county)

    assert refused(county, body) == ("unreadable", "这份评分表的格式不对，请刷新页面后重新提交。")
    assert HeldBallot.objects.get().text == body.decode(errors="backslashreplace")


def test_the_same_garbage_twice_is_kept_once(county: Scene) -> None:
    running_round(county)
    refused(county, b"garbage")
    refused(county, b"garbage")

    assert HeldBallot.objects.count() == 1


def test_body_larger_than_any_sheet_is_refused_and_not_stored(county: Scene) -> None:
    before = state()

    with pytest.raises(BallotRefused) as refusal:
        submit_ballot(b" " * (LARGEST_BODY + 1), by=county.person(JUDGE))

    assert (refusal.value.code, HeldBallot.objects.count(), state()) == ("too_large", 0, before)


def test_round_without_scoring_takes_no_ballot(county: Scene) -> None:
    round = running_round(county)
    Round.objects.filter(pk=round.pk).update(scoring=False)

    assert refused(county, ballot(visit_to(round, "A1")))[0] == "not_scored"


def test_correction_without_reason_is_refused_and_kept(county: Scene) -> None:
    visit = visit_to(running_round(county), "A1")
    first = score(county, visit, JUDGE)

    assert refused(county, ballot(visit, previous=str(first.pk))) == ("reason_missing", "请写明更正的原因。")
    long = ballot(visit, previous=str(first.pk), reason="看" * 201)
    assert refused(county, long) == ("invalid", "更正原因最多200字，请写短一些。")
