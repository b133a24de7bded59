"""What single clauses ask beyond fields: rhythms, steps in order, two signatures, balances, restricted readers, lists."""

from datetime import datetime
from itertools import chain
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.method.indicator_values import State
from guanmo.stages.organisations.enums import Duty, Form, Kind
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.indicators.facts import record
from tests.desk.records.ledgers import act, fresh, logged_in, new, page, pdf, write

pytestmark = pytest.mark.django_db

MEETING = {"agenda": "议题", "recorder": "李样", "expected": "5", "present": "4"}


def board(client: Client, scene: Scene, organisation: str) -> dict[str, Any]:
    """The cards of what is due, by ledger."""
    shown = client.get(reverse("desk:records-organisation", args=[scene[organisation].uuid])).context["board"]
    cards = [*shown.behind, *shown.now, *(card for _group, inside in shown.others for card in inside)]
    return {card.type.code: card for card in cards}


def missing(client: Client, scene: Scene, organisation: str, code: str) -> list[str]:
    return [words for words, _since in board(client, scene, organisation)[code].missing]


def meeting(scene: Scene, organisation: str, code: str, **more: Any) -> Record:
    secretary = f"{organisation.lower()}_secretary"
    data = {**MEETING, "chair": str(scene.person(secretary).uuid), **more}
    return write(logged_in(scene, secretary), scene, organisation, code, data)


def ledger_page(client: Client, code: str, query: str = "") -> Any:
    return client.get(reverse("desk:ledgers-detail", args=[code]) + query)


@pytest.mark.requirement("S0-4.1-b")
def test_secretary_checks_the_four_points_with_note_and_evidence_and_gets_no_points(scene: Scene) -> None:
    codes = ("example", "difficulty", "guidance", "follow_up")
    data: dict[str, Any] = {f"step-{code}-on": "2026-11-01" for code in codes}
    data |= {f"step-{code}-note": f"说明{n}" for n, code in enumerate(codes)}
    data |= {f"file-{code}": pdf(f"佐证{n}.pdf", code) for n, code in enumerate(codes)}
    client = logged_in(scene, "a1_secretary")
    text = page(client, write(client, scene, "A1", "secretary_self_check", data))
    titles = ("示范作用到位", "攻坚破难到位", "具体指导到位", "跟踪问效到位")
    assert [title for title in titles if title not in text] == []
    assert [n for n in range(4) if f"说明{n}" not in text or f"佐证{n}.pdf" not in text] == []
    assert "得分" not in text.split("<main")[1].replace("得分表", "")


@pytest.mark.requirement("S1-V-1.1")
def test_service_centre_is_one_card_with_sign_slogan_photo_and_dated_items(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    data = {"sign": "yes", "slogan": "no", "items-0-item": "社保代办", "items-0-since": "2026-02-01"}
    assert "items-0-item" in client.post(
        new("service_centre", scene, "A1"), {"held_on": "2026-10-01", "sign": "yes", "slogan": "no", "action": "file"}
    ).context["form"].errors  # fmt: skip
    bare = write(client, scene, "A1", "service_centre", data)
    text = page(client, bare)
    shown = ("统一标识</dt><dd>是", "统一口号</dt><dd>否", "社保代办", "2026年2月1日", "缺少“图片”。")
    assert [word for word in shown if word not in text] == []
    again = client.get(new("service_centre", scene, "A1")).context["form"]
    assert (again["sign"].value(), again["items-0-item"].value()) == ("yes", "社保代办")
    full = write(client, scene, "A1", "service_centre", {**data, "file-photo": pdf("门头.pdf")})
    assert "缺少“图片”。" not in page(client, full)


@pytest.mark.requirement("S1-V-1.2-c")
def test_election_file_shows_each_step_with_day_and_paper_and_names_the_missing(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    steps = ("request", "nomination", "review", "notice", "election")
    data = {f"step-{code}-on": f"2026-10-0{n}" for n, code in enumerate(steps, 1)}
    record = write(client, scene, "A1", "election_file", {"term": "第十届", **data, "file-request": pdf("请示.pdf")})
    text = page(client, record)
    assert ("2026年10月5日" in text, "请示.pdf" in text, "缺少步骤“结果批复”。" in text) == (True, True, True)
    assert ("步骤“请示批复”没有材料。" in text, "步骤“大会选举”没有材料。" in text) == (False, True)


@pytest.mark.parametrize(
    ("organisation", "person"),
    [
        pytest.param("A1", "a1_secretary", marks=pytest.mark.requirement("S1-V-1.5-b")),
        pytest.param("AE", "ae_secretary", marks=pytest.mark.requirement("S1-E-1.3")),
    ],
)
def test_reports_are_held_against_their_due_dates(scene: Scene, organisation: str, person: str) -> None:
    client = logged_in(scene, person)
    for period, day in (("2026-Q1", "2026-04-20"), ("2026-Q2", "2026-07-05")):
        data = {"period": period, "held_on": day, "progress": "有序"}
        write(client, scene, organisation, "progress_report", data)
    card = board(client, scene, organisation)["progress_report"]
    assert (card.in_time, [words for words, _since in card.missing]) == ((1, 3), ["第3季度"])
    work = {"matter": "甲事", "measure": "乙法", "held_on": "2026-03-01"}
    assert "甲事" in page(client, write(client, scene, organisation, "secretary_ledger", work))
    assert missing(client, scene, organisation, "secretary_ledger") == ["第2季度", "第3季度"]


@pytest.mark.requirement("S1-V-1.8")
def test_disclosures_show_what_is_late_and_what_is_missing(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    late = {"kind": "party", "content": "党费", "period": "2026-Q3", "held_on": "2026-10-16"}
    timely = {"kind": "village", "content": "低保名额", "period": "2026-Q3", "held_on": "2026-10-15"}
    texts = [page(client, write(client, scene, "A1", "affairs_disclosure", data)) for data in (late, timely)]
    assert ["晚于期限（2026年10月15日）。" in text for text in texts] == [True, False]
    third = [words for words in missing(client, scene, "A1", "affairs_disclosure") if "第3季度" in words]
    assert third == ["第3季度 财务"]


@pytest.mark.requirement("S1-V-1.9-b")
def test_uploads_are_held_against_the_limit_of_days(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    days = (("2026-10-26", "2026-11-02", False), ("2026-10-25", "2026-11-02", True))
    for event, day, late in days:
        record = write(client, scene, "A1", "information_upload", {"title": "信息", "event_on": event, "held_on": day})
        assert ("超过了7天的时限。" in page(client, record)) is late
    timely = ledger_page(logged_in(scene, "a_officer"), "information_upload").context["tally"].timely
    assert [(one.code, met, whole) for one, met, whole in timely] == [("A1", 1, 2)]


@pytest.mark.requirement("S1-V-2.2-a")
def test_four_kinds_of_meetings_are_missing_where_their_interval_passed(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    write(client, scene, "A1", "party_group", {**MEETING, "minutes": "小组记录", "held_on": "2026-03-04"})
    lesson = {"topic": "讲课", "lecturer": "other", "audience": ["all"], "medium": "classroom", "present": "9"}
    write(client, scene, "A1", "party_lesson", {**lesson, "held_on": "2026-05-04"})
    months = [f"{n}月" for n in range(1, 11)]
    assert missing(client, scene, "A1", "general_meeting") == ["第1季度", "第2季度", "第3季度"]
    assert missing(client, scene, "A1", "branch_committee") == months
    assert missing(client, scene, "A1", "party_group") == [month for month in months if month != "3月"]
    assert missing(client, scene, "A1", "party_lesson") == ["第1季度", "第3季度"]
    record = meeting(scene, "A1", "branch_committee", minutes="逐条讨论")
    text = page(client, record)
    assert [word for word in ("议题", ">4<", "逐条讨论") if word not in text] == []


@pytest.mark.parametrize("code", ["branch_committee", "general_meeting"])
@pytest.mark.parametrize(
    "organisation",
    [
        pytest.param("A1", marks=pytest.mark.requirement("S1-V-2.2-c")),
        pytest.param("AE", marks=pytest.mark.requirement("S1-E-2.2-b")),
    ],
)
def test_minutes_are_locked_by_secretary_and_recorder(scene: Scene, organisation: str, code: str) -> None:
    low = organisation.lower()
    scene.seat(f"{low}_recorder", organisation, Duty.INFORMATION_OFFICER)
    record = meeting(scene, organisation, code, held_on="2026-10-08")
    act(logged_in(scene, f"{low}_secretary"), record, "sign-secretary")
    act(logged_in(scene, f"{low}_secretary"), record, "sign-recorder")
    client = logged_in(scene, f"{low}_secretary")
    assert (fresh(record).state, board(client, scene, organisation)[code].count) == (RecordState.AWAITING_SIGNATURES, 0)
    act(logged_in(scene, f"{low}_recorder"), record, "sign-recorder")
    assert (fresh(record).state, board(client, scene, organisation)[code].count) == (RecordState.LOCKED, 1)


@pytest.mark.parametrize(
    "organisation",
    [
        pytest.param("A1", marks=pytest.mark.requirement("S1-V-2.2-d")),
        pytest.param("AE", marks=pytest.mark.requirement("S1-E-2.2-c")),
    ],
)
def test_superior_calls_in_the_minutes_each_quarter_and_sees_where_it_did_not(scene: Scene, organisation: str) -> None:
    path, client = reverse("desk:record-inspections") + "?book=life-quarter", logged_in(scene, "a_officer")

    def left() -> dict[str, list[str]]:
        return {line.organisation.code: words for line, words, _running in client.get(path).context["lines"]}

    whole = ["第1季度", "第2季度", "第3季度"]
    assert left() == dict.fromkeys(("A1", "A2", "A3", "AE", "AS"), whole)
    data = {"organisations": str(scene[organisation].uuid), "period": "2026-Q2", "inspected_on": "2026-07-01"}
    assert client.post(path, {**data, "inspected_on": ""}).status_code == 200
    client.post(path, data)
    assert left() == {
        code: ["第1季度", "第3季度"] if code == organisation else whole for code in ("A1", "A2", "A3", "AE", "AS")
    }
    assert logged_in(scene, "a1_secretary").get(path).status_code == 404


@pytest.mark.requirement("S1-V-3.10-b")
def test_remote_education_sites_are_called_in_each_month(scene: Scene) -> None:
    path, client = reverse("desk:record-inspections") + "?book=venues-month", logged_in(scene, "a_officer")
    data = {"organisations": str(scene["A1"].uuid), "period": "2026-04", "inspected_on": "2026-04-30"}
    client.post(path, data)
    left = {line.organisation.code: words for line, words, _running in client.get(path).context["lines"]}
    months = [f"{n}月" for n in range(1, 11)]
    assert (left["A1"], left["A2"]) == ([month for month in months if month != "4月"], months)
    assert "AE" not in left


@pytest.mark.requirement("S1-E-2.2-a")
def test_record_book_names_its_issuer_and_the_county_may_change_it(scene: Scene) -> None:
    client = logged_in(scene, "ae_secretary")
    kinds = ("general_meeting", "branch_committee", "party_group", "party_lesson")
    for code in kinds:
        assert "使用县委统一印制的记录本。" in client.get(new(code, scene, "AE")).content.decode()
        assert missing(client, scene, "AE", code)
    record = meeting(scene, "AE", "general_meeting", book_no="第12册")
    assert "第12册" in page(client, record)
    admin, path = logged_in(scene, "county_admin"), reverse("desk:ledgers-edit", args=["general_meeting"])
    assert admin.post(path, settings_of(admin, path, book="区委")).status_code == 302
    assert "使用区委统一印制的记录本。" in client.get(new("general_meeting", scene, "AE")).content.decode()


def settings_of(admin: Client, path: str, **changes: Any) -> dict[str, Any]:
    """The form of a ledger's settings as it stands, with changes."""
    form = admin.get(path).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**shown, **changes}.items() if value not in (None, False)}


LIFE = ("democratic_life_meeting", "organisational_life_meeting", "member_appraisal", "heart_to_heart_talk")


@pytest.mark.parametrize(
    "organisation",
    [
        pytest.param("A1", marks=pytest.mark.requirement("S1-V-2.3-a")),
        pytest.param("AE", marks=pytest.mark.requirement("S1-E-2.3")),
    ],
)
def test_talks_keep_day_and_posts_and_have_no_place_for_words(scene: Scene, organisation: str) -> None:
    client = logged_in(scene, f"{organisation.lower()}_secretary")
    assert [code for code in LIFE if code not in board(client, scene, organisation)] == []
    form = client.get(new("heart_to_heart_talk", scene, organisation)).context["form"]
    assert {name for name in form.fields if not name.startswith(("file-", "held-"))} == {"held_on", "kind", "posts"}
    talk = {"kind": "with_members", "posts": ["secretary", "member"], "held_on": "2026-03-09", "words": "不该有的话"}
    record = write(client, scene, organisation, "heart_to_heart_talk", talk)
    text = page(client, record)
    assert ("2026年3月9日" in text, "书记、党员" in text, "不该有的话" in text) == (True, True, False)
    assert missing(client, scene, organisation, "heart_to_heart_talk") == []


@pytest.mark.requirement("S1-V-2.3-b")
@pytest.mark.parametrize("code", LIFE[:3])
def test_meetings_of_organisational_life_show_which_step_photo_or_paper_is_missing(scene: Scene, code: str) -> None:
    client = logged_in(scene, "a1_secretary")
    whole = {"topic": "主题", "chair": "other", "present": "9", "appraised": "9", "excellent": "2", "qualified": "7"}
    bare = page(client, write(client, scene, "A1", code, {**whole, "step-study-on": "2026-10-01"}))
    assert ("缺少“图片资料”。" in bare, "缺少“归档材料”。" in bare, "缺少步骤“" in bare) == (True, True, True)
    steps = [step.code for step in Record.objects.get().type.ledger.steps]
    data: dict[str, Any] = {f"step-{one}-on": "2026-10-01" for one in steps}
    data |= {f"file-{one}": pdf(f"{one}.pdf", one) for one in [*steps, "photo", "archive"]}
    full = write(client, scene, "A1", code, {**whole, **data})
    assert "还缺什么" not in page(client, full)


@pytest.mark.requirement("S1-V-2.9")
@pytest.mark.parametrize(
    ("code", "steps"),
    [
        (
            "four_deliberations",
            ["proposal", "consultation", "deliberation", "decision", "resolution_public", "result_public"],
        ),
        ("one_consultation", ["consultation", "first", "second", "third", "resolution_public", "result_public"]),
    ],
)
def test_village_decisions_go_step_by_step_and_end_with_an_outcome(scene: Scene, code: str, steps: list[str]) -> None:
    client = logged_in(scene, "a1_secretary")
    words = {"held_on": "2026-09-01", "matter": "修渠", "action": "draft"}
    path = new(code, scene, "A1")
    skipped = {**words, f"step-{steps[0]}-on": "2026-09-01", f"step-{steps[2]}-on": "2026-09-03"}
    assert "不能跳过" in client.post(path, skipped).content.decode()
    back = {**words, f"step-{steps[0]}-on": "2026-09-03", f"step-{steps[1]}-on": "2026-09-01"}
    assert "早于前面的步骤" in client.post(path, back).content.decode()
    draft = write(client, scene, "A1", code, {**words, f"step-{steps[0]}-on": "2026-09-01"}, action="draft")
    act(client, draft, "file")
    assert fresh(draft).state == RecordState.DRAFT
    every: dict[str, Any] = {f"step-{one}-on": f"2026-09-{n:02d}" for n, one in enumerate(steps, 1)}
    every |= {f"file-{one}": pdf(f"{one}.pdf", one) for one in steps}
    edit = reverse("desk:records-edit", args=[draft.uuid])
    client.post(edit, {**words, **every, "outcome": "灌溉三百亩", "action": "file"})
    text = page(client, draft)
    assert (fresh(draft).state, "灌溉三百亩" in text, "还缺什么" in text) == (RecordState.LOCKED, True, False)


@pytest.mark.requirement("S4-6a")
def test_major_matter_is_not_decided_before_members_were_asked(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    data = {"held_on": "2026-09-01", "kind": "project", "matter": "建冷库", "opinions": "支持", "action": "file"}
    path = new("major_matter", scene, "A1")
    assert "不能跳过" in client.post(path, {**data, "step-decision-on": "2026-09-02"}).content.decode()
    early = {**data, "step-members_first-on": "2026-09-03", "step-decision-on": "2026-09-02"}
    assert "早于前面的步骤" in client.post(path, early).content.decode()
    days = {"members_first": "2026-09-01", "decision": "2026-09-05", "result_public": "2026-09-06"}
    right = {**data, **{f"step-{code}-on": day for code, day in days.items()}}
    text = page(client, write(client, scene, "A1", "major_matter", right))
    assert ("2026年9月6日" in text, "支持" in text) == (True, True)


@pytest.mark.parametrize(
    ("organisation", "person", "code", "rows", "shown"),
    [
        pytest.param("A1", "a1_secretary", "dues_ledger",
                     [("income", "300.10"), ("remitted", "120.05"), ("spent", "60.06")], ["119.99", "180.05", "300.10"],
                     marks=pytest.mark.requirement("S1-V-3.3-b")),
        pytest.param("A", "a_officer", "care_fund", [("income", "1000"), ("spent", "250.25")], ["749.75", "1,000.00"],
                     marks=pytest.mark.requirement("S4-18c")),
    ],
)  # fmt: skip
def test_balance_runs_exactly(
    scene: Scene, organisation: str, person: str, code: str, rows: list[tuple[str, str]], shown: list[str]
) -> None:
    client = logged_in(scene, person)
    for day, (flow, amount) in enumerate(rows, 1):
        data = {"flow": flow, "amount": amount, "voucher": f"凭{day}", "approver": "王样", "held_on": f"2026-10-0{day}"}
        record = write(client, scene, organisation, code, data)
        assert "王样" in page(client, record)
    if code == "dues_ledger":
        assert "凭3" in page(client, record)
        bare = {"held_on": "2026-10-09", "flow": "spent", "amount": "1", "action": "file"}
        assert {"voucher", "approver"} <= set(client.post(new(code, scene, organisation), bare).context["form"].errors)
    lines = ledger_page(client, code, f"?organisation={scene[organisation].uuid}").context["balance"]
    assert [line.balance for line in lines] == shown


@pytest.mark.parametrize(
    ("code", "readers"),
    [
        pytest.param("assistance", [200, 404, 404, 404], marks=pytest.mark.requirement("S1-V-3.6-b")),
        pytest.param("inner_party_care", [200, 200, 404, 404], marks=pytest.mark.requirement("S3-4.2-a")),
    ],
)
def test_help_for_members_is_read_by_few(scene: Scene, code: str, readers: list[int]) -> None:
    client = logged_in(scene, "a1_secretary")
    kind = "subsidy" if code == "inner_party_care" else "送煤"
    data = {"recipient": "A1-017", "kind": kind, "giver": "支委会", "amount": "200"}
    record = write(client, scene, "A1", code, data)
    path = reverse("desk:records-detail", args=[record.uuid])
    people = ("a1_secretary", "a_officer", "a2_secretary", "county_admin")
    assert [logged_in(scene, who).get(path).status_code for who in people] == readers
    text = page(client, record)
    words = ("2026年11月2日", "A1-017", "发放补贴" if code == "inner_party_care" else "支委会")
    assert [word for word in words if word not in text] == []
    assert "A1-017" not in ledger_page(logged_in(scene, "county_admin"), code).content.decode()


def test_whom_a_training_rewarded_or_criticised_is_read_by_who_keeps_it_alone(scene: Scene) -> None:
    said = {"training": "轮训班", "who": "A1村书记", "outcome": "criticism", "basis": "考核不合格"}
    record = write(logged_in(scene, "a_officer"), scene, "A", "training_outcome", said)
    path = reverse("desk:records-detail", args=[record.uuid])
    people = ("a_officer", "a1_secretary", "b_secretary", "county_head", "county_admin")
    assert [logged_in(scene, who).get(path).status_code for who in people] == [200, 404, 404, 404, 404]
    assert "A1村书记" not in ledger_page(logged_in(scene, "county_admin"), "training_outcome").content.decode()


@pytest.mark.requirement("S4-29j")
def test_party_staff_of_a_state_owned_enterprise_are_recorded(scene: Scene) -> None:
    scene.add("U", "样例公司党委", Kind.SOE, Form.COMMITTEE, "C")
    scene.seat("u_secretary", "U", Duty.SECRETARY)
    client = logged_in(scene, "u_secretary")
    record = write(client, scene, "U", "party_staffing", {"full_time": "3", "part_time": "17", "staff": "4210"})
    text = page(client, record)
    assert [word for word in ("专职党务干部人数", "3", "17", "4210") if word not in text.replace(",", "")] == []


@pytest.mark.parametrize("consent", ["", "no", "False"])
def test_nobody_is_enrolled_as_a_talent_without_consent(scene: Scene, consent: str) -> None:
    client, path = logged_in(scene, "a1_secretary"), new("talent", scene, "A1")
    data = {"kind": "local", "post": "合作社负责人", "held_on": "2026-10-09", "action": "file", "consent": consent}
    assert set(client.post(path, data).context["form"].errors) == {"consent"}
    assert not Record.objects.exists()
    assert client.post(path, {**data, "consent": "given"}).status_code == 302
    assert Record.objects.get().values["consent"] == "given"


@pytest.mark.parametrize(
    ("organisation", "campaigns"),
    [
        pytest.param("A1", ["show_identity"], marks=pytest.mark.requirement("S1-V-4.2")),
        pytest.param("AE", ["show_identity", "double_cultivation"], marks=pytest.mark.requirement("S1-E-4.2")),
        pytest.param("AE", ["three_leads"], marks=pytest.mark.requirement("S3-3.2-c")),
    ],
)
def test_posts_areas_and_campaign_activities(scene: Scene, organisation: str, campaigns: list[str]) -> None:
    client = logged_in(scene, f"{organisation.lower()}_secretary")
    for kind, place in (("post", "大厅"), ("area", "东片")):
        data = {"kind": kind, "holder": "甲党员", "place": place, "until": "2027-06-30", "held_on": "2026-02-03"}
        text = page(client, write(client, scene, organisation, "demonstration_post", data))
        assert [w for w in ("甲党员", place, "2026年2月3日", "2027年6月30日") if w not in text] == []
    for campaign in campaigns:
        data = {"campaign": campaign, "theme": "题", "content": "容", "result": "果"}
        write(client, scene, organisation, "campaign_activity", data)
    words = {"show_identity": "亮身份、当先锋", "double_cultivation": "双培双创", "three_leads": "三带头"}
    counted = {
        w: n for one in ledger_page(client, "campaign_activity").context["tally"].counts for w, n, _s in one.counts
    }
    assert {words[one]: counted[words[one]] for one in campaigns} == {words[one]: 1 for one in campaigns}
    posts = {
        w: n for one in ledger_page(client, "demonstration_post").context["tally"].counts for w, n, _s in one.counts
    }
    assert posts == {"党员示范岗（先锋岗）": 1, "党员责任区": 1}


@pytest.mark.requirement("S2-3.2-a")
def test_meeting_counts_as_party_building_study_only_where_it_says_so(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    for month, flagged in (("03", True), ("04", False)):
        record = meeting(
            scene, "A1", "branch_committee", held_on=f"2026-{month}-05", **({"building": "on"} if flagged else {})
        )
        act(client, record, "sign-secretary")
        act(logged_in(scene, "a1_deputy"), record, "sign-recorder")
    left = missing(client, scene, "A1", "building_meeting")
    assert ("3月" in left, "4月" in left) == (False, True)
    assert {"3月", "4月"} & set(missing(client, scene, "A1", "branch_committee")) == set()


@pytest.mark.requirement("S2-3.2-d")
def test_study_meeting_chaired_by_anybody_else_is_marked(scene: Scene) -> None:
    client, sentence = logged_in(scene, "a1_secretary"), "主持人不是当时的书记，不符合要求。"
    data = {"agenda": "研究党建", "decisions": "定三件事"}
    for chair, marked in (("a1_secretary", False), ("a1_deputy", True)):
        chaired = {**data, "chair": str(scene.person(chair).uuid)}
        assert (sentence in page(client, write(client, scene, "A1", "building_meeting", chaired))) is marked
    before = {**data, "chair": str(scene.person("a1_secretary").uuid), "held_on": "2024-12-31"}
    assert sentence in page(client, write(client, scene, "A1", "building_meeting", before))


@pytest.mark.requirement("S2-3.4-d")
def test_research_report_points_to_a_practice_and_names_what_was_solved(scene: Scene) -> None:
    own = {"title": "网格议事", "kind": "work", "text": "每月一议"}
    practice = write(logged_in(scene, "a1_secretary"), scene, "A1", "practice", own)
    client = logged_in(scene, "a_officer")
    data = {"title": "议事调研", "author": "other", "practice": str(practice.uuid), "solved": "解决停车难"}
    text = page(client, write(client, scene, "A", "research_report", data))
    assert ("网格议事" in text, "解决停车难" in text) == (True, True)


@pytest.mark.requirement("S3-1.1-d")
def test_organisations_without_venue_or_site_are_listed(scene: Scene) -> None:
    venue = {"area": "60", "equipment": "桌椅", "signs": "clear"}
    write(logged_in(scene, "a1_secretary"), scene, "A1", "venue", venue)
    site = {"person": "other", "status": "working"}
    write(logged_in(scene, "a2_secretary"), scene, "A2", "remote_education_site", site)
    client = logged_in(scene, "a_officer")
    without = {
        code: [one.code for one in ledger_page(client, code).context["tally"].without]
        for code in ("venue", "remote_education_site")
    }
    assert without == {"venue": ["A2", "A3", "AE", "AS"], "remote_education_site": ["A1", "A3"]}


@pytest.mark.requirement("S3-1.2-b")
def test_secretaries_who_did_not_report_are_named(scene: Scene) -> None:
    client = logged_in(scene, "a_officer")
    data = {"reported": [str(scene["A1"].uuid)], "file-report": pdf("汇报.pdf"), "held_on": "2026-08-01"}
    text = page(client, write(client, scene, "A", "reporting_meeting", data))
    assert ("没有汇报的：A2村党支部、A3社区党支部" in text, "汇报.pdf" in text) == (True, True)


@pytest.mark.requirement("S3-3.2-g")
def test_two_new_funds_are_kept_by_source_with_their_exact_sum(scene: Scene) -> None:
    client = logged_in(scene, "ae_secretary")
    for source, amount in (("budget", "1000.10"), ("owner", "2500.20"), ("dues", "0.01")):
        write(client, scene, "AE", "two_new_funds", {"source": source, "amount": amount})
    tally = ledger_page(client, "two_new_funds").context["tally"]
    assert [(w, n) for w, n, _share in tally.counts[0].counts] == [
        ("财政预算", 1),
        ("党费", 1),
        ("业主资助", 1),
        ("其他", 0),
    ]
    assert tally.sums[0].total == "3,500.31"


@pytest.mark.requirement("S3-5.2-c")
def test_funds_show_budget_paid_and_the_shares_of_villages_and_two_new(scene: Scene) -> None:
    for person, organisation, budgeted, paid in (
        ("a1_secretary", "A1", "3000", "1000"),
        ("ae_secretary", "AE", "1000", "500"),
        ("a_officer", "A", "4000", "500"),
    ):
        data = {"budgeted": budgeted, "paid": paid}
        write(logged_in(scene, person), scene, organisation, "work_funds", data)
    sums = ledger_page(logged_in(scene, "a_officer"), "work_funds").context["tally"].sums
    assert [(one.total, one.villages, one.two_new) for one in sums] == [
        ("8,000.00", "37.5%", "12.5%"),
        ("2,000.00", "50%", "25%"),
    ]


@pytest.mark.parametrize(
    ("code", "library", "data", "word"),
    [
        pytest.param("practice", "practices", {"title": "网格议事", "kind": "work", "text": "每月一议"}, "每月一议",
                     marks=pytest.mark.requirement("S0-3.1-q")),
        pytest.param("practice", "practices", {"title": "共建", "kind": "cobuilding", "text": "互派党员"}, "互派党员",
                     marks=pytest.mark.requirement("S3-6.2-j")),
        pytest.param("organisational_life_meeting", "cases", {"topic": "补短板", "chair": "other", "present": "9"}, "补短板",
                     marks=pytest.mark.requirement("S4-16d")),
        pytest.param("party_lesson", "lessons",
                     {"topic": "老井新泉", "lecturer": "other", "audience": ["all"], "medium": "classroom", "present": "9"},
                     "老井新泉", marks=pytest.mark.requirement("S4-16d")),
    ],
)  # fmt: skip
def test_library_holds_only_what_was_selected_and_everybody_reads_it(
    scene: Scene, code: str, library: str, data: dict[str, Any], word: str
) -> None:
    record = write(logged_in(scene, "a1_secretary"), scene, "A1", code, data)
    path, reader = reverse("desk:records-library", args=[library]), logged_in(scene, "b1_secretary")
    assert word not in reader.get(path).content.decode()
    act(logged_in(scene, "a1_secretary"), record, "promote", {"reason": "自荐"})
    assert word not in reader.get(path).content.decode()
    act(logged_in(scene, "a_officer"), record, "promote", {"reason": "可复制"})
    text = reader.get(path).content.decode()
    assert (word in text, "可复制" in text) == (True, True)
    assert reader.get(reverse("desk:records-detail", args=[record.uuid])).status_code == 404


@pytest.mark.requirement("S4-16c")
def test_case_selection_goes_from_submission_to_commendation(scene: Scene) -> None:
    client = logged_in(scene, "county_admin")
    days = {"submission": "2026-03-01", "review": "2026-04-01", "result": "2026-05-01", "commendation": "2026-07-01"}
    path = new("case_selection", scene, "D")
    skipped = {"held_on": "2026-03-01", "title": "评选", "step-review-on": "2026-04-01", "action": "file"}
    assert "不能跳过" in client.post(path, skipped).content.decode()
    data = {"title": "年度评选", **{f"step-{code}-on": day for code, day in days.items()}}
    text = page(client, write(client, scene, "D", "case_selection", data))
    shown = ("2026年3月1日", "2026年4月1日", "2026年5月1日", "2026年7月1日")
    assert [word for word in ("申报", "评审", "公布结果", "表彰", *shown) if word not in text] == []


@pytest.mark.requirement("S4-4b")
@pytest.mark.parametrize("kind", [Kind.AGENCY, Kind.SOE, Kind.SCHOOL])
def test_meetings_are_asked_of_every_sector(scene: Scene, kind: Kind) -> None:
    scene.add("U", "样例单位党支部", kind, Form.BRANCH, "A")
    client = logged_in(scene, "a_officer")
    assert missing(client, scene, "U", "general_meeting") == ["第1季度", "第2季度", "第3季度"]
    assert {"branch_committee", "party_group", "party_lesson"} <= board(client, scene, "U").keys()


@pytest.mark.requirement("S4-4d")
def test_theme_party_day_has_its_fixed_day_and_one_theme(scene: Scene) -> None:
    client, sentence = logged_in(scene, "a1_secretary"), "不在固定日（每月10日）举行。"
    fix = reverse("desk:records-fixed-day", args=[scene["A1"].uuid])
    client.post(fix, {"code": "theme_party_day", "day": "10"})
    bare = {"held_on": "2026-03-10", "content": "记录", "present": "9", "action": "file"}
    assert set(client.post(new("theme_party_day", scene, "A1"), bare).context["form"].errors) == {"theme"}
    for day, off in (("2026-03-10", False), ("2026-04-11", True)):
        data = {"theme": "植树", "content": "记录", "present": "9", "held_on": day}
        assert (sentence in page(client, write(client, scene, "A1", "theme_party_day", data))) is off
    left = missing(client, scene, "A1", "theme_party_day")
    assert left == ["1月", "2月", "5月", "6月", "7月", "8月", "9月", "10月"]


@pytest.mark.requirement("S4-18e")
def test_organisations_without_a_visit_at_a_node_are_listed(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    assert missing(client, scene, "A1", "care_visit") == ["全年 元旦", "全年 春节", "全年 “七一”"]
    write(client, scene, "A1", "care_visit", {"node": "spring_festival", "visited": "8", "held_on": "2026-02-10"})
    township = logged_in(scene, "a_officer").get(reverse("desk:records-due")).context["lines"]
    found = {
        line.organisation.code: [w for card in line.ledgers if card.type.code == "care_visit" for w, _s in card.missing]
        for line in township
    }
    assert (found["A1"], found["A2"]) == (["全年 元旦", "全年 “七一”"], ["全年 元旦", "全年 春节", "全年 “七一”"])


@pytest.mark.requirement("S4-25f")
def test_each_grid_has_four_kinds_of_tasks(scene: Scene) -> None:
    scene.add("G1", "一网格党支部", Kind.GRID_BRANCH, Form.BRANCH, "A3")
    scene.add("G2", "二网格党支部", Kind.GRID_BRANCH, Form.BRANCH, "A3")
    client = logged_in(scene, "a_officer")
    for kind in ("law", "volunteers", "rules", "veterans"):
        data = {"kind": kind, "status": "running", "text": "已开展", "held_on": "2026-10-01"}
        assert "进行中" in page(client, write(client, scene, "G1", "grid_task", data))
    tally = ledger_page(client, "grid_task").context["tally"]
    assert {n for _word, n, _share in tally.counts[0].counts} == {1}
    assert [one.code for one in tally.without] == ["G2"]


@pytest.mark.requirement("S4-30b")
def test_five_fund_lines_are_totals_without_persons(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    form = client.get(new("fund_line", scene, "A1")).context["form"]
    asked = {name for name in form.fields if not name.startswith(("file-", "held-"))}
    assert (asked, len(form.fields["line"].choices)) == ({"held_on", "line", "amount"}, 5)
    for line, _title in form.fields["line"].choices:
        write(client, scene, "A1", "fund_line", {"line": line, "amount": "1000.01"})
    tally = ledger_page(client, "fund_line").context["tally"]
    assert ([n for _w, n, _s in tally.counts[0].counts], tally.sums[0].total) == ([1] * 5, "5,000.05")


def choose(scene: Scene, monkeypatch: pytest.MonkeyPatch, rhythm: str, on: str, entered: str = "") -> None:
    """The branch enters on a day (that of the decision, unless another is named) how often it meets; then it is today again."""
    with monkeypatch.context() as then:
        moment = datetime.fromisoformat(f"{entered or on}T12:00:00+08:00")
        then.setattr(timezone, "now", lambda: moment)
        then.setattr(timezone, "localdate", lambda *_args: moment.date())
        data = {"rhythm": rhythm, "decision": "党员大会", "held_on": on}
        write(logged_in(scene, "a1_secretary"), scene, "A1", "activity_rhythm", data)


def missed(client: Client, scene: Scene, code: str) -> list[str]:
    """The periods that an indicator of A1 shows as missed."""
    marks = client.get(reverse("desk:indicators-proof", args=[scene["A1"].uuid, code])).context["marks"]
    return [one.words.split()[0] for one in marks if one.state == State.MISSED]


MONTHS = [f"{number}月" for number in range(1, 11)]
QUARTERS = ["第2季度", "第3季度"]


@pytest.mark.requirement("S3-3.1-b")
@pytest.mark.parametrize(
    ("choices", "left"),
    [
        ((), MONTHS),
        ((("quarterly", "2026-04-01"),), [*MONTHS[:3], *QUARTERS]),
        ((("quarterly", "2026-05-15"),), [*MONTHS[:3], *QUARTERS]),
        ((("quarterly", "2026-04-01"), ("monthly", "2026-11-01")), [*MONTHS[:3], *QUARTERS]),
        ((("quarterly", "2026-04-01"), ("monthly", "2026-10-01")), [*MONTHS[:3], *QUARTERS, MONTHS[9]]),
        ((("quarterly", "2026-05-15"), ("monthly", "2026-06-20")), MONTHS),
        ((("quarterly", "2026-01-01", "2026-11-10"),), MONTHS[:9]),
    ],
)
def test_each_time_is_asked_by_the_rhythm_that_the_branch_had_chosen_then(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, choices: tuple[tuple[str, ...], ...], left: list[str]
) -> None:
    """The quarter of the choice is asked as a quarter; going back keeps what was; a choice entered late undoes nothing.

    The indicators ask by the same rhythm.
    """
    for choice in choices:
        choose(scene, monkeypatch, *choice)
    record("theme_party_day", "2025-12-31", theme="学习", content="记录", present=9)(scene)
    assert missing(logged_in(scene, "a1_secretary"), scene, "A1", "theme_party_day") == left
    asked = (missed(logged_in(scene, "a1_secretary"), scene, f"{each}_party_day") for each in ("theme", "quarterly"))
    assert sorted(chain(*asked)) == sorted(left)
    assert missing(logged_in(scene, "a2_secretary"), scene, "A2", "theme_party_day") == MONTHS
