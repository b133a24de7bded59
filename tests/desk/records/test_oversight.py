"""Calling in ledgers and selecting for a library: only what is there, only what fits."""

from typing import Any

import pytest
from django.urls import reverse

from guanmo.stages.records.domain.describe_ledger import describe_ledger
from guanmo.stages.records.models import LibraryEntry, RecordInspection, RecordType
from tests.county import Scene
from tests.desk.records.ledgers import TODAY, act, filled, logged_in, write

pytestmark = pytest.mark.django_db

LONG = "长" * 201
PATH = "?book=venues-month"
USE = {"kind": "study", "topic": "学习", "attended": "9"}


def inspected(scene: Scene, **changes: Any) -> str:
    """Call in A1's ledgers of remote education sites; the text of the answer."""
    data = {"organisations": str(scene["A1"].uuid), "period": "2026-04", "inspected_on": "2026-05-02", **changes}
    answer = logged_in(scene, "a_officer").post(reverse("desk:record-inspections") + PATH, data, follow=True)
    return str(answer.content.decode())


def practice(scene: Scene) -> Any:
    data = {"title": "议事", "kind": "work", "text": "每月一议"}
    return write(logged_in(scene, "a1_secretary"), scene, "A1", "practice", data)


def test_inspection_counts_the_records_of_its_own_period_that_were_not_withdrawn(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    code = next(one.code for one in RecordType.objects.filter(group="venues") if one.ledger.inspected == "month")
    for day in ("2026-03-31", "2026-04-01", "2026-04-30"):
        record = write(client, scene, "A1", code, filled(code, held_on=day))
    act(client, record, "withdraw", {"reason": "重复登记"})
    inspected(scene)
    assert RecordInspection.objects.get().seen == 1


@pytest.mark.parametrize("period", ["", "2026-13", "2026-Q2", "2027-01", "甲乙丙丁戊己庚辛"])
def test_inspection_of_no_period_is_refused(scene: Scene, period: str) -> None:
    assert "请选择要调阅的时期" in inspected(scene, period=period)
    assert not RecordInspection.objects.exists()


def test_texts_that_do_not_fit_are_refused_with_a_sentence(scene: Scene) -> None:
    client, officer, record = logged_in(scene, "a1_secretary"), logged_in(scene, "a_officer"), practice(scene)
    answers = [
        inspected(scene, opinion=LONG),
        act(officer, record, "promote", {"reason": LONG}).content.decode(),
        act(client, record, "withdraw", {"reason": LONG}).content.decode(),
    ]
    assert ["最多200个字" in text for text in answers] == [True] * 3
    kept = (RecordInspection.objects.count(), LibraryEntry.objects.count(), record.supplements.count())
    assert kept == (0, 0, 0)


def test_nothing_is_uninspected_before_the_ledger_was_kept(scene: Scene) -> None:
    for one in RecordType.objects.filter(group="venues"):
        describe_ledger({**one.content, "code": "own-" + one.code, "title": one.title + "二"}, kept_from=TODAY, by=None)
        describe_ledger(one.content, kept_from=TODAY, retired=True, by=None)
    lines = logged_in(scene, "a_officer").get(reverse("desk:record-inspections") + PATH).context["lines"]
    assert {line.missing for line, _words, _running in lines} == {()}


def test_withdrawn_record_leaves_the_library_and_does_not_come_in(scene: Scene) -> None:
    officer, reader = logged_in(scene, "a_officer"), logged_in(scene, "b1_secretary")
    record, path = practice(scene), reverse("desk:records-library", args=["practices"])
    act(officer, record, "promote", {"reason": "可复制"})
    assert "每月一议" in reader.get(path).content.decode()
    act(logged_in(scene, "a1_secretary"), record, "withdraw", {"reason": "重复登记"})
    assert "每月一议" not in reader.get(path).content.decode()
    other = practice(scene)
    act(logged_in(scene, "a1_secretary"), other, "withdraw", {"reason": "重复登记"})
    act(officer, other, "promote", {"reason": "可复制"})
    assert LibraryEntry.objects.count() == 1
