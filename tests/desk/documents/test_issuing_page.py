"""Documents of a round are issued from pages, frozen, numbered, and read by those whom they are for."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document as Docx

from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.documents.models import Document, DocumentFile
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rectification.domain.enter_row import Columns, enter_row
from guanmo.stages.rectification.models import Finding
from guanmo.stages.results.domain.classify import confirm_classes
from guanmo.stages.results.models import Seal
from guanmo.stages.rounds.domain.record_visit import praise
from guanmo.stages.rounds.models import Round
from tests.county import Scene, visit_to
from tests.stages.results.scene import classified_round, county_round, ranked_round, scored_round

pytestmark = pytest.mark.django_db


def text_of(client: Client, document: Document) -> str:
    """What stands in the .docx as downloaded, cells included."""
    response = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"]))
    assert response.status_code == 200
    opened = Docx(BytesIO(response.content))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    return "\n".join([one.text for one in opened.paragraphs] + cells)


def post(client: Client, county: Scene, person: str, name: str, round: Round, **data: str) -> Any:
    client.force_login(county.person(person))
    return client.post(reverse(f"desk:{name}", args=[round.uuid]), data, follow=True)


@pytest.mark.requirement("S0-2-d")
def test_summary_is_prefilled_from_the_round_and_issued_as_written(client: Client, county: Scene) -> None:
    round = scored_round(county)
    visit = visit_to(round, "A2")
    praise(visit, text="“党员家庭户挂牌”做法好", by=county.person("a_secretary"))
    round = close(county, round)
    client.force_login(county.person("a_secretary"))

    form = client.get(reverse("desk:documents-summary", args=[round.uuid])).context["form"]

    assert form.initial["experience"] == "A2村党支部：“党员家庭户挂牌”做法好"
    assert form.initial["exemplars"].splitlines()[0] == (
        "村（社区）：A1村党支部（第1名，98.13分）、A2村党支部（第1名，98.13分）。"
    )
    assert form.initial["problems"].splitlines()[0].startswith("党建基础第2项：2个党组织存在问题")
    written = {**form.initial, "ideas": "推广挂牌做法。\n每季度回访一次。", "problems": ""}
    post(client, county, "a_secretary", "documents-summary", round, **written)

    text = text_of(client, Document.objects.get(kind="summary"))
    for part in (
        "经验做法",
        "先进典型",
        "存在问题",
        "工作思路",
        "责任传导",
        "“党员家庭户挂牌”做法好",
        "每季度回访一次。",
    ):
        assert part in text
    assert "党建基础第2项" not in text  # the leader emptied this section, and so it stays


def close(county: Scene, round: Round) -> Round:
    close_scoring(round, reason="其余同志下村防汛", by=county.person("a_secretary"))
    return Round.objects.get(pk=round.pk)


@pytest.mark.requirement("S0-A-c")
def test_ledger_is_issued_with_unit_seal_place_and_date(client: Client, county: Scene) -> None:
    round = ranked_round(county)
    officer = county.person("a_officer")
    finding = Finding.objects.get(visit__organisation__code="A2")
    enter_row(finding, Columns("标语没有更新", "更换标语", round.deadline, "A2村书记"), by=officer)
    client.force_login(officer)
    assert "印发整改台账" in client.get(reverse("desk:documents-of-round", args=[round.uuid])).content.decode()

    post(client, county, "a_officer", "documents-ledger", round)

    document = Document.objects.get(kind="ledger")
    text = text_of(client, document)
    day = document.issued_at.astimezone()
    assert "单位（盖章）" in text
    assert "A镇" in text
    assert f"{day.year}年" in text
    assert "更换标语" in text
    assert "A2村书记" in text
    assert "2026" in text


@pytest.mark.requirement("S0-3.3-j")
def test_bulletin_of_the_county_is_edited_issued_frozen_and_read_by_every_township(
    client: Client, county: Scene
) -> None:
    round = county_round(county)
    confirm_classes(round, {}, by=county.person("county_admin"))
    client.force_login(county.person("county_admin"))
    proposed = client.get(reverse("desk:documents-bulletin", args=[round.uuid])).context["form"].initial["body"]
    assert "乡镇（街道）排名依据本次观摩的3个示范点的现场得分" in proposed
    assert proposed.startswith("# 总体情况\n")

    post(client, county, "county_admin", "documents-bulletin", round, body=proposed + "\n请各乡镇对照检查。")

    document = Document.objects.get(kind="bulletin")
    client.force_login(county.person("b_officer"))
    text = text_of(client, document)
    fingerprint = Seal.objects.get(round=round).checkpoint.fingerprint
    said = (
        "94.75",
        "87.50",
        "97.50",
        "92.00",
        "请各乡镇对照检查。",
        "样例县组发〔",
        "参加观摩的同志不给本乡镇",
        fingerprint,
    )
    for part in said:
        assert part in text
    assert Round.objects.get(pk=round.pk).state == "closed"
    before = {one.pk: (bytes(one.content), one.digest) for one in DocumentFile.objects.all()}
    Organisation.objects.filter(code="A1").update(name="改名后的村党支部")
    again = client.get(reverse("desk:documents-file", args=[document.uuid, "docx"])).content
    assert {one.pk: (bytes(one.content), one.digest) for one in DocumentFile.objects.all()} == before
    assert again == next(content for content, _ in before.values() if content[:2] == b"PK")
    assert "改名后的村党支部" not in text_of(client, document)


def test_documents_are_chinese_whatever_language_the_screen_speaks(client: Client, county: Scene) -> None:
    round = classified_round(county)
    client.force_login(county.person("a_secretary"))
    client.cookies["django_language"] = "en"

    client.post(reverse("desk:documents-ranking-lists", args=[round.uuid]))

    titles = list(Document.objects.order_by("pk").values_list("title", flat=True))
    assert titles == [
        "A镇2026年第四季度内部逐个观摩得分排名表（村（社区））", "A镇2026年第四季度内部逐个观摩得分排名表（“两新”组织）",
    ]  # fmt: skip
    text = text_of(client, Document.objects.order_by("pk")[0])
    assert "先进" in text
    assert "落后" in text
    assert "98.13" in text


@pytest.mark.parametrize("name", ["documents-ranking-lists", "documents-bulletin"])
def test_lists_and_bulletin_wait_for_the_classes(client: Client, county: Scene, name: str) -> None:
    round = ranked_round(county)

    response = post(client, county, "a_secretary", name, round, body="# 情况\n已经排名。")

    assert "分类还没有确定，不能印发。请先确定分类。" in response.content.decode()
    assert not Document.objects.exists()


def test_refused_bulletin_keeps_the_text(client: Client, county: Scene) -> None:
    html = post(
        client, county, "a_secretary", "documents-bulletin", ranked_round(county), body="花了一小时写的正文"
    ).content.decode()
    assert "花了一小时写的正文</textarea>" in html


def test_nobody_else_issues(client: Client, county: Scene) -> None:
    round = classified_round(county)
    for person in ("a_member", "a1_secretary", "b_secretary"):
        for name in ("ranking-lists", "bulletin", "summary", "ledger"):
            post(client, county, person, f"documents-{name}", round, body="假通报")
    assert not Document.objects.exists()


def test_page_of_a_foreign_round_is_not_found(client: Client, county: Scene) -> None:
    url = reverse("desk:documents-of-round", args=[ranked_round(county).uuid])
    client.force_login(county.person("b_secretary"))
    assert client.get(url).status_code == 404
    client.force_login(county.person("a_member"))
    assert "还没有公文" in client.get(url).content.decode()
