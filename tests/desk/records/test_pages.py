"""Long lists come page by page, and nothing falls out between two pages."""

import pytest
from django.urls import reverse

from guanmo.desk.records import libraries, oversight
from tests.county import Scene
from tests.desk.records.ledgers import act, logged_in, write

pytestmark = pytest.mark.django_db


def test_library_turns_its_pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "PAGE", 2)
    client, officer = logged_in(scene, "a1_secretary"), logged_in(scene, "a_officer")
    for title in ("甲法", "乙法", "丙法"):
        record = write(client, scene, "A1", "practice", {"title": title, "kind": "work", "text": "好"})
        act(officer, record, "promote", {"reason": "可复制"})
    path = reverse("desk:records-library", args=["practices"])
    texts = [client.get(f"{path}?page={number}").content.decode() for number in (1, 2)]
    assert [[word for word in ("甲法", "乙法", "丙法") if word in text] for text in texts] == [
        ["乙法", "丙法"],
        ["甲法"],
    ]


def test_inspections_turn_their_pages(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oversight, "PAGE", 3)
    client, path = logged_in(scene, "a_officer"), reverse("desk:record-inspections") + "?book=life-quarter"
    pages = [client.get(f"{path}&page={number}").context for number in (1, 2)]
    assert [[line.organisation.code for line, _m, _r in one["lines"]] for one in pages] == [
        ["A1", "A2", "A3"],
        ["AE", "AS"],
    ]
    data = {"organisations": str(scene["AE"].uuid), "period": "2026-Q2", "inspected_on": "2026-07-01"}
    assert client.post(f"{path}&page=2", data).status_code == 302
    assert pages[0]["uninspected"] == 5
