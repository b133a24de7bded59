"""From the findings of a round into the ledger, through the pages (S0-3.1-h, S0-3.1-m)."""

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.sheets.models import Item
from tests.county import Scene, running_round, visit_to
from tests.stages.rectification.way import ahead, closed_round, entered, finding, in_days

pytestmark = pytest.mark.django_db


def row_page(code: str, item: str) -> str:
    return reverse("desk:rows-create", args=[finding(code, item).uuid])


@pytest.mark.requirement("S0-3.1-h")
def test_secretary_turns_what_a_visit_found_into_a_demand(county: Scene, client: Client) -> None:
    visit = visit_to(running_round(county), "A1")
    item = Item.objects.get(section__sheet=visit.sheet, section__no="二", no=3)
    client.force_login(county.person("a_secretary"))

    page = client.get(reverse("desk:findings-create", args=[visit.uuid]))
    assert f'<option value="{item.pk}">二.3' in page.content.decode()
    filled = {"finding_type": "gap", "item": item.pk, "text": "三会一课没有记录"}
    answer = client.post(reverse("desk:findings-create", args=[visit.uuid]), filled)

    recorded = Finding.objects.get()
    form_page = reverse("desk:rows-create", args=[recorded.uuid])
    assert (answer.status_code, answer["Location"]) == (302, form_page)
    proposal = client.get(form_page).context["form"].initial
    assert proposal == {"matter": "三会一课没有记录", "due_date": ahead(20), "responsible_person": "a1_secretary"}
    demand = {
        "matter": "补齐三会一课记录",
        "measure": "每月一查",
        "due_date": "2027-01-05",
        "responsible_person": "李样一",
    }
    client.post(form_page, demand)
    row = LedgerRow.objects.get()
    assert (row.matter, row.organisation.code, row.finding.item, row.finding.text, str(row.due_date)) == (
        "补齐三会一课记录", "A1", item, "三会一课没有记录", "2027-01-05",
    )  # fmt: skip
    page = client.get(reverse("desk:ledger-row", args=[row.uuid])).content.decode()
    assert ("补齐三会一课记录" in page, "A1村党支部" in page, "二.3" in page) == (True, True, True)


@pytest.mark.requirement("S0-3.1-m")
def test_findings_without_a_row_are_shown_until_each_has_one(county: Scene, client: Client) -> None:
    round = closed_round(county)
    client.force_login(county.person("a_officer"))
    listed = reverse("desk:findings-list", args=[round.uuid])

    page = client.get(listed, {"show": "waiting"}).context["page"]
    assert [(g.organisation.code, [str(line.finding.item) for line in g.lines]) for g in page.groups] == [
        ("A1", ["一.2", "三.3"]), ("A2", ["五.1"]),
    ]  # fmt: skip
    [offered] = [line.finding for line in page.groups[0].lines if str(line.finding.item) == "一.2"]
    assert (str(offered.points), offered.judges, offered.text) == ("1.50", 2, "届满未换届；班子缺1人")
    assert [(choice.label, choice.count) for choice in page.types] == [
        ("全部类型", 3), ("亮点", 0), ("差距", 0), ("短板", 3), ("难题", 0),
    ]  # fmt: skip

    columns = {"measure": "补", "due_date": str(in_days(30)), "responsible_person": "张样"}
    answer = client.post(row_page("A1", "一.2"), {"matter": "届满未换届", "another": "1", **columns})
    assert answer["Location"] == row_page("A1", "一.2")
    answer = client.post(row_page("A1", "一.2"), {"matter": "班子缺1人", **columns})
    assert answer["Location"] == row_page("A1", "三.3")
    aside = reverse("desk:findings-aside", args=[finding("A1", "三.3").uuid])
    answer = client.post(aside, {"reason": "当场补齐"})
    assert answer["Location"] == row_page("A2", "五.1")
    assert client.get(listed, {"show": "waiting"}).context["page"].waiting == 1
    answer = client.post(row_page("A2", "五.1"), {"matter": "没有标语", **columns})
    assert answer["Location"] == reverse("desk:notices-list", args=[round.uuid])

    assert list(LedgerRow.objects.values_list("organisation__code", "matter")) == [
        ("A1", "届满未换届"), ("A1", "班子缺1人"), ("A2", "没有标语"),
    ]  # fmt: skip
    page = client.get(listed).context["page"]
    assert [(choice.label, choice.count) for choice in page.shown] == [
        ("全部", 3), ("待列入台账", 0), ("已列入台账", 2), ("不列入台账", 1),
    ]  # fmt: skip


def test_set_aside_is_taken_back(county: Scene, client: Client) -> None:
    closed_round(county)
    client.force_login(county.person("a_officer"))
    client.post(reverse("desk:findings-aside", args=[finding("A1", "三.3").uuid]), {"reason": "当场补齐"})
    assert finding("A1", "三.3").set_aside == "当场补齐"
    client.post(reverse("desk:findings-restore", args=[finding("A1", "三.3").uuid]))
    assert finding("A1", "三.3").set_aside == ""


def test_what_was_written_comes_back_with_the_refusal(county: Scene, client: Client) -> None:
    closed_round(county)
    client.force_login(county.person("a_officer"))
    client.post(reverse("desk:findings-aside", args=[finding("A1", "三.3").uuid]), {"reason": "当场补齐"})
    answer = client.post(row_page("A1", "三.3"), {"matter": "补台账", "measure": "写了很久的措施"})
    text = answer.content.decode()
    assert ("写了很久的措施" in text, "这一条已经定为不列入台账。要列入，请先恢复。" in text) == (True, True)
    assert LedgerRow.objects.count() == 0


@pytest.mark.parametrize("who", ["b_officer", "a1_secretary", "a_member", "county_head"])
def test_nobody_else_enters_or_sets_aside(county: Scene, client: Client, who: str) -> None:
    closed_round(county)
    client.force_login(county.person(who))
    assert client.post(row_page("A1", "三.3"), {"matter": "x"}).status_code == 404
    aside = reverse("desk:findings-aside", args=[finding("A1", "三.3").uuid])
    assert client.post(aside, {"reason": "x"}).status_code == 404
    assert (LedgerRow.objects.count(), finding("A1", "三.3").set_aside) == (0, "")


def test_foreign_round_is_not_there(county: Scene, client: Client) -> None:
    round = closed_round(county)
    statuses = {}
    for who in ("a_officer", "county_head", "a_member", "b_secretary"):
        client.force_login(county.person(who))
        statuses[who] = [
            client.get(reverse(name, args=[round.uuid])).status_code
            for name in ("desk:findings-list", "desk:notices-list")
        ]
    assert statuses == {
        "a_officer": [200, 200],
        "county_head": [200, 200],
        "a_member": [200, 200],
        "b_secretary": [404, 404],
    }


def test_judge_sees_only_what_the_judge_recorded(county: Scene, client: Client) -> None:
    round = running_round(county)
    client.force_login(county.person("a_member"))
    assert client.get(reverse("desk:findings-list", args=[round.uuid])).context["page"].total == 0
    client.post(
        reverse("desk:findings-create", args=[visit_to(round, "A1").uuid]),
        {"finding_type": "highlight", "text": "阵地好"},
    )
    page = client.get(reverse("desk:findings-list", args=[round.uuid])).context["page"]
    assert [line.finding.finding_type for group in page.groups for line in group.lines] == [FindingType.HIGHLIGHT]


def test_findings_page_reads_the_same_number_of_times_for_more_rows(
    county: Scene, client: Client, django_assert_max_num_queries: object
) -> None:
    round = closed_round(county)
    client.force_login(county.person("a_officer"))
    for number in range(4):
        entered(county, matter=f"第{number}件")
    with django_assert_max_num_queries(22):  # type: ignore[operator]
        client.get(reverse("desk:findings-list", args=[round.uuid]))
