"""What the records propose: frozen when the round opens, shown to the judge also offline, answered, and counted afterwards."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring.models import AnsweredProposal, ProposedDeduction
from tests.county import Scene, ballot, draft_round, visit_to
from tests.desk.indicators.facts import inspected, record
from tests.field.phone_pages import (
    full_marks_for_the_rest,
    item,
    log_in,
    open_visit,
    ready_for_offline,
    standing,
    submit,
    without_network,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 15)
DAY = {"theme": "学习", "content": "记录", "present": 9}
PARTY_DAY = {
    "item": "四.1",
    "rule": "village:四.1:theme_party_day",
    "fact": "材料齐全的主题党日应有3次，记录2次",
    "shown": "材料齐全的主题党日应有3次，记录2次",
    "points": "1.00",
    "clause": "村（社区）得分表四.1、“两新”得分表四.3",
}
COMMITTEE = {
    "item": "二.2",
    "rule": "village:二.2:branch_committee",
    "fact": "支委会应开3次，记录1次",
    "shown": "支委会应开3次，记录1次",
    "points": "1.00",
    "clause": "村（社区）得分表二.2、“两新”得分表二.2",
}


@pytest.fixture
def round(county: Scene, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Round:
    """A round of town A that is about to open. In A1 a party day of September and two committees are not on record."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(timezone, "localdate", lambda *_args: TODAY)
    load_ledgers(shipped_ledgers(), kept_from=date(2026, 1, 1), by=None)
    for on in ("2026-07-10", "2026-08-10", "2026-10-10"):
        record("theme_party_day", on, papers="plan photo", **DAY)(county)
    for on in ("2026-01-10", "2026-08-10"):
        record("branch_committee", on, agenda="研究")(county)
    inspected("2026-Q3")(county)
    round = draft_round(county)
    schedule_round(round, by=county.person("a_secretary"))
    return round


def opened(county: Scene, round: Round, language: str = "zh-hans") -> Round:
    """Opened as its secretary does it."""
    client = client_of(county, "a_secretary", language)
    assert client.post(reverse("desk:rounds-open", args=[round.uuid])).status_code == 302
    return Round.objects.get(pk=round.pk)


def client_of(county: Scene, name: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(county.person(name))
    client.post(reverse("ui:language"), {"language": language, "next": "/"})
    return client


def visits_of(county: Scene, name: str, language: str = "zh-hans") -> dict[str, dict[str, Any]]:
    """What the judge's phone is given, by the name of the organisation."""
    work = client_of(county, name, language).get("/field/api/bootstrap").json()
    return {visit["name"]: visit for round in work["rounds"] for visit in round["visits"]}


def proposals_to(county: Scene, name: str) -> dict[str, list[dict[str, Any]]]:
    return {place: visit["proposals"] for place, visit in visits_of(county, name).items()}


def test_the_judge_gets_what_the_records_say_and_nothing_where_nothing_is_recorded(county: Scene, round: Round) -> None:
    assert ProposedDeduction.objects.count() == 0
    opened(county, round)
    found = proposals_to(county, "a_deputy")
    assert found["A1村党支部"] == [COMMITTEE, PARTY_DAY]
    others = {name: [(one["item"], one["fact"]) for one in told] for name, told in found.items() if told}
    del others["A1村党支部"]  # of the others it is only known who sits there: two villages have no deputy
    assert others == {name: [("一.2", "班子岗位配齐的占50%，应为100%")] for name in ("A2村党支部", "A3社区党支部")}


def test_the_judge_gets_what_is_on_record_where_nothing_is_missing(county: Scene, round: Round) -> None:
    for on in ("2026-08-03", "2026-09-03", "2026-10-03"):
        record("party_group", on, agenda="学习")(county)
    opened(county, round)
    record("party_group", "2026-10-20", agenda="学习")(county)
    facts = {place: visit["facts"] for place, visit in visits_of(county, "a_deputy").items()}
    assert facts["A1村党支部"] == [
        {"item": "一.2", "text": "班子岗位配齐的占100%，应为100%"},
        {"item": "二.2", "text": "党小组会应开3次，记录3次"},
        {"item": "二.2", "text": "上级应调阅1次，登记1次（由上级负责）"},
    ]
    assert [told for name, told in facts.items() if name != "A1村党支部" and told] == []


@pytest.mark.parametrize(
    ("language", "committee", "seats"),
    [
        ("en", "Branch committee meetings required: 3; recorded: 1", "Leading posts filled: 100%; required: 100%"),
        ("zh-hant", "支委會應開3次，記錄1次", "班子崗位配齊的佔100%，應為100%"),
    ],
)
def test_each_reads_it_in_the_own_language_and_the_sheet_gets_chinese(
    county: Scene, round: Round, language: str, committee: str, seats: str
) -> None:
    opened(county, round, language)
    assert proposals_to(county, "a_deputy")["A1村党支部"][0] == COMMITTEE
    packed = visits_of(county, "a_deputy", language)["A1村党支部"]
    assert packed["proposals"][0] == {**COMMITTEE, "shown": committee}
    assert packed["facts"][0] == {"item": "一.2", "text": seats}
    page = client_of(county, "a1_secretary", language).get(reverse("desk:indicators-list"), follow=True)
    assert page.context["page"].proposals.lines[0].fact == committee


def test_what_was_frozen_stays_whatever_is_recorded_later(county: Scene, round: Round) -> None:
    opened(county, round)
    record("theme_party_day", "2026-09-10", papers="plan photo", **DAY)(county)
    assert PARTY_DAY in proposals_to(county, "a_deputy")["A1村党支部"]
    board = reverse("desk:indicators-organisation", args=[county["A1"].uuid])
    now = client_of(county, "a1_secretary").get(board).content.decode()
    assert PARTY_DAY["fact"] not in now
    assert COMMITTEE["fact"] in now


def test_the_village_sees_the_same_before_the_visit(county: Scene, round: Round) -> None:
    page = client_of(county, "a1_secretary").get(reverse("desk:indicators-list"), follow=True)
    shown = [(one.key, one.fact, f"{one.points:.2f}") for one in page.context["page"].proposals.lines]
    assert shown == [(one["item"], one["fact"], one["points"]) for one in (COMMITTEE, PARTY_DAY)]
    other = client_of(county, "a2_secretary").get(reverse("desk:indicators-list"), follow=True)
    assert [one.fact for one in other.context["page"].proposals.lines] == ["班子岗位配齐的占50%，应为100%"]


def sheet(visit: Visit, deductions: dict[str, tuple[str, str]], answers: dict[str, dict[str, str]]) -> str:
    """A finished sheet with answers, by item."""
    document = json.loads(ballot(visit, deductions))
    for one in document["items"]:
        if one["item"] in answers:
            one["answers"] = [answers[one["item"]]]
    return json.dumps(document)


def hand_in(county: Scene, name: str, body: str) -> Any:
    client = client_of(county, name)
    id = json.loads(body)["id"]
    return client.put(f"/field/api/sheets/{id}", body, content_type="application/json", headers={"X-Guanmo": "1"})


def said(told: dict[str, str], answer: str, reason: str = "") -> dict[str, str]:
    return {"rule": told["rule"], "answer": answer, "reason": reason}


def test_answers_are_counted_by_rule_judge_and_item(county: Scene, round: Round) -> None:
    visit = visit_to(opened(county, round), "A1")
    accepted = sheet(
        visit, {"四.1": ("1.00", PARTY_DAY["fact"])},
        {"四.1": said(PARTY_DAY, "accepted"), "二.2": said(COMMITTEE, "rejected", "记录本上有")},
    )  # fmt: skip
    changed = sheet(
        visit, {"四.1": ("2.00", "缺两次"), "一.1": ("1.00", "标识旧")}, {"四.1": said(PARTY_DAY, "changed")}
    )
    silent = ballot(visit)
    for name, body in (("a_deputy", accepted), ("a_member", changed), ("a2_secretary", silent)):
        assert hand_in(county, name, body).status_code == 201

    page = client_of(county, "a_secretary").get(reverse("desk:rounds-proposals", args=[round.uuid]))

    rules = {
        one.item: (one.shown, one.accepted, one.changed, one.rejected, one.silent, one.share)
        for one in page.context["rules"]
    }
    assert rules == {"二.2": (3, 0, 0, 1, 2, 0), "四.1": (3, 1, 1, 0, 1, 50)}
    judges = {one.judge.user.username: (one.shown, one.answered) for one in page.context["judges"]}
    assert judges == {"a_deputy": (2, 2), "a_member": (2, 1), "a2_secretary": (2, 0)}
    items = {one.item: (one.only_records, one.only_judges, one.both) for one in page.context["items"]}
    assert items == {"二.2": (3, 0, 0), "四.1": (1, 0, 2)}
    for name in ("a_deputy", "a1_secretary"):
        wanted = 200 if name == "a_deputy" else 404
        assert client_of(county, name).get(reverse("desk:rounds-proposals", args=[round.uuid])).status_code == wanted


def test_a_rejection_without_a_reason_is_not_taken(county: Scene, round: Round) -> None:
    visit = visit_to(opened(county, round), "A1")
    bare = sheet(visit, {}, {"二.2": said(COMMITTEE, "rejected")})
    reasoned = sheet(visit, {}, {"二.2": said(COMMITTEE, "rejected", "记录本上有")})
    assert hand_in(county, "a_deputy", bare).status_code == 422
    assert hand_in(county, "a_deputy", reasoned).status_code == 201
    assert [(one.answer, one.reason) for one in AnsweredProposal.objects.all()] == [("rejected", "记录本上有")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
@pytest.mark.worker
def test_the_judge_answers_without_a_network(phone: Any, live_server: Any, county: Scene, round: Round) -> None:
    for on in ("2026-08-03", "2026-09-03", "2026-10-03"):
        record("party_group", on, agenda="学习")(county)
    visit = visit_to(opened(county, round), "A1")
    log_in(phone, county, "a_deputy", live_server.url)
    open_visit(phone, visit)
    ready_for_offline(phone)
    phone.on("dialog", lambda dialog: dialog.accept())
    with without_network(phone):
        phone.click(".chip >> nth=3")
        phone.click(item("四.1", "[data-open]"))
        assert PARTY_DAY["fact"] in phone.inner_text(item("四.1", "[data-proposal]"))
        phone.click(item("四.1", "[data-accept]"))
        assert (phone.inner_text(item("四.1", "[data-score]")), phone.input_value(item("四.1", "[data-note]"))) == (
            "3",
            PARTY_DAY["fact"],
        )
        phone.click(".chip >> nth=1")
        phone.click(item("二.2", "[data-open]"))
        assert phone.text_content(item("二.2", "[data-facts] li:first-child")) == "党小组会应开3次，记录3次"
        phone.click(item("二.2", "[data-reject]"))
        full_marks_for_the_rest(phone)
        assert phone.text_content("[data-left]") == "1"  # rejected, and not yet said why
        phone.click(".chip >> nth=1")
        phone.click(item("二.2", "[data-open]"))
        phone.fill(item("二.2", "[data-why-not]"), "记录本上有")
        assert phone.text_content("[data-left]") == "0"
        submit(phone)
    standing(phone, "accepted")
    assert {
        (one.proposal.rule, one.answer, one.reason) for one in AnsweredProposal.objects.select_related("proposal")
    } == {
        (PARTY_DAY["rule"], "accepted", ""),
        (COMMITTEE["rule"], "rejected", "记录本上有"),
    }
    assert float(visit.ballots.get().head.total) == 99
