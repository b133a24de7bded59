"""Ranking and classification are filed in one act; the county accepts or returns; a returned one is filed anew."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.stages.documents.models import Document
from guanmo.stages.results.domain.file_results import file_results
from guanmo.stages.results.models import Filing, FilingAnswer
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from tests.county import Scene
from tests.desk.results.test_classes_page import choices
from tests.desk.results.test_ranking_page import words
from tests.stages.results.scene import classified_round

pytestmark = pytest.mark.django_db


def submit(client: Client, county: Scene, round: Round, person: str = "a_secretary") -> Any:
    client.force_login(county.person(person))
    return client.post(reverse("desk:filings-submit", args=[round.uuid]), follow=True)


def reply(client: Client, county: Scene, filing: Filing, given: str, reason: str, person: str = "county_admin") -> Any:
    client.force_login(county.person(person))
    url = reverse("desk:filings-answer", args=[filing.uuid])
    return client.post(url, {"answer": given, "reason": reason}, follow=True)


def state_of(round: Round) -> str:
    return Round.objects.get(pk=round.pk).state


@pytest.mark.requirement("S0-3.1-l")
def test_filing_is_returned_with_a_reason_and_filed_again_with_a_new_number(client: Client, county: Scene) -> None:
    round = classified_round(county)

    first = words(submit(client, county, round).content.decode())

    assert "备案编号 A镇观摩备〔2026〕1号" in first
    assert "报送人 a_secretary 报送时间 20" in first
    filing = Filing.objects.get()
    report = Document.objects.get(kind="filing")
    download = client.get(reverse("desk:documents-file", args=[report.uuid, "docx"]))
    text = docx_text(download.content)
    assert all(one in text for one in ("A镇观摩备〔2026〕1号", "98.13", "77.50", "95.00", "先进", "落后"))

    inbox = client_page(client, county, "county_admin", reverse("desk:filings-list") + "?state=waiting")
    assert "A镇观摩备〔2026〕1号 A镇" in inbox
    returned = words(reply(client, county, filing, "returned", "A3分类依据不足").content.decode())
    assert "退回原因 A3分类依据不足" in returned
    assert state_of(round) == RoundState.CLASSIFIED

    client.force_login(county.person("a_secretary"))
    change = choices(county, A3=("qualified", "已补充依据"))
    client.post(reverse("desk:results-classify", args=[round.uuid]), change)
    submit(client, county, round)
    second = Filing.objects.exclude(pk=filing.pk).get()
    accepted = words(reply(client, county, second, "accepted", "").content.decode())

    assert second.number == "A镇观摩备〔2026〕2号"
    assert "状态 已备案 办理人 county_admin 办理时间 20" in accepted
    assert state_of(round) == RoundState.CLOSED
    own = client_page(client, county, "a_secretary", reverse("desk:filings-list"))
    assert own.index("2号") < own.index("1号")
    assert "退回" in own
    assert "已备案" in own


def docx_text(content: bytes) -> str:
    document = Docx(BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in document.paragraphs] + cells)


def client_page(client: Client, county: Scene, person: str, url: str) -> str:
    client.force_login(county.person(person))
    response = client.get(url)
    assert response.status_code == 200
    return words(response.content.decode())


@pytest.fixture
def filing(county: Scene) -> Filing:
    return file_results(classified_round(county), number="A镇观摩备〔2026〕1号", by=county.person("a_secretary"))


def test_return_without_a_reason_is_refused(client: Client, county: Scene, filing: Filing) -> None:
    response = reply(client, county, filing, "returned", "  ")

    assert "退回时请写明原因。" in response.content.decode()
    assert not FilingAnswer.objects.exists()
    assert state_of(filing.ranking.round) == RoundState.FILED


def test_unknown_answer_keeps_what_was_written(client: Client, county: Scene, filing: Filing) -> None:
    html = reply(client, county, filing, "perhaps", "还要看看").content.decode()

    assert "请选择“同意备案”或“退回”。" in html
    assert ">还要看看</textarea>" in html
    assert not FilingAnswer.objects.exists()


def test_second_answer_is_refused_and_the_first_stays(client: Client, county: Scene, filing: Filing) -> None:
    reply(client, county, filing, "returned", "依据不足")

    html = reply(client, county, filing, "accepted", "").content.decode()

    assert "这份备案已经办理过了，请刷新页面查看。" in html
    assert list(FilingAnswer.objects.values_list("answer", "reason")) == [("returned", "依据不足")]


@pytest.mark.parametrize("person", ["a_secretary", "county_head"])
def test_only_the_department_answers(client: Client, county: Scene, filing: Filing, person: str) -> None:
    html = reply(client, county, filing, "accepted", "", person).content.decode()

    assert "只有县委组织部可以办理备案。" in html
    assert not FilingAnswer.objects.exists()


@pytest.mark.parametrize("person", ["b_secretary", "a_member", "a1_secretary"])
def test_foreign_filing_is_not_found(client: Client, county: Scene, filing: Filing, person: str) -> None:
    client.force_login(county.person(person))
    assert client.get(reverse("desk:filings-detail", args=[filing.uuid])).status_code == 404
    assert reply(client, county, filing, "accepted", "", person).status_code == 404
    assert filing.number not in client_page(client, county, person, reverse("desk:filings-list"))
    assert filing.number in client_page(client, county, "a_officer", reverse("desk:filings-list"))


def test_officer_cannot_file(client: Client, county: Scene) -> None:
    round = classified_round(county)

    response = submit(client, county, round, "a_officer")

    assert "只有党（工）委书记、副书记可以报送备案。" in response.content.decode()
    assert not Filing.objects.exists()
    assert state_of(round) == RoundState.CLASSIFIED


def test_queries_do_not_grow_with_the_filings(
    client: Client, county: Scene, filing: Filing, django_assert_max_num_queries: Any
) -> None:
    for number in (2, 3, 4):
        Filing.objects.create(ranking=filing.ranking, number=f"第{number}号", submitted_by=filing.submitted_by)
    client.force_login(county.person("county_admin"))
    with django_assert_max_num_queries(9):
        client.get(reverse("desk:filings-list"))


@pytest.mark.requirement("S0-3.1-l")
def test_accepted_filing_gets_a_numbered_receipt_that_the_township_reads(client: Client, county: Scene) -> None:
    submit(client, county, classified_round(county))
    filing = Filing.objects.get()
    page = words(reply(client, county, filing, "accepted", "").content.decode())
    assert "回执编号 观摩备案回执〔2026〕1号" in page
    receipt = Document.objects.get(number="观摩备案回执〔2026〕1号")
    assert receipt.issuer.code == "D"
    client.force_login(county.person("a_officer"))
    assert "备案回执" in client.get(reverse("desk:filings-detail", args=[filing.uuid])).content.decode()
    text = docx_text(client.get(reverse("desk:documents-file", args=[receipt.uuid, "docx"])).content)
    assert all(one in text for one in ("观摩备案回执〔2026〕1号", "已备案", "county_admin", "98.13"))


def test_returned_filing_uses_up_no_receipt(client: Client, county: Scene) -> None:
    submit(client, county, classified_round(county))
    reply(client, county, Filing.objects.get(), "returned", "依据不足")
    assert FilingAnswer.objects.get().receipt == ""
    assert not Document.objects.filter(number__contains="回执").exists()
