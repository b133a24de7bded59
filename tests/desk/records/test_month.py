"""The monthly sheet of an organisation without an account: out, filled, in; wrong cells by row; twice is once."""

import io
from typing import Any

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record
from tests.county import Scene
from tests.desk.records.ledgers import logged_in
from tests.stages.rectification.way import upload

pytestmark = pytest.mark.django_db
NAME = "月报.xlsx"


Book = dict[str, list[list[Any]]]


def sheet(scene: Scene, code: str = "A2") -> Book:
    """The downloaded sheet: its worksheets by name."""
    client = logged_in(scene, "a_officer")
    answer = client.get(reverse("desk:records-month-file", args=[scene[code].uuid]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def fill(book: Book, name: str, row: int, **cells: Any) -> None:
    """Write cells of a row by the head of their column."""
    page = book[name]
    heads = [str(head).rstrip("*") for head in page[0]]
    for head, value in cells.items():
        page[row - 1][heads.index(head)] = value


def send(scene: Scene, book: Book) -> Any:
    """Upload the sheet for A2 as the township's officer."""
    file = io.BytesIO()
    with Workbook(file) as made:
        for name, rows in book.items():
            page = made.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    path = reverse("desk:records-month", args=[scene["A2"].uuid])
    return logged_in(scene, "a_officer").post(path, {"file": upload(NAME, file.getvalue())}, follow=True)


def filled(scene: Scene) -> Book:
    book = sheet(scene)
    fill(book, "党小组会", 2, 会议日期="2026-10-08", 议题="学习", 应到人数=5, 实到人数="4")
    fill(
        book,
        "党费收支台账",
        2,
        日期="2026.10.9",
        收支="支出",
        **{"金额（元）": 12.5, "凭证号": "凭7", "审批人": "王样"},
    )
    fill(
        book,
        "支部委员会会议",
        3,
        会议日期="20261010",
        议题="研究",
        主持人="a2_secretary",
        记录人="李样",
        应到人数=3,
        实到人数=3,
    )
    return book


def test_filled_sheet_becomes_records_and_twice_is_once(scene: Scene) -> None:
    book = filled(scene)
    assert "已记3条" in send(scene, book).content.decode()
    assert "已记0条，原来就有的3条没有变。" in send(scene, book).content.decode()
    rows = {one.type.code: one for one in Record.objects.all()}
    assert {code: one.state for code, one in rows.items()} == {
        "party_group": RecordState.LOCKED,
        "dues_ledger": RecordState.LOCKED,
        "branch_committee": RecordState.AWAITING_SIGNATURES,
    }
    assert rows["dues_ledger"].values == {"flow": "spent", "amount": "12.50", "voucher": "凭7", "approver": "王样"}
    assert (rows["party_group"].values["present"], rows["party_group"].period) == (4, "2026-10")
    assert rows["branch_committee"].values["chair"] == str(scene.person("a2_secretary").uuid)


def test_each_wrong_cell_is_named_and_nothing_is_written(scene: Scene) -> None:
    book = filled(scene)
    fill(book, "党小组会", 3, 会议日期="十月", 议题="x", 应到人数="五", 实到人数=1)
    fill(
        book,
        "党费收支台账",
        4,
        日期="2026-10-09",
        收支="借出",
        **{"金额（元）": "1.234", "凭证号": "凭8", "审批人": "王样"},
    )
    answer = send(scene, book)
    problems = [(one.sheet, one.row, one.column) for one in answer.context["problems"]]
    assert problems == [
        ("党小组会", 3, "会议日期"),
        ("党小组会", 3, "应到人数"),
        ("党费收支台账", 4, "收支"),
        ("党费收支台账", 4, "金额（元）"),
    ]
    assert not Record.objects.exists()


def test_future_day_in_the_last_row_undoes_the_first(scene: Scene) -> None:
    book = filled(scene)
    fill(book, "党小组会", 5, 会议日期="2026-11-16", 议题="x", 应到人数=1, 实到人数=1)
    assert "“党小组会”第5行：日期不能晚于今天。" in send(scene, book).content.decode()
    assert not Record.objects.exists()


def test_row_that_was_taken_in_is_not_changed_by_a_sheet(scene: Scene) -> None:
    book = filled(scene)
    send(scene, book)
    fill(book, "党小组会", 2, 实到人数=1)
    assert "这条已经记过，不能用表改。" in send(scene, book).content.decode()
    assert Record.objects.get(type__code="party_group").values["present"] == 4


def test_row_without_a_number_is_known_again_by_what_it_says(scene: Scene) -> None:
    book = filled(scene)
    fill(book, "党小组会", 2, 编号="")
    send(scene, book)
    assert "已记0条" in send(scene, book).content.decode()
    assert Record.objects.filter(type__code="party_group").count() == 1


@pytest.mark.parametrize("other", ["sheet of A1", "no workbook", "empty"])
def test_other_files_are_refused_with_a_sentence(scene: Scene, other: str) -> None:
    book = filled(scene) if other != "empty" else sheet(scene)
    if other == "sheet of A1":
        book = sheet(scene, "A1")
        fill(book, "党小组会", 2, 会议日期="2026-10-08", 议题="学习", 应到人数=5, 实到人数=4)
    if other == "no workbook":
        book = {"表": [["党小组会"]]}
    sentence = "表里没有填写任何记录。" if other == "empty" else "这份表不是“A2村党支部”的"
    assert sentence in send(scene, book).content.decode()
    assert not Record.objects.exists()


def test_only_keepers_have_the_sheet(scene: Scene) -> None:
    path = reverse("desk:records-month", args=[scene["A2"].uuid])
    people = ("a2_secretary", "a_officer", "a_member", "a1_secretary", "b_officer")
    assert [logged_in(scene, who).get(path).status_code for who in people] == [200, 200, 404, 404, 404]
