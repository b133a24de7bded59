"""The optional points ledger: the organisation's own rules, entries with day and reason, read by the member concerned."""

from typing import Any

import pytest
from django.urls import reverse

from guanmo.stages.members.models import Member
from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.indicators.facts import member, record
from tests.desk.records.conftest import scene
from tests.desk.records.ledgers import act, logged_in, new, write

__all__ = ["scene"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("S1-V-3.8")]
RULE = {"duty": "按时参加主题党日", "kind": "life", "points": "2", "held_on": "2026-03-01"}


def rule_of(scene: Scene) -> Record:
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "points_rule", RULE)


def entry(scene: Scene, rule: Record, code: str, **changes: str) -> Record:
    said = {"recipient": code, "rule": str(rule.uuid), "points": "2", "matter": "十月主题党日", "held_on": "2026-10-10"}
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "member_points", {**said, **changes})


def points(scene: Scene, person: str, name: str) -> Any:
    """The rows of the section on the member's page as a person reads it; None where the page is not theirs."""
    page = logged_in(scene, person).get(reverse("desk:members-detail", args=[Member.objects.get(name=name).uuid]))
    if page.status_code == 404:
        return None
    tables = [one for one in page.context["page"].sections if one.title == "积分"]
    return [[str(cell.text) for cell in row] for table in tables for row in table.rows]


def test_member_reads_each_own_entry_with_its_day_rule_and_reason(scene: Scene) -> None:
    """The member concerned sits in another organisation; the superior reads nothing of it, a third one not even the page."""
    member("甲", "A1", account="ae_secretary")(scene)
    member("乙", "A1")(scene)
    rule = rule_of(scene)
    entry(scene, rule, "甲")
    entry(scene, rule, "乙", matter="志愿服务", points="1")

    mine = [["2026-10-10", "按时参加主题党日", "2", "十月主题党日"]]
    assert points(scene, "ae_secretary", "甲") == mine
    assert points(scene, "a1_secretary", "甲") == mine
    assert points(scene, "a_officer", "甲") == []
    assert points(scene, "ae_secretary", "乙") is None
    assert points(scene, "b1_secretary", "甲") is None


def test_entry_that_was_wrong_is_corrected_with_its_reason_and_one_withdrawn_counts_no_more(scene: Scene) -> None:
    member("甲", "A1", account="ae_secretary")(scene)
    rule = rule_of(scene)
    wrong, doubled = entry(scene, rule, "甲"), entry(scene, rule, "甲")
    act(logged_in(scene, "a1_secretary"), doubled, "withdraw", {"reason": "重复登记"})
    said = {"recipient": "甲", "rule": str(rule.uuid), "points": "1", "matter": "迟到", "held_on": "2026-10-10"}
    act(logged_in(scene, "a1_secretary"), wrong, "correct", {**said, "reason": "本人提出，核实后更正"})

    assert points(scene, "ae_secretary", "甲") == [["2026-10-10", "按时参加主题党日", "1", "迟到"]]


def test_no_points_without_a_rule_of_the_organisation(scene: Scene) -> None:
    """Nobody is asked to keep points, and nobody keeps them without a rule that says for which duty."""
    client = logged_in(scene, "a1_secretary")
    said = {"recipient": "甲", "points": "2", "matter": "表现好", "held_on": "2026-10-10", "action": "file"}
    answer = client.post(new("member_points", scene, "A1"), said)
    assert "rule" in answer.context["form"].errors
    board = client.get(reverse("desk:records-organisation", args=[scene["A1"].uuid])).context["board"]
    assert {"points_rule", "member_points"}.isdisjoint(card.type.code for card in (*board.behind, *board.now))


def test_member_reads_after_a_transfer_what_the_former_organisation_entered(scene: Scene) -> None:
    member("甲", "A1", account="ae_secretary")(scene)
    entry(scene, rule_of(scene), "甲")
    Member.objects.filter(name="甲").update(organisation=scene["A2"])

    assert points(scene, "ae_secretary", "甲") == [["2026-10-10", "按时参加主题党日", "2", "十月主题党日"]]
    assert points(scene, "a2_secretary", "甲") == []


def test_entry_of_a_ledger_without_number_and_reason_leaves_them_empty(scene: Scene) -> None:
    """The county described the ledger anew; the entries made since have neither field, the earlier ones keep theirs."""
    member("甲", "A1", account="ae_secretary")(scene)
    entry(scene, rule_of(scene), "甲")
    record("member_points", "2026-10-20", recipient="甲")(scene)

    mine = [["2026-10-20", "—", "—", "—"], ["2026-10-10", "按时参加主题党日", "2", "十月主题党日"]]
    assert points(scene, "ae_secretary", "甲") == mine


def test_points_are_refused_for_a_number_that_no_member_of_the_organisation_has(scene: Scene) -> None:
    """A mistyped number and one from next door are refused; what was filed is corrected also after its member has left."""
    member("甲", "A1", account="ae_secretary")(scene)
    member("乙", "A2")(scene)
    rule, client = rule_of(scene), logged_in(scene, "a1_secretary")
    said = {"rule": str(rule.uuid), "points": "2", "matter": "迟到", "held_on": "2026-10-10"}
    for code in ("甲甲", "乙"):
        answer = client.post(
            new("member_points", scene, "A1"), {**said, "recipient": code, "action": "file"}, follow=True
        )
        assert f"本组织没有编号为“{code}”的党员" in answer.content.decode()
    filed = entry(scene, rule, "甲")
    Member.objects.filter(name="甲").update(organisation=scene["A2"])
    for code, matter in (("甲", "迟到"), ("甲甲", "记错了人")):
        act(client, filed, "correct", {**said, "recipient": code, "matter": matter, "reason": "核实后更正"})
    assert points(scene, "ae_secretary", "甲") == [["2026-10-10", "按时参加主题党日", "2", "迟到"]]
