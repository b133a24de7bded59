"""A correction counts wherever the record counts, and changes nothing that nobody touched."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models import User
from guanmo.stages.records.models import Record, Supplement
from tests.county import Scene
from tests.desk.records.ledgers import TODAY, act, logged_in, page, pdf, write

pytestmark = pytest.mark.django_db

MEETING = {"agenda": "研究党建", "recorder": "李样", "expected": "5", "present": "4"}


def missing(client: Client, scene: Scene, code: str) -> list[str]:
    """The periods that A1 lacks of one ledger."""
    board = client.get(reverse("desk:records-organisation", args=[scene["A1"].uuid])).context["board"]
    return [words for card in board.behind if card.type.code == code for words, _since in card.missing]


def corrected(client: Client, record: Record, data: dict[str, Any]) -> None:
    answer = client.post(reverse("desk:records-correct", args=[record.uuid]), {**data, "reason": "记错了"})
    assert answer.status_code == 302, answer.context["form"].errors


def signed_meeting(scene: Scene) -> Record:
    chair = str(scene.person("a1_secretary").uuid)
    data = {**MEETING, "chair": chair, "held_on": "2026-03-05"}
    record = write(logged_in(scene, "a1_secretary"), scene, "A1", "branch_committee", data)
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    act(logged_in(scene, "a1_deputy"), record, "sign-recorder")
    return record


def test_correction_of_the_kind_counts_for_the_right_kind(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    visit = {"node": "july_first", "visited": "8", "held_on": "2026-02-10"}
    record = write(client, scene, "A1", "care_visit", visit)
    assert "全年 “七一”" not in missing(client, scene, "care_visit")
    corrected(client, record, {"node": "spring_festival", "visited": "8"})
    left = missing(client, scene, "care_visit")
    assert ("全年 春节" in left, "全年 “七一”" in left) == (False, True)


def test_correction_counts_for_the_other_ledger_too(scene: Scene) -> None:
    record, client = signed_meeting(scene), logged_in(scene, "a1_secretary")
    assert "3月" in missing(client, scene, "building_meeting")
    corrected(client, record, {**MEETING, "chair": str(scene.person("a1_secretary").uuid), "building": "on"})
    assert "3月" not in missing(client, scene, "building_meeting")
    corrected(client, record, {**MEETING, "chair": str(scene.person("a1_secretary").uuid)})
    assert "3月" in missing(client, scene, "building_meeting")


def test_correcting_an_old_record_keeps_its_chair(scene: Scene) -> None:
    record, old = signed_meeting(scene), scene.person("a1_secretary")
    old.appointments.update(ended_on=TODAY - timedelta(days=30))
    newcomer = User.objects.create_user("newcomer", name="newcomer")
    appoint(organisation=scene["A1"], duty=Duty.SECRETARY, user=newcomer, started_on=date(2026, 10, 17), by=None)
    client = logged_in(scene, "newcomer")
    form = client.get(reverse("desk:records-correct", args=[record.uuid])).context["form"]
    offered = [key for key, _word in form.fields["chair"].choices]
    assert (form["chair"].value(), str(old.uuid) in offered) == (str(old.uuid), True)
    corrected(client, record, {**MEETING, "chair": form["chair"].value(), "present": "3"})
    assert Supplement.objects.get().values["chair"] == str(old.uuid)
    assert "a1_secretary" in page(client, record)


def test_correction_takes_a_paper_that_the_organisation_has_already(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), signed_meeting(scene)
    data = {"title": "议事", "kind": "work", "text": "好", "file-paper": pdf("做法.pdf")}
    held = write(client, scene, "A1", "practice", data).evidence.get().file
    chair = str(scene.person("a1_secretary").uuid)
    corrected(client, record, {**MEETING, "chair": chair, "held-minutes": str(held.uuid)})
    assert "做法.pdf" in page(client, record)


def opened(client: Client, path: str) -> dict[str, Any]:
    """What the browser would send back of an open page."""
    context = client.get(path).context
    form = context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {"seen": context["seen"], **{name: value for name, value in shown.items() if value not in (None, False, [])}}


@pytest.mark.parametrize("page_name", ["edit", "correct"])
def test_nobody_overwrites_what_he_has_not_seen(scene: Scene, page_name: str) -> None:
    client, officer = logged_in(scene, "a1_secretary"), logged_in(scene, "a_officer")
    action = "draft" if page_name == "edit" else "file"
    data = {"title": "议事", "kind": "work", "text": "原文"}
    record = write(client, scene, "A1", "practice", data, action)
    path = reverse(f"desk:records-{page_name}", args=[record.uuid])
    mine, other = opened(client, path), opened(officer, path)
    more = {"action": action, "reason": "补全"}
    assert officer.post(path, {**other, **more, "text": "镇里改的"}).status_code == 302
    answer = client.post(path, {**mine, **more, "text": "我改的"})
    assert "刚刚有人改过" in answer.content.decode()
    assert answer.context["form"]["text"].value() == "我改的"
    assert "镇里改的" in page(client, record)
    again = {**mine, **more, "text": "合并的", "seen": answer.context["seen"]}
    assert client.post(path, again).status_code == 302
    assert client.post(path, again).status_code == 302, "the same words twice change nothing"
    assert "合并的" in page(client, record)
