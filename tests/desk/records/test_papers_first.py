"""What comes before something else, and what is given to two sides: a pairing's plan, two-way reports, those who owe one."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.ledgers import fresh, ledger, logged_in, new, page, pdf, write
from tests.desk.records.test_rules import missing

pytestmark = pytest.mark.django_db

PLAN = {"partner": "县医院", "goals": "每季度义诊一次"}
DONE = {"activity": "义诊", "participants": "15", "held_on": "2026-09-09"}


def offered(client: Client, scene: Scene) -> list[str]:
    """The plans that an activity may name."""
    form = client.get(new("pairing_activity", scene, "A1")).context["form"]
    return [word for key, word in form.fields["plan"].choices if key]


@pytest.mark.requirement("S3-6.2-a")
def test_pairing_has_its_plan_file_before_an_activity_is_recorded(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    bare = client.post(new("pairing_activity", scene, "A1"), {**DONE, "action": "file"})
    assert "plan" in bare.context["form"].errors
    answer = client.post(
        new("pairing_plan", scene, "A1"), {"held_on": "2026-02-01", **PLAN, "action": "file"}, follow=True
    )
    assert "请先附上“方案文件”，再提交。" in answer.content.decode()
    draft = Record.objects.get()
    assert (draft.state, offered(client, scene)) == (RecordState.DRAFT, [])

    again = {"held_on": "2026-02-01", **PLAN, "file-plan": pdf("方案.pdf"), "action": "file"}
    client.post(reverse("desk:records-edit", args=[draft.uuid]), again)

    assert (fresh(draft).state, offered(client, scene)) == (RecordState.LOCKED, ["A1村党支部：县医院"])
    activity = write(client, scene, "A1", "pairing_activity", {**DONE, "plan": str(draft.uuid)})
    assert "县医院" in page(client, activity)


@pytest.mark.requirement("S3-6.2-e")
def test_pairing_activity_counts_as_voluntary_service_where_it_says_so(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    plan = write(client, scene, "A1", "pairing_plan", {**PLAN, "file-plan": pdf()})
    assert "第3季度" in missing(client, scene, "A1", "pairing_activity")

    record = write(client, scene, "A1", "pairing_activity", {**DONE, "plan": str(plan.uuid), "volunteer": "on"})

    assert "算作党员志愿服务</dt><dd>是" in page(client, record)
    assert "第3季度" not in missing(client, scene, "A1", "pairing_activity")
    tally = client.get(reverse("desk:ledgers-detail", args=["pairing_activity"])).context["tally"]
    assert [(word, number) for word, number, _share in tally.counts[0].counts] == [("是", 1), ("否", 0)]


def test_what_must_have_a_paper_is_no_row_of_the_monthly_sheet(scene: Scene) -> None:
    path = reverse("desk:records-month-file", args=[scene["A1"].uuid])
    names = CalamineWorkbook.from_filelike(BytesIO(logged_in(scene, "a1_secretary").get(path).content)).sheet_names
    assert (ledger("pairing_plan").title in names, ledger("two_way_report").title in names) == (False, True)


def report(to: str, day: str, **more: Any) -> dict[str, Any]:
    return {"to": to, "title": "年度工作报告", "held_on": day, "period": "2026", "file-report": pdf(mark=to), **more}


@pytest.mark.requirement("S4-6c")
def test_village_reports_to_its_superior_and_to_its_members_each_with_a_day(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, township = logged_in(scene, "a1_secretary"), logged_in(scene, "a_officer")
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2027, 1, 12))
    both = ["2026年全年 向上级党组织", "2026年全年 向本村党员"]
    assert missing(township, scene, "A1", "two_way_report") == both
    above = write(client, scene, "A1", "two_way_report", report("superior", "2026-12-20"))
    assert missing(township, scene, "A1", "two_way_report") == both[1:]

    members = write(client, scene, "A1", "two_way_report", report("members", "2027-01-08"))

    assert missing(township, scene, "A1", "two_way_report") == []
    late = "晚于期限（2026年12月31日）。"
    assert (late in page(township, above), late in page(township, members)) == (False, True)
    rows = township.get(reverse("desk:ledgers-detail", args=["two_way_report"]) + f"?organisation={scene['A1'].uuid}")
    text = rows.content.decode()
    assert [day for day in ("2026-12-20", "2027-01-08") if day not in text] == []
    assert missing(township, scene, "A2", "two_way_report") == both


@pytest.mark.requirement("S2-3.6-b")
def test_report_on_duty_and_integrity_is_not_submitted_without_its_section_on_responsibility(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    words = {"reporter": str(scene.person("a1_secretary").uuid), "integrity": "没有违规用车", "period": "2026"}
    draft = write(client, scene, "A1", "duty_integrity_report", words, action="draft")
    again = reverse("desk:records-edit", args=[draft.uuid])

    refused = client.post(again, {**words, "responsibility": " ", "held_on": "2026-11-02", "action": "file"})

    assert list(refused.context["form"].errors) == ["responsibility"]
    assert fresh(draft).state == RecordState.DRAFT
    section = {"responsibility": "季度研究党建四次"}
    client.post(again, {**words, **section, "held_on": "2026-11-02", "action": "file"})
    assert fresh(draft).state == RecordState.LOCKED
    text = page(client, draft)
    assert "落实基层党建工作责任制情况</dt><dd>季度研究党建四次" in text


@pytest.mark.requirement("S3-1.2-c")
def test_leaders_who_gave_no_report_on_their_duties_are_named(scene: Scene) -> None:
    client = logged_in(scene, "a_officer")
    form = client.get(new("leader_duty_report", scene, "A")).context["form"]
    leaders = ["a_deputy（副书记）", "a_member（班子成员）", "a_officer（组织委员）"]
    assert [word for _key, word in form.fields["reported"].choices] == leaders
    one = str(scene.person("a_deputy").uuid)

    record = write(client, scene, "A", "leader_duty_report", {"reported": [one], "file-report": pdf("履职.pdf")})

    text = page(client, record)
    assert ("没有汇报的：a_member（班子成员）、a_officer（组织委员）" in text, "履职.pdf" in text) == (True, True)


@pytest.mark.requirement("S4-28h")
def test_each_type_of_two_new_organisation_has_three_bodies_or_is_listed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = logged_in(scene, "county_admin")
    monkeypatch.setattr(timezone, "localdate", lambda *_args: date(2027, 1, 12))
    types = ["非公有制企业", "专业市场和个体工商户", "行业协会、商会", "民办社会服务机构", "律师、会计师等行业机构"]
    assert missing(client, scene, "D", "two_new_authority") == [f"2026年全年 {one}" for one in types]
    three = {"leading": "县委两新工委", "guiding": "县市场监管局", "managing": "县工商联"}
    bare = client.post(
        new("two_new_authority", scene, "D"), {"type": "market", "held_on": "2026-05-06", "action": "file"}
    )
    assert {*three, "basis"} <= set(bare.context["form"].errors)

    data = {
        "type": "market",
        **three,
        "basis": "县委办〔2026〕3号",
        "file-basis": pdf("归口.pdf"),
        "held_on": "2026-05-06",
    }
    text = page(client, write(client, scene, "D", "two_new_authority", data))

    assert [word for word in (*three.values(), "归口.pdf", "县委办〔2026〕3号") if word not in text] == []
    types.remove("专业市场和个体工商户")
    assert missing(client, scene, "D", "two_new_authority") == [f"2026年全年 {one}" for one in types]
