"""Signed here or in the record book, once signed never thrown away."""

import pytest
from django.urls import reverse

from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, Signature
from tests.county import Scene
from tests.desk.records.ledgers import act, fresh, logged_in, page, pdf
from tests.desk.records.test_entry import COMMITTEE, committee
from tests.stages.rectification.way import upload

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


@pytest.mark.parametrize("first", ["secretary", "recorder"])
def test_one_signs_here_and_the_other_in_the_record_book(scene: Scene, first: str) -> None:
    record, other = committee(scene), {"secretary": "recorder", "recorder": "secretary"}[first]
    act(logged_in(scene, "a1_secretary" if first == "secretary" else "a1_deputy"), record, f"sign-{first}")
    client = logged_in(scene, "a1_secretary")
    assert "缺少“会议记录扫描件”。" in page(client, record)
    assert "请先上传签了字的会议记录" in act(client, record, "sign-paper", {other: "李样"}).content.decode()
    act(client, record, "sign-paper", {other: "李样", "scan": pdf("签字页.pdf")})
    assert fresh(record).state == RecordState.LOCKED
    assert dict(Signature.objects.values_list("role", "on_paper")) == {first: False, other: True}
    text = page(client, record)
    assert ("签字页.pdf" in text, "缺少“会议记录扫描件”。" in text) == (True, False)


def test_bad_scan_signs_nothing(scene: Scene) -> None:
    record = committee(scene)
    names = {"secretary": "a1_secretary", "recorder": "李样", "scan": upload("坏.exe", b"MZ not a paper")}
    text = act(logged_in(scene, "a1_secretary"), record, "sign-paper", names).content.decode()
    assert "不是图片、PDF 或 .docx 文件" in text
    assert (Signature.objects.count(), record.evidence.count()) == (0, 0)
