"""The goal-management archive: one for each unit and year, continued, closed, then read only; exported (S2-3.1-e)."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.audit.models import Entry
from guanmo.stages.records.models import Record, RecordClosing, Supplement
from tests.county import Scene
from tests.desk.records.ledgers import act, logged_in, new, page, pdf, write

pytestmark = pytest.mark.django_db

GOALS = {
    "goals-0-goal": "每月主题党日",
    "goals-0-owner": "样书记",
    "goals-1-goal": "整顿阵地",
    "goals-1-owner": "样委员",
}
BEGUN = {"title": "争创先进支部", "period": "2026", "held_on": "2026-01-08", **GOALS}
DONE = {
    "goals-0-progress": "开了10次",
    "goals-0-result": "完成",
    "goals-1-progress": "换了牌子",
    "goals-1-result": "完成",
}


def begun(scene: Scene, **more: Any) -> Record:
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "goal_archive", {**BEGUN, **more})


def go_on(client: Client, record: Record, reason: str = "年底结果", **more: Any) -> Any:
    """What is added to the archive from the page that does so."""
    path = reverse("desk:records-correct", args=[record.uuid])
    return client.post(path, {**BEGUN, **more, "reason": reason}, follow=True)


def text_of(client: Client, record: Record) -> str:
    """What stands in the exported .docx, cells included."""
    answer = client.get(reverse("desk:goal-archives-file", args=[record.uuid, "docx"]))
    assert answer.status_code == 200
    opened = Docx(BytesIO(answer.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in opened.paragraphs] + cells)


@pytest.mark.requirement("S2-3.1-e")
def test_archive_keeps_goals_owners_progress_evidence_and_result_and_is_exported(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), begun(scene)
    go_on(client, record, "三季度进展", **{"goals-0-progress": "开了7次", "file-proof": pdf("活动图片.pdf")})

    go_on(client, record, **DONE)
    closed = act(client, record, "close").content.decode()

    assert "已结档" in closed
    for reader in (client, logged_in(scene, "a_officer")):
        text = text_of(reader, record)
        kept = ("2026年度党建目标管理档案", "每月主题党日", "样委员", "开了10次", "完成", "活动图片.pdf", "三季度进展")
        assert [words for words in kept if words not in text] == []
        assert ("结档（a1_secretary）" in text, "尚未结档" in text) == (True, False)


@pytest.mark.requirement("S2-3.1-e")
def test_closed_archive_is_read_only(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), begun(scene, **DONE)
    act(client, record, "close")
    before = page(client, record)

    refused = go_on(client, record, **{**DONE, "goals-0-result": "没有完成"}).content.decode()
    act(client, record, "withdraw", {"reason": "不想要了"})
    act(client, record, "close")

    assert "档案已经结档，只能查阅，不能再改。" in refused
    assert (Supplement.objects.count(), RecordClosing.objects.count()) == (0, 1)
    assert ("更正补充" in before, "作废" in before, "结档</button>" in before) == (False, False, False)
    assert Entry.objects.filter(act="record.closed").count() == 1


def test_control_open_archive_is_changed(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), begun(scene)

    go_on(client, record, **DONE)

    assert Supplement.objects.get().values["goals"][0]["result"] == "完成"
    shown = page(client, record)
    assert ("更正补充" in shown, "结档</button>" in shown) == (True, True)
    assert "尚未结档" in text_of(client, record)


def test_archive_is_not_closed_before_each_goal_has_its_result(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), begun(scene)
    go_on(client, record, **{"goals-0-result": "完成"})

    refused = act(client, record, "close").content.decode()

    assert "第2行还没有写结果，写了再结档。" in refused
    assert not RecordClosing.objects.exists()


@pytest.mark.requirement("S2-3.1-e")
def test_there_is_one_archive_for_each_unit_and_year(scene: Scene) -> None:
    client, first = logged_in(scene, "a1_secretary"), begun(scene)

    again = client.post(new("goal_archive", scene, "A1"), {**BEGUN, "action": "file"}, follow=True).content.decode()

    assert "2026年的“党建目标管理档案”已经有了，请在那一份里更新。" in again
    assert [one.uuid for one in Record.objects.exclude(state="draft")] == [first.uuid]
    write(logged_in(scene, "a2_secretary"), scene, "A2", "goal_archive", BEGUN)
    write(client, scene, "A1", "goal_archive", {**BEGUN, "period": "2025", "held_on": "2026-01-09"})


def test_only_its_keepers_close_an_archive(scene: Scene) -> None:
    record = begun(scene, **DONE)
    path = reverse("desk:records-close", args=[record.uuid])
    statuses = {who: logged_in(scene, who).post(path).status_code for who in ("a2_secretary", "b_officer")}

    assert statuses == {"a2_secretary": 404, "b_officer": 404}
    assert logged_in(scene, "county_head").post(path).status_code != 302
    assert not RecordClosing.objects.exists()


def test_other_ledgers_are_not_closed_and_drafts_are_not_exported(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    other = write(client, scene, "A1", "brand", {"name": "红色驿站", "summary": "为老服务"})
    draft = write(client, scene, "A1", "goal_archive", BEGUN, action="draft")

    act(client, other, "close")

    assert not RecordClosing.objects.exists()
    files = [client.get(reverse("desk:goal-archives-file", args=[one.uuid, "docx"])) for one in (other, draft)]
    assert [one.status_code for one in files] == [404, 404]


def test_withdrawn_archive_is_not_exported(scene: Scene) -> None:
    client, record = logged_in(scene, "a1_secretary"), begun(scene)
    address = reverse("desk:goal-archives-file", args=[record.uuid, "docx"])
    assert (address in page(client, record), client.get(address).status_code) == (True, 200)

    act(client, record, "withdraw", {"reason": "年度写错了"})

    shown = page(client, record)
    assert ("已作废" in shown, address in shown) == (True, False)
    formats = [reverse("desk:goal-archives-file", args=[record.uuid, one]) for one in ("docx", "pdf", "html")]
    readers = [logged_in(scene, who) for who in ("a1_secretary", "a_officer")]
    assert {one.get(each).status_code for one in readers for each in formats} == {404}


def test_draft_with_goals_is_opened_and_written_on(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    draft = write(client, scene, "A1", "goal_archive", BEGUN, action="draft")
    path = reverse("desk:records-edit", args=[draft.uuid])

    shown = client.get(path).content.decode()
    client.post(path, {**BEGUN, "goals-1-owner": "样三", "action": "file"})

    assert "整顿阵地" in shown
    assert [one["owner"] for one in Record.objects.get(pk=draft.pk).values["goals"]] == ["样书记", "样三"]
