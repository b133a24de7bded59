"""Problems from outside the rounds, through the pages: self-check, inspection, criticism go the same way (workflows.md 4)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import Finding, LedgerRow, Notice, SelfCheck
from guanmo.stages.rounds.domain.inspect import InspectionPlan, record_inspection
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.models import Inspection
from tests.county import Scene
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db


def self_check(client: Client, county: Scene, problems: list[dict[str, str]], **more: str) -> Any:
    """What an organisation sends from the page on which it writes down its self-check."""
    data = {"organisation": county["A1"].pk, "checked_on": str(in_days(0)), "summary": "对照清单逐项查了", **more}
    data |= {"problem-TOTAL_FORMS": str(len(problems)), "problem-INITIAL_FORMS": "0"}
    for number, problem in enumerate(problems):
        data |= {f"problem-{number}-{name}": value for name, value in problem.items()}
    return client.post(reverse("desk:self-checks-create"), data, follow=True)


def problem(**changes: str) -> dict[str, str]:
    known = {
        "matter": "会议记录缺2次",
        "measure": "补齐并专人保管",
        "due_date": str(in_days(20)),
        "responsible_person": "样一",
    }
    return {**known, **changes}


def step(row: LedgerRow, name: str) -> str:
    return reverse(f"desk:rows-{name}", args=[row.uuid])


@pytest.mark.requirement("S4-5c")
def test_self_check_makes_a_ledger_row_of_each_problem(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    answer = self_check(
        client,
        county,
        [
            problem(),
            problem(matter="宣传栏没有更新"),
            problem(matter="", measure="", due_date="", responsible_person=""),
        ],
    )
    rows = LedgerRow.objects.values_list(
        "organisation__code", "matter", "measure", "due_date", "responsible_person", "state"
    )
    assert list(rows) == [
        ("A1", "会议记录缺2次", "补齐并专人保管", in_days(20), "样一", "entered"),
        ("A1", "宣传栏没有更新", "补齐并专人保管", in_days(20), "样一", "entered"),
    ]
    assert [line.row.matter for line in answer.context["lines"]] == ["会议记录缺2次", "宣传栏没有更新"]


@pytest.mark.requirement("S4-5e")
def test_problem_of_a_self_check_is_put_right_and_signed_off_like_any_other(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    self_check(client, county, [problem(), problem(matter="宣传栏没有更新")])
    first, _second = LedgerRow.objects.order_by("pk")
    client.post(step(first, "start"))  # no notice: the organisation found the problem itself
    client.post(step(first, "submission"), {"done": "补齐了"})
    assert client.post(step(first, "sign-off"), {"evidence": "好"}).status_code == 409
    client.force_login(county.person("a_officer"))
    client.post(step(first, "look-back"), {"checked_on": str(in_days(0)), "result": "fixed", "evidence": "看了记录"})
    client.post(step(first, "sign-off"), {"evidence": "齐了"})
    assert list(LedgerRow.objects.order_by("pk").values_list("state", flat=True)) == ["signed_off", "entered"]


def test_problem_of_a_self_check_must_say_how_until_when_and_who(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    answer = self_check(client, county, [problem(), problem(matter="宣传栏没有更新", measure="")])
    assert [list(form.errors) for form in answer.context["problems"]] == [[], ["measure"]]
    assert "会议记录缺2次" in answer.content.decode()
    assert (SelfCheck.objects.count(), Finding.objects.count(), LedgerRow.objects.count()) == (0, 0, 0)


def test_one_more_problem_keeps_what_was_written(county: Scene, client: Client) -> None:
    client.force_login(county.person("a1_secretary"))
    answer = self_check(client, county, [problem()], more="1")
    assert len(answer.context["problems"].forms) == 2
    assert ("会议记录缺2次" in answer.content.decode(), SelfCheck.objects.count()) == (True, 0)


def test_others_neither_write_nor_read_a_self_check(county: Scene, client: Client) -> None:
    client.force_login(county.person("a2_secretary"))
    self_check(client, county, [problem()])
    assert SelfCheck.objects.count() == 0
    client.force_login(county.person("a1_secretary"))
    self_check(client, county, [problem()])
    page = reverse("desk:self-checks-detail", args=[SelfCheck.objects.get().uuid])
    statuses = {}
    for who in ("a1_secretary", "a_officer", "county_admin", "a2_secretary", "b_officer"):
        client.force_login(county.person(who))
        statuses[who] = client.get(page).status_code
    assert statuses == {
        "a1_secretary": 200,
        "a_officer": 200,
        "county_admin": 200,
        "a2_secretary": 404,
        "b_officer": 404,
    }


def inspection(county: Scene, *codes: str, by: str = "a_officer", organiser: str = "A") -> Inspection:
    plan = InspectionPlan(
        county[organiser], InspectionType.SUPERVISION, "三季度督查", date(2026, 9, 3), [county[code] for code in codes]
    )
    return record_inspection(plan, by=county.person(by))


@pytest.mark.requirement("S2-3.5-c", "S4-32e")
def test_inspection_finding_becomes_a_row_with_a_deadline_and_a_notice(county: Scene, client: Client) -> None:
    held = inspection(county, "A1", "A2")
    client.force_login(county.person("a_officer"))
    inspected = held.organisations.get(organisation=county["A1"])
    found = {"organisation": inspected.pk, "finding_type": "shortcoming", "text": "党费没有按月收"}
    page = client.post(reverse("desk:inspected-create", args=[held.uuid]), found, follow=True)
    columns = {
        "matter": "党费没有按月收",
        "measure": "按月收缴",
        "due_date": str(in_days(10)),
        "responsible_person": "样二",
    }
    client.post(page.redirect_chain[-1][0], columns)
    row = LedgerRow.objects.get()
    assert (row.due_date, row.finding.inspection, row.organisation.code) == (in_days(10), held, "A1")
    assert "党费没有按月收" in client.get(reverse("desk:inspections-detail", args=[held.uuid])).content.decode()
    client.post(reverse("desk:problems-notice", args=[county["A1"].uuid]))
    notice = Notice.objects.get()
    assert (notice.round, list(notice.rows.all())) == (None, [row])
    client.force_login(county.person("a1_secretary"))
    assert "党费没有按月收" in client.get(reverse("desk:notices-detail", args=[notice.uuid])).content.decode()


def test_township_enters_what_the_county_found_and_others_see_nothing(county: Scene, client: Client) -> None:
    held = inspection(county, "A1", by="county_admin", organiser="C")
    client.force_login(county.person("county_admin"))
    inspected = held.organisations.get()
    found = {"organisation": inspected.pk, "finding_type": "gap", "text": "学习记录不实"}
    client.post(reverse("desk:inspected-create", args=[held.uuid]), found)
    shown = {}
    for who in ("a_officer", "b_officer", "a1_secretary"):
        client.force_login(county.person(who))
        shown[who] = "学习记录不实" in client.get(reverse("desk:problems-list")).content.decode()
    assert shown == {"a_officer": True, "b_officer": False, "a1_secretary": False}


def test_only_who_inspects_writes_down_what_was_found(county: Scene, client: Client) -> None:
    held = inspection(county, "A1")
    inspected = held.organisations.get()
    found = {"organisation": inspected.pk, "finding_type": "gap", "text": "学习记录不实"}
    client.force_login(county.person("a1_secretary"))
    assert client.post(reverse("desk:inspected-create", args=[held.uuid]), found).status_code == 404
    assert Finding.objects.count() == 0


@pytest.mark.requirement("S2-3.7-e")
def test_criticism_with_a_deadline_opens_a_ledger_row(county: Scene, client: Client) -> None:
    client.force_login(county.person("a_secretary"))
    words = {"organisation": county["A2"].pk, "text": "连续两个月没有开展主题党日", "matter": "恢复主题党日"}
    without = client.post(reverse("desk:criticisms-create"), words)
    assert (without.status_code, LedgerRow.objects.count()) == (200, 0)
    client.post(reverse("desk:criticisms-create"), {**words, "due_date": str(in_days(15))})
    row = LedgerRow.objects.get()
    assert (row.organisation.code, row.matter, row.due_date, row.state) == (
        "A2",
        "恢复主题党日",
        in_days(15),
        "entered",
    )
    assert (row.finding.source, row.finding.text) == ("criticism", "连续两个月没有开展主题党日")


@pytest.mark.parametrize("who", ["a1_secretary", "county_admin", "b_secretary"])
def test_only_its_township_criticises(county: Scene, client: Client, who: str) -> None:
    client.force_login(county.person(who))
    words = {"organisation": county["A2"].pk, "text": "x", "matter": "x", "due_date": str(in_days(15))}
    assert client.post(reverse("desk:criticisms-create"), words).status_code in (200, 404)
    assert LedgerRow.objects.count() == 0


def test_criticised_organisation_does_not_start_before_its_notice(county: Scene, client: Client) -> None:
    client.force_login(county.person("a_secretary"))
    words = {"organisation": county["A1"].pk, "text": "x", "matter": "x", "due_date": str(in_days(15))}
    client.post(reverse("desk:criticisms-create"), words)
    row = LedgerRow.objects.get()
    LedgerRow.objects.update(measure="改", responsible_person="样一")
    client.force_login(county.person("a1_secretary"))
    assert client.get(reverse("desk:ledger-list")).context["cards"] == []
    client.post(step(row, "start"))
    assert LedgerRow.objects.get().state == RowState.ENTERED


@pytest.mark.requirement("S4-32d")
def test_nothing_is_found_before_an_unannounced_inspection_begins(county: Scene, client: Client) -> None:
    plan = InspectionPlan(county["A"], InspectionType.UNANNOUNCED, "夜查", date(2026, 9, 3), [county["A1"]])
    held = record_inspection(plan, by=county.person("a_officer"))
    found = {"organisation": held.organisations.get().pk, "finding_type": "gap", "text": "无人值班"}
    page, form = (reverse(f"desk:{name}", args=[held.uuid]) for name in ("inspections-detail", "inspected-create"))
    client.force_login(county.person("a_officer"))

    early = client.post(form, found).content.decode()
    before = client.get(page).content.decode()
    early_count = Finding.objects.count()
    client.post(reverse("desk:inspections-start", args=[held.uuid]))
    after = client.get(page).content.decode()
    client.post(form, found)

    assert ("暗访还没有开始" in early, early_count) == (True, 0)
    assert ("记录检查发现" in before, "开始暗访" in before) == (False, True)
    assert ("记录检查发现" in after, "开始暗访" in after) == (True, False)
    assert Finding.objects.get().text == "无人值班"
