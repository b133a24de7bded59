"""An office brings its own form: it is tried with real data, kept version by version, used, and put away."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.procedures.notify import document_of, notify
from guanmo.stages.documents.models import DocumentTemplate
from guanmo.stages.documents.queries import file_for
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.stages.results.scene import ranked_round

pytestmark = pytest.mark.django_db


def form(*lines: str) -> bytes:
    document = Docx()
    for line in lines:
        document.add_paragraph(line)
    saved = BytesIO()
    document.save(saved)
    return saved.getvalue()


GOOD = form(
    "某镇整改通知单",
    "编号：{{ number }}",
    "{%p for one in problems %}",
    "{{ one.matter }}",
    "{%p endfor %}",
    "{{ seal }}",
)


def bring(client: Client, county: Scene, person: str, content: bytes, unit: str = "A") -> Any:
    client.force_login(county.person(person))
    data = {
        "kind": "notice",
        "unit": str(county[unit].uuid),
        "file": SimpleUploadedFile("本镇通知单.docx", content),
    }
    return client.post(reverse("desk:templates-list"), data, follow=True)


def entered(county: Scene, code: str) -> Round:
    found = Finding.objects.filter(visit__organisation__code=code)[0]
    columns = Columns(f"{code}的问题", "尽快整改", found.visit.round.deadline, f"{code}书记")
    enter_row(found, columns, by=county.person("a_officer"))
    return found.visit.round


def words(content: bytes) -> list[str]:
    return [one.text for one in Docx(BytesIO(content)).paragraphs]


def test_template_is_tried_kept_used_and_put_away(client: Client, county: Scene) -> None:
    ranked_round(county)
    round = entered(county, "A1")
    first = notify(round, county["A1"], by=county.person("a_officer"))

    page = bring(client, county, "a_officer", GOOD).content.decode()

    assert "<code>seal</code>" in page  # asked for, and there is none
    assert "<code>responsible_person</code>" in page  # there, and not asked for
    kept = DocumentTemplate.objects.get()
    trial = client.get(reverse("desk:templates-preview", args=[kept.uuid])).content
    assert words(trial) == ["某镇整改通知单", f"编号：{first.number}", "A1的问题", ""]

    officer = county.person("a_officer")
    second = notify(entered(county, "A2"), county["A2"], by=officer)
    document = document_of(second, officer)
    assert document is not None
    assert words(bytes(file_for(officer, document.uuid, "docx").content))[1:3] == [
        f"编号：{second.number}",
        "A2的问题",
    ]

    client.post(reverse("desk:templates-retire", args=[kept.uuid]))
    third = notify(entered(county, "A3"), county["A3"], by=officer)
    document = document_of(third, officer)
    assert document is not None
    assert "某镇整改通知单" not in words(bytes(file_for(officer, document.uuid, "docx").content))
    assert list(DocumentTemplate.objects.order_by("version").values_list("version", "retired")) == [
        (1, False),
        (2, True),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (form("{{ ''.__class__ }}"), "模板里用了不允许的写法"),
        (form("{% for"), "模板里有一处花括号的写法不对。"),
        (b"%PDF-1.7", "这不是 .docx 文件。"),
    ],
)
def test_template_that_fails_is_refused_and_not_kept(
    client: Client, county: Scene, content: bytes, sentence: str
) -> None:
    assert sentence in bring(client, county, "a_secretary", content).content.decode()
    assert not DocumentTemplate.objects.exists()


def test_templates_belong_to_the_office(client: Client, county: Scene) -> None:
    bring(client, county, "b_officer", form("{{ number }}"), unit="A")  # another township's unit is no choice
    assert not DocumentTemplate.objects.exists()
    bring(client, county, "a_officer", form("{{ number }}"))
    kept = DocumentTemplate.objects.get()
    for person in ("b_secretary", "a1_secretary", "a_member"):
        client.force_login(county.person(person))
        assert client.get(reverse("desk:templates-detail", args=[kept.uuid])).status_code == 404
        assert client.get(reverse("desk:templates-preview", args=[kept.uuid])).status_code == 404
        assert client.post(reverse("desk:templates-retire", args=[kept.uuid])).status_code == 404
    client.force_login(county.person("a1_secretary"))
    assert client.get(reverse("desk:templates-list")).status_code == 404


def test_next_version_is_used_and_the_one_before_stays_to_be_read(client: Client, county: Scene) -> None:
    ranked_round(county)
    for title in ("第一版", "第二版"):
        bring(client, county, "a_officer", form(title, "{{ number }}"))
    officer = county.person("a_officer")

    notice = notify(entered(county, "A1"), county["A1"], by=officer)

    document = document_of(notice, officer)
    assert document is not None
    assert words(bytes(file_for(officer, document.uuid, "docx").content)) == ["第二版", notice.number]
    versions = list(DocumentTemplate.objects.order_by("version"))
    assert [one.version for one in versions] == [1, 2]
    before = client.get(reverse("desk:templates-preview", args=[versions[0].uuid])).content
    assert words(before)[0] == "第一版"
    listed = client.get(reverse("desk:templates-list")).content.decode()
    assert all(reverse("desk:templates-detail", args=[one.uuid]) in listed for one in versions)
