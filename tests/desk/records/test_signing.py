"""What was signed once is never thrown away: a returned record is withdrawn, with its history."""

import pytest
from django.urls import reverse

from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, Signature
from tests.county import Scene
from tests.desk.records.ledgers import act, fresh, logged_in, page
from tests.desk.records.test_entry import COMMITTEE, committee

pytestmark = pytest.mark.django_db


def returned(scene: Scene) -> Record:
    record = committee(scene)
    act(logged_in(scene, "a1_secretary"), record, "sign-secretary")
    act(logged_in(scene, "a1_secretary"), record, "return", {"reason": "人数写错"})
    return fresh(record)


def test_returned_record_is_withdrawn_and_not_deleted(scene: Scene) -> None:
    record, client = returned(scene), logged_in(scene, "a1_secretary")
    text = page(client, record)
    assert ("删除草稿" in text, "记错了，作废" in text) == (False, True)
    assert "请写明原因作废" in act(client, record, "discard").content.decode()
    assert (Record.objects.count(), Signature.objects.count()) == (1, 1)
    act(client, record, "withdraw", {"reason": "重复登记"})
    edit = reverse("desk:records-edit", args=[record.uuid])
    data = {**COMMITTEE, "chair": "other", "held_on": "2026-11-02", "action": "file"}
    assert client.post(edit, data).status_code == 302
    act(client, record, "file")
    assert (fresh(record).state, fresh(record).values["present"]) == (RecordState.DRAFT, 4)
    text = page(client, record)
    assert ("已作废" in text, "接着填" in text) == (True, False)
    assert list(client.get(reverse("desk:records-due")).context["drafts"]) == []
