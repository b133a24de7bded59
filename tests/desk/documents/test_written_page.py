"""函 and 纪要 are written on a page, issued with a number, frozen, in three formats (GB/T 9704-2012)."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from docx import Document as Docx
from docx.oxml.ns import qn

from guanmo.stages.documents.models import Document
from tests.county import Scene
from tests.stages.rectification.way import in_days

pytestmark = pytest.mark.django_db
LETTER = {"title": "关于商请提供维修记录的函", "to": "县民政局", "body": "请于月底前函复。", "copies_to": "县委组织部"}
MINUTES = {
    "meeting": "党建工作领导小组会议",
    "place": "二楼会议室",
    "chair": "样书记",
    "body": "# 关于整改\n逐项销号。",
    "present": "样一 样二",
    "absent": "样三",
    "sitting_in": "",
    "copies_to": "",
}


def post(county: Scene, who: str, kind: str, code: str, **words: str) -> Any:
    client = Client()
    client.force_login(county.person(who))
    return client.post(reverse(f"desk:documents-{kind}", args=[county[code].uuid]), words, follow=True)


def opened(county: Scene, who: str, document: Document) -> Any:
    client = Client()
    client.force_login(county.person(who))
    assert client.get(reverse("desk:documents-file", args=[document.uuid, "pdf"])).content.startswith(b"%PDF")
    assert client.get(reverse("desk:documents-file", args=[document.uuid, "html"])).status_code == 200
    return Docx(BytesIO(client.get(reverse("desk:documents-file", args=[document.uuid, "docx"])).content))


def lines_of(part: Any) -> list[str]:
    """The kinds of the borders in one part of a .docx."""
    return [edge.get(qn("w:val")) for borders in part._element.iter(qn("w:pBdr")) for edge in borders]


def test_letter_is_issued_in_the_form_of_a_letter(county: Scene) -> None:
    post(county, "a_officer", "letter", "A", **LETTER)

    document, year = Document.objects.get(), timezone.localdate().year
    assert (document.kind, document.number, document.issuer.code) == ("letter", f"A镇党函〔{year}〕1号", "A")
    paper = opened(county, "a_secretary", document)
    texts, first = [one.text for one in paper.paragraphs], paper.sections[0]
    assert (texts[0], texts[texts.index("县民政局：") + 1]) == (f"A镇党函〔{year}〕1号", "请于月底前函复。")
    foot_of_text = paper.tables[-1]
    assert [cell.text for row in foot_of_text.rows for cell in row.cells] == [
        "抄送：县委组织部"
    ]  # and not who printed it
    assert [edge.tag for borders in foot_of_text._element.iter(qn("w:tblBorders")) for edge in borders] == []
    place = foot_of_text._element.find(f".//{qn('w:tblpPr')}")
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")
    head, foot = first.first_page_header, first.first_page_footer
    assert ([one.text for one in head.paragraphs], lines_of(head)) == (["A镇"], ["thickThinSmallGap"])
    assert ([one.text for one in foot.paragraphs], lines_of(foot)) == ([""], ["thinThickSmallGap"])
    assert "PAGE" in first.footer._element.xml  # from the second page on


def test_minutes_name_the_meeting_and_who_was_there(county: Scene) -> None:
    post(county, "a_officer", "minutes", "A", held_on=str(in_days(-1)), **MINUTES)

    document, year = Document.objects.get(), timezone.localdate().year
    day = in_days(-1)
    assert (document.number, document.title) == (f"A镇党会纪〔{year}〕1号", "党建工作领导小组会议纪要")
    paper = opened(county, "a_secretary", document)
    texts = [one.text for one in paper.paragraphs]
    assert texts[0] == "A镇会议纪要"
    lead = (
        f"{day.year}年{day.month}月{day.day}日，样书记在二楼会议室主持召开党建工作领导小组会议。会议议定事项纪要如下。"
    )
    assert lead in texts
    assert ("一、关于整改" in texts, "出席：样一 样二" in texts, "请假：样三" in texts) == (True, True, True)
    assert not any(one.startswith("列席") for one in texts)
    assert not paper.sections[0].different_first_page_header_footer


def test_meeting_that_was_not_held_has_no_minutes(county: Scene) -> None:
    refused = post(county, "a_officer", "minutes", "A", held_on=str(in_days(1)), **MINUTES).content.decode()
    unread = post(county, "a_officer", "minutes", "A", held_on="昨天", **MINUTES).content.decode()

    assert "会议还没有开，不能印发纪要。请核对会议日期。" in refused
    assert "请填写会议日期，例如2026-11-03。" in unread
    assert not Document.objects.exists()


def test_department_writes_in_the_countys_name(county: Scene) -> None:
    post(county, "county_admin", "letter", "D", **LETTER)

    document = Document.objects.get()
    assert (document.issuer.code, document.number) == ("C", f"样例县组函〔{timezone.localdate().year}〕1号")
    head = opened(county, "county_head", document).sections[0].first_page_header
    assert [one.text for one in head.paragraphs] == ["样例县委组织部"]


@pytest.mark.parametrize("kind", ["letter", "minutes"])
@pytest.mark.parametrize(
    ("who", "code"), [("a1_secretary", "A1"), ("b_officer", "A"), ("a_member", "A"), ("county_head", "D")]
)
def test_nobody_else_writes(county: Scene, kind: str, who: str, code: str) -> None:
    words = LETTER if kind == "letter" else {**MINUTES, "held_on": str(in_days(0))}

    assert post(county, who, kind, code, **words).status_code == 404
    assert not Document.objects.exists()


def test_own_office_and_county_read_it_others_do_not(county: Scene) -> None:
    post(county, "a_officer", "letter", "A", **LETTER)
    path = reverse("desk:documents-detail", args=[Document.objects.get().uuid])
    answers = {}
    for who in ("a_secretary", "county_admin", "a1_secretary", "b_secretary"):
        client = Client()
        client.force_login(county.person(who))
        answers[who] = client.get(path).status_code

    assert answers == {"a_secretary": 200, "county_admin": 200, "a1_secretary": 404, "b_secretary": 404}


def test_draft_is_kept_and_buttons_stand_on_the_register(county: Scene) -> None:
    client = Client()
    client.force_login(county.person("a_officer"))
    path = reverse("desk:documents-minutes", args=[county["A"].uuid])
    client.post(path, {**MINUTES, "held_on": "2026-11-03", "save": "1", "seen": "0"})

    page, register = client.get(path), client.get(reverse("desk:documents-list")).content.decode()

    assert page.context["form"].initial["held_on"] == "2026-11-03"
    assert 'value="2026-11-03"' in page.content.decode()
    assert (path in register, reverse("desk:documents-letter", args=[county["A"].uuid]) in register) == (True, True)


@pytest.mark.parametrize(("who", "code"), [("a_officer", "A"), ("county_admin", "D")])
@pytest.mark.parametrize("kind", ["letter", "minutes"])
def test_one_page_issues_once_and_opens_empty_afterwards(county: Scene, kind: str, who: str, code: str) -> None:
    words = LETTER if kind == "letter" else {**MINUTES, "held_on": str(in_days(-1))}
    post(county, who, kind, code, **words, save="1", seen="0")

    post(county, who, kind, code, **words, seen="1")
    again = post(county, who, kind, code, **words, seen="1").content.decode()

    assert Document.objects.count() == 1
    assert "这份公文刚刚印发过，或者别人改过草稿，没有再印发。" in again
    client = Client()
    client.force_login(county.person(who))
    page = client.get(reverse(f"desk:documents-{kind}", args=[county[code].uuid]))
    assert (page.context["draft"], words["body"] in page.content.decode(), page.context["seen"]) == (None, False, 2)


@pytest.mark.parametrize("kind", ["letter", "minutes"])
def test_control_page_opened_after_that_issues_another(county: Scene, kind: str) -> None:
    words = LETTER if kind == "letter" else {**MINUTES, "held_on": str(in_days(-1))}

    post(county, "a_officer", kind, "A", **words, seen="0")
    post(county, "a_officer", kind, "A", **words, seen="0")  # the second press: nothing was saved before the first
    post(county, "a_officer", kind, "A", **words, seen="1")

    assert Document.objects.count() == 2
