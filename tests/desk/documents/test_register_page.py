"""The register of documents, one document with its files, downloads, withdrawal, and score sheets on paper."""

import hashlib
import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.stages.documents.domain.issue_document import Cover, issue_document
from guanmo.stages.documents.enums import Audience, Format, Kind
from guanmo.stages.documents.models import Document, Withdrawal
from guanmo.stages.scoring.models import BallotVersion
from tests.county import Scene, visit_to
from tests.stages.results.scene import ranked_round

pytestmark = pytest.mark.django_db
BYTES = {Format.DOCX: b"PK-word", Format.PDF: b"%PDF-1.7 made up"}


def issue(county: Scene, kind: Kind = Kind.BULLETIN, number: str = "A镇党发〔2026〕1号", **cover: Any) -> Document:
    """A document of town A with short made-up bytes."""
    audience = cover.pop("audience", Audience.TOWNSHIP)
    title = cover.pop("title", "第四季度排名通报")
    made = Cover(kind, title, county["A"], audience, number, **cover)
    return issue_document(made, BYTES, by=county.person("a_secretary"))


def page(client: Client, county: Scene, person: str, query: str = "") -> str:
    client.force_login(county.person(person))
    return client.get(reverse("desk:documents-list") + query).content.decode()


def test_register_offers_every_kind_and_its_head_leaves_none_out(client: Client, county: Scene) -> None:
    shown = page(client, county, "a_officer")
    note = re.search(r'<p class="page-head-note">(.*?)</p>', shown)

    assert [kind for kind in Kind if f'<option value="{kind.value}">{kind.label}</option>' not in shown] == []
    assert note is not None
    assert "已经印发的公文" in note[1]
    assert [kind for kind in Kind if str(kind.label) in note[1]] == []  # it names all of them at once, or it grows old


def test_register_shows_and_filters(client: Client, county: Scene) -> None:
    issue(county)
    issue(county, Kind.LEDGER, "", title="整改台账一", audience=Audience.ORGANISATION)

    everything = page(client, county, "a_officer")
    assert "第四季度排名通报" in everything
    assert "整改台账一" in everything
    assert "A镇党发〔2026〕1号" in everything
    ledgers = page(client, county, "a_officer", "?kind=ledger")
    assert "整改台账一" in ledgers
    assert "第四季度排名通报" not in ledgers
    assert "没有找到公文" in page(client, county, "a_officer", "?state=withdrawn")
    assert "第四季度排名通报" in page(client, county, "a_officer", "?words=〔2026〕1号")
    assert "第四季度排名通报" in page(client, county, "a_officer", "?kind=nonsense&page=9")


def test_who_reads_what(client: Client, county: Scene) -> None:
    issue(county, Kind.BULLETIN, "1号", title="全县通报", audience=Audience.COUNTY)
    issue(county, Kind.BULLETIN, "2号", title="本镇通报", audience=Audience.TOWNSHIP)
    issue(county, Kind.NOTICE, "3号", title="A1通知单", audience=Audience.ORGANISATION, organisation=county["A1"])
    issue(county, Kind.FILING, "4号", title="备案报告四", audience=Audience.ORGANISATION)
    titles = ("全县通报", "本镇通报", "A1通知单", "备案报告四")

    seen = {
        person: [title for title in titles if title in page(client, county, person)]
        for person in ("county_admin", "a_officer", "a1_secretary", "a2_secretary", "b_secretary")
    }

    assert seen == {
        "county_admin": list(titles), "a_officer": list(titles), "a1_secretary": ["全县通报", "本镇通报", "A1通知单"],
        "a2_secretary": ["全县通报", "本镇通报"], "b_secretary": ["全县通报"],
    }  # fmt: skip


def test_document_shows_the_hash_of_each_file_and_gives_the_bytes(client: Client, county: Scene) -> None:
    document = issue(county)
    client.force_login(county.person("a1_secretary"))

    html = client.get(reverse("desk:documents-detail", args=[document.uuid])).content.decode()
    response = client.get(reverse("desk:documents-file", args=[document.uuid, "pdf"]))

    assert all(hashlib.sha256(content).hexdigest() in html for content in BYTES.values())
    assert response.content == BYTES[Format.PDF]
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''")
    assert unquote(disposition.split("''")[1]) == "A镇党发〔2026〕1号_第四季度排名通报.pdf"


@pytest.mark.parametrize("path", ["xlsx", "exe"])
def test_format_that_is_not_there_is_not_found(client: Client, county: Scene, path: str) -> None:
    document = issue(county)
    client.force_login(county.person("a_secretary"))
    assert client.get(reverse("desk:documents-file", args=[document.uuid, path])).status_code == 404


def test_foreign_document_is_not_found(client: Client, county: Scene) -> None:
    document = issue(county)
    client.force_login(county.person("b_secretary"))
    for url in (
        reverse("desk:documents-detail", args=[document.uuid]),
        reverse("desk:documents-file", args=[document.uuid, "docx"]),
    ):
        assert client.get(url).status_code == 404
    assert client.post(reverse("desk:documents-withdraw", args=[document.uuid]), {"reason": "错"}).status_code == 404
    assert not Withdrawal.objects.exists()


def test_withdrawal_keeps_the_bytes_and_shows_the_reason(client: Client, county: Scene) -> None:
    document = issue(county, number="A镇党发〔2026〕3号")
    client.force_login(county.person("a_secretary"))
    url = reverse("desk:documents-withdraw", args=[document.uuid])

    assert "请写明撤回的原因。" in client.post(url, {"reason": " "}).content.decode()
    client.post(url, {"reason": "名次有误"})
    again = client.post(url, {"reason": "再撤一次"}).content.decode()

    assert "这份公文已经撤回过了。" in again
    assert list(Withdrawal.objects.values_list("reason", flat=True)) == ["名次有误"]
    notice = Document.objects.get(kind="withdrawal")
    assert notice.number == f"A镇党发〔{notice.issued_at.year}〕1号"
    letter = docx_text(client.get(reverse("desk:documents-file", args=[notice.uuid, "docx"])).content)
    assert "印发的《第四季度排名通报》（A镇党发〔2026〕3号），因名次有误，现予撤回" in letter
    assert notice.title in client.get(reverse("desk:documents-detail", args=[document.uuid])).content.decode()
    refused = client.post(reverse("desk:documents-withdraw", args=[notice.uuid]), {"reason": "后悔了"}).content.decode()
    assert "撤回通知不能再撤回。" in refused
    html = client.get(reverse("desk:documents-detail", args=[document.uuid])).content.decode()
    assert "这份公文已经撤回。" in html
    assert "名次有误" in html
    response = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"]))
    assert response.content == BYTES[Format.DOCX]
    assert "第四季度排名通报" in page(client, county, "a_secretary", "?state=withdrawn")


def test_reader_cannot_withdraw(client: Client, county: Scene) -> None:
    document = issue(county)
    client.force_login(county.person("a1_secretary"))
    response = client.post(reverse("desk:documents-withdraw", args=[document.uuid]), {"reason": "不服"})
    assert "只有印发单位可以撤回公文。" in response.content.decode()
    assert not Withdrawal.objects.exists()


def test_queries_do_not_grow_with_the_documents(
    client: Client, county: Scene, django_assert_max_num_queries: Any
) -> None:
    for number in range(4):
        issue(county, number=f"{number}号")
    client.force_login(county.person("county_admin"))
    with django_assert_max_num_queries(10):
        client.get(reverse("desk:documents-list"))


def test_filled_sheet_is_downloaded_by_those_who_read_single_ballots(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    ballot = BallotVersion.objects.get(ballot__visit__organisation__code="AE")
    url = reverse("desk:documents-ballot", args=[ballot.pk, "docx"])

    client.force_login(county.person("a_secretary"))
    text = docx_text(client.get(url).content)
    assert "没有台账" in text
    assert "a_member" in text
    assert "95" in text
    client.force_login(county.person("a_member"))  # the judge
    assert client.get(url).status_code == 200
    for person in ("ae_secretary", "b_secretary", "a1_secretary"):
        client.force_login(county.person(person))
        assert client.get(url).status_code == 404
    # a1_secretary takes part in the round and prints the blank sheet
    blank = reverse("desk:documents-visit-sheet", args=[visit_to(round, "AE").uuid, "docx"])
    assert client.get(blank).status_code == 200
    client.force_login(county.person("b_secretary"))
    assert client.get(blank).status_code == 404


def test_blank_sheet_is_printed_in_three_formats(client: Client, county: Scene) -> None:
    client.force_login(county.person("a_officer"))
    starts = {}
    for format in ("docx", "xlsx", "pdf"):
        response = client.get(reverse("desk:sheets-blank", args=[county.sheets["two_new"].uuid, format]))
        starts[format] = response.content[:4]
    assert starts == {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF"}


def docx_text(content: bytes) -> str:
    opened = Docx(BytesIO(content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in opened.paragraphs] + cells)
