"""The collection of cases: what was selected from a library becomes one document, texts alone."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.ledgers import act, logged_in, pdf, write

pytestmark = pytest.mark.django_db


def selected(scene: Scene, topic: str, organisation: str = "A1") -> Record:
    """A case that the township put into the library."""
    data = {"topic": topic, "chair": "other", "present": "9", "file-photo": pdf("现场.pdf", topic)}
    record = write(
        logged_in(scene, f"{organisation.lower()}_secretary"), scene, organisation, "organisational_life_meeting", data
    )
    act(logged_in(scene, "a_officer"), record, "promote", {"reason": f"{topic}可复制"})
    return record


def path(library: str = "cases", **query: Any) -> str:
    from urllib.parse import urlencode

    where = reverse("desk:case-collections-of-library", args=[library])
    return f"{where}?{urlencode(query, doseq=True)}" if query else where


def words(client: Client, where: str) -> str:
    """All text of the .docx that comes."""
    document = Document(BytesIO(client.get(where).content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


@pytest.mark.requirement("S4-16e")
def test_selected_cases_become_one_document_and_stay_in_the_library(scene: Scene) -> None:
    one, two = selected(scene, "补短板"), selected(scene, "亮家底", "A2")
    left_out = selected(scene, "老办法", "A3")
    client = logged_in(scene, "county_admin")
    offered = {str(entry.record.uuid) for entry, _ticked in client.get(path()).context["entries"]}
    assert offered == {str(record.uuid) for record in (one, two, left_out)}

    chosen = {"entry": [one.uuid, two.uuid], "title": "2026年案例选编"}
    text = words(client, path(**chosen, format="docx"))

    expected = ("2026年案例选编", "补短板", "亮家底", "A1村党支部", "A2村党支部", "补短板可复制", "2026年11月2日")
    assert [word for word in expected if word not in text] == []
    assert ("老办法" in text, "现场.pdf" in text) == (False, False)
    pdf_file = client.get(path(**chosen, format="pdf"))
    assert (pdf_file["Content-Type"], pdf_file.content[:5]) == ("application/pdf", b"%PDF-")
    library = logged_in(scene, "b1_secretary").get(reverse("desk:records-library", args=["cases"])).content.decode()
    assert [word for word in ("补短板", "亮家底", "老办法") if word not in library] == []


def test_nothing_ticked_makes_no_document(scene: Scene) -> None:
    selected(scene, "补短板")
    answer = logged_in(scene, "county_admin").get(path(format="pdf"))
    assert "请先勾选要编进去的案例。" in answer.content.decode()
    assert not any(ticked for _entry, ticked in answer.context["entries"])


def test_only_who_selects_prints_and_only_from_a_library(scene: Scene) -> None:
    record = selected(scene, "补短板")
    assert logged_in(scene, "a1_secretary").get(path()).status_code == 404
    officer = logged_in(scene, "a_officer")
    assert officer.get(path()).status_code == 200
    assert officer.get(path("nothing")).status_code == 404
    for format in ("xlsx", "exe"):
        assert officer.get(path(entry=record.uuid, format=format)).status_code == 404
