"""The record book: one form for the whole county, numbered in the order of closing, with the number of a paper book."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.ledgers import act, logged_in, pdf
from tests.desk.records.test_rules import meeting

pytestmark = pytest.mark.django_db

NAMES = {"secretary": "书记甲", "recorder": "委员乙"}


def closed(scene: Scene, code: str, day: str, **more: Any) -> Record:
    """Minutes of A1 that were signed on paper."""
    record = meeting(scene, "A1", code, held_on=day, **more)
    act(logged_in(scene, "a1_secretary"), record, "sign-paper", {**NAMES, "scan": pdf(mark=day)})
    return record


def lines(client: Client, scene: Scene, query: str = "") -> list[tuple[str, str, str]]:
    """The entries on the page, each with its day, its subject and its paper book, in their order."""
    path = reverse("desk:record-books-of-organisation", args=[scene["A1"].uuid]) + query
    return [(f"{one.held_on}", one.subject, one.paper_book) for one in client.get(path).context["book"].entries]


def printed(client: Client, scene: Scene, organisation: str = "A1") -> Any:
    path = reverse("desk:record-books-file", args=[scene[organisation].uuid, 2026, "docx"])
    return Document(BytesIO(client.get(path).content))


def texts(document: Any) -> list[str]:
    """The cells of every form after the list of entries, merged ones once."""
    cells = [cell for table in document.tables[1:] for row in table.rows for cell in row.cells]
    return [one.text for at, one in enumerate(cells) if not at or one._tc is not cells[at - 1]._tc]


@pytest.mark.requirement("S1-V-2.2-b")
def test_minutes_are_printed_in_one_form_with_book_number_and_order(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    closed(scene, "branch_committee", "2026-03-09", agenda="研究防汛", minutes="逐条讨论", book_no="第12册")
    closed(scene, "general_meeting", "2026-02-03", agenda="通过计划")
    meeting(scene, "A1", "branch_committee", held_on="2026-04-01", agenda="还没签字")

    first, second = ("2026-03-09", "研究防汛", "第12册"), ("2026-02-03", "通过计划", "")
    assert lines(client, scene) == [first, second]  # the one written down later comes later, whatever its day
    book = printed(client, scene)
    heads = [one.text for one in book.paragraphs]
    assert [f"编号：{scene['A1'].code}-2026" in heads, "（县委统一样式）" in heads] == [True, True]
    assert [[cell.text for cell in row.cells][:4] for row in book.tables[0].rows][1:] == [
        ["1", "2026年3月9日", "支部委员会会议", "研究防汛"],
        ["2", "2026年2月3日", "支部党员大会", "通过计划"],
    ]
    words = texts(book)
    assert [one for one in ("逐条讨论", "第12册", "书记签字", "记录人签字") if one not in words] == []
    assert [one for one in words if "书记甲" in one and "在纸质记录本上签字" in one] != []


def test_correction_and_withdrawal_stand_in_the_book_and_move_no_number(scene: Scene) -> None:
    client = logged_in(scene, "a1_secretary")
    wrong = closed(scene, "branch_committee", "2026-03-09", agenda="重复的一次")
    closed(scene, "branch_committee", "2026-04-09", agenda="研究换届")
    act(client, wrong, "withdraw", {"reason": "记了两遍"})

    assert [subject for _day, subject, _book in lines(client, scene)] == ["重复的一次", "研究换届"]
    assert any("作废：记了两遍" in one for one in texts(printed(client, scene)))


def test_every_organisation_has_the_same_form_and_a_book_of_its_own(scene: Scene) -> None:
    scene.seat("ae_recorder", "AE", Duty.INFORMATION_OFFICER)
    closed(scene, "branch_committee", "2026-03-09")
    theirs = meeting(scene, "AE", "branch_committee", held_on="2026-03-10", agenda="技改攻关")
    act(logged_in(scene, "ae_secretary"), theirs, "sign-paper", {**NAMES, "scan": pdf()})
    officer = logged_in(scene, "a_officer")

    village, enterprise = printed(officer, scene), printed(officer, scene, "AE")

    def labels(book: Any) -> list[str]:
        return [row.cells[0].text for row in book.tables[1].rows]

    assert labels(village) == labels(enterprise)
    assert ("技改攻关" in texts(enterprise), "技改攻关" in texts(village)) == (True, False)


def test_years_are_books_of_their_own_and_strangers_see_none(scene: Scene) -> None:
    closed(scene, "branch_committee", "2026-03-09")
    client, path = logged_in(scene, "a1_secretary"), "desk:record-books-of-organisation"
    assert lines(client, scene, "?year=2025") == []
    for name, more in ((path, []), ("desk:record-books-file", [2026, "pdf"])):
        answer = logged_in(scene, "b1_secretary").get(reverse(name, args=[scene["A1"].uuid, *more]))
        assert answer.status_code == 404
    for year, format in ((1, "pdf"), (2026, "xlsx"), (2026, "exe")):
        path = reverse("desk:record-books-file", args=[scene["A1"].uuid, year, format])
        assert client.get(path).status_code == 404
    pdf_file = client.get(reverse("desk:record-books-file", args=[scene["A1"].uuid, 2026, "pdf"]))
    assert pdf_file.content.startswith(b"%PDF")
