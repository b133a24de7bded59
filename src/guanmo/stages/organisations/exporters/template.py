"""The workbook in which a county writes its tree: empty, or filled with the organisations that are there already."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils import translation
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from guanmo.stages.organisations.domain.tree_rows import (
    COLUMNS,
    MAX_ROWS,
    REQUIRED,
    Column,
    OrganisationRow,
    Part,
    PostRow,
)
from guanmo.stages.organisations.enums import Duty, Form, Kind, words_of
from guanmo.stages.organisations.exporters.guide import GUIDE
from guanmo.stages.organisations.exporters.looks import Looks, looks_of, new_book, new_page

_WIDTHS = {Column.NAME: 36, Column.SHORT_NAME: 18, Column.KIND: 16, Column.CODE: 18, Column.PARENT: 18}
_DAYS = {Column.ESTABLISHED, Column.DISSOLVED, Column.STARTED, Column.ENDED}
_LISTS = {Column.KIND: "类别列表", Column.FORM: "组织形式列表", Column.DUTY: "职务列表"}

Value = str | date | None


def template(organisations: Sequence[OrganisationRow] = (), posts: Sequence[PostRow] = ()) -> bytes:
    """The .xlsx: 填写说明, 组织, 任职 and a hidden 字典 for the drop-downs. The words in it are always Chinese."""
    file = BytesIO()
    with translation.override("zh-hans"), new_book(file) as book:
        looks = looks_of(book)
        _guide(book, looks)
        organisation_rows = [_organisation(row) for row in organisations]
        for part, rows in ((Part.ORGANISATIONS, organisation_rows), (Part.POSTS, [_post(row) for row in posts])):
            _sheet(book, part, rows, looks)
        _dictionary(book)
        book.get_worksheet_by_name(Part.ORGANISATIONS).activate()
    return file.getvalue()


def _organisation(row: OrganisationRow) -> tuple[Value, ...]:
    words = (str(row.kind.label) if row.kind else "", str(row.form.label) if row.form else "")
    return (row.code, row.name, row.short_name, *words, row.parent_code, row.established_on, row.dissolved_on)


def _post(row: PostRow) -> tuple[Value, ...]:
    return (row.code, str(row.duty.label) if row.duty else "", row.name, row.account, row.started_on, row.ended_on)


def _guide(book: Workbook, looks: Looks) -> None:
    page = new_page(book, "填写说明")
    page.hide_gridlines(2)
    page.set_column(0, 0, 96)
    page.set_row(0, 30)
    page.write_string(0, 0, "全县组织导入模板：填写说明", looks.title)
    for at, line in enumerate(GUIDE, 1):
        page.write_string(at, 0, line, looks.prose)


def _sheet(book: Workbook, part: Part, rows: Sequence[Sequence[Value]], looks: Looks) -> None:
    page = new_page(book, part)
    for at, column in enumerate(COLUMNS[part]):
        required = column in REQUIRED[part]
        page.write_string(0, at, f"{column}*" if required else column, looks.required if required else looks.head)
        page.set_column(at, at, _WIDTHS.get(column, 14), looks.day if column in _DAYS else looks.text)
        _rule(page, at, column)
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row):
            if isinstance(value, date):
                page.write_datetime(number, at, value, looks.day)
            elif value:
                page.write_string(number, at, value, looks.text)
    page.set_row(0, 24)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.ignore_errors({"number_stored_as_text": f"A1:H{MAX_ROWS + 1}"})


def _rule(page: Worksheet, at: int, column: Column) -> None:
    """Drop-downs for words, and a reminder of how a day is written; nothing stops a paste, the import checks again."""
    if column in _LISTS:
        name = _LISTS[column]
        rule = {
            "validate": "list",
            "source": f"={name}",
            "error_title": "请从列表中选择",
            "error_message": f"请选择{column}。",
        }
        page.data_validation(1, at, MAX_ROWS, at, rule)
    elif column in _DAYS:
        page.data_validation(1, at, MAX_ROWS, at, {"validate": "any", "input_message": "写明年月日，例如 2001-07-01"})


def _dictionary(book: Workbook) -> None:
    page = book.add_worksheet("字典")
    words = {Column.KIND: list(words_of(Kind)), Column.FORM: list(words_of(Form)), Column.DUTY: list(words_of(Duty))}
    for at, (column, labels) in enumerate(words.items()):
        letter = "ABC"[at]
        for row, label in enumerate([str(column), *labels]):
            page.write_string(row, at, label)
        book.define_name(_LISTS[column], f"=字典!${letter}$2:${letter}${len(labels) + 1}")
    page.hide()
