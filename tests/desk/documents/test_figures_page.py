"""Each figure of an issued document has a source, and a figure changed by hand is named when the file comes back."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.procedures.publish_round import publish_bulletin, publish_ranking_lists
from guanmo.stages.documents.models import Document
from tests.county import Scene
from tests.stages.results.scene import classified_round, standing_of

pytestmark = pytest.mark.django_db


def issued(county: Scene) -> Document:
    round = classified_round(county)
    return publish_ranking_lists(round, by=county.person("a_secretary")).documents[0]


def test_every_figure_of_the_list_names_its_row_and_column(client: Client, county: Scene) -> None:
    document = issued(county)
    standing = standing_of(document.round, "A1")
    source = f"results.Standing/{standing.pk}/score"
    assert {"label": "A1村党支部 得分", "text": "98.13", "source": source} in document.figures

    client.force_login(county.person("a1_secretary"))
    page = client.get(reverse("desk:documents-figures", args=[document.uuid]))

    assert page.context["changed"] == []
    # rank, score, sheets and five sections for each of A1, A2 and A3
    assert len(page.context["traced"]) == 24
    html = page.content.decode()
    assert source in html
    assert "98.13" in html


def test_figure_changed_by_hand_is_named(client: Client, county: Scene) -> None:
    document = issued(county)
    client.force_login(county.person("a_officer"))
    frozen = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"])).content
    opened = Docx(BytesIO(frozen))
    cell = next(cell for cell in opened.tables[0].rows[1].cells if cell.text == "98.13")
    cell.paragraphs[0].runs[0].text = "99.13"
    saved = BytesIO()
    opened.save(saved)
    url = reverse("desk:documents-figures", args=[document.uuid])

    html = client.post(url, {"file": SimpleUploadedFile("改过.docx", saved.getvalue())}).content.decode()
    same = client.post(url, {"file": SimpleUploadedFile("没改.docx", frozen)}).content.decode()
    refused = client.post(url, {"file": SimpleUploadedFile("别的.docx", b"%PDF-1.7")})
    none = client.post(url)

    assert "上传的文件有1处数字和印发的不一样。" in html
    assert "表1第2行" in html
    assert "<strong>99.13</strong>" in html
    assert "上传的文件里，每个数字都和印发的一样。" in same
    assert (refused.status_code, none.status_code) == (422, 422)
    assert "这不是 .docx 文件。" in refused.content.decode()
    assert "请先选择要核对的 Word 文件。" in none.content.decode()


def test_every_traced_figure_stands_in_the_document(client: Client, county: Scene) -> None:
    round = classified_round(county)
    document = publish_bulletin(round, by=county.person("a_secretary"))
    client.force_login(county.person("a_secretary"))
    opened = Docx(BytesIO(client.get(reverse("desk:documents-file", args=[document.uuid, "docx"])).content))
    cells = {cell.text for table in opened.tables for row in table.rows for cell in row.cells}
    assert {figure["text"] for figure in document.figures} - cells == set()
    assert len(document.figures) >= 12


def test_foreign_document_has_no_figures_page(client: Client, county: Scene) -> None:
    document = issued(county)
    client.force_login(county.person("b_secretary"))
    assert client.get(reverse("desk:documents-figures", args=[document.uuid])).status_code == 404
