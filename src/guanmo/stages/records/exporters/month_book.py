"""The monthly sheet of an organisation without an account: one worksheet for each ledger, its words in drop-downs."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from uuid import uuid4

from django.utils import translation
from xlsxwriter import Workbook

from guanmo.method.ledger import Field
from guanmo.stages.organisations.exporters.looks import Looks, looks_of, new_book, new_page
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.domain.month_rows import GUIDE, SPARE_ROWS, columns_of, sheet_name
from guanmo.stages.records.models import RecordType

_LINES = (
    "1. 一张工作表是一种台账，一行是一条记录。没有做的不填，空着的行不算。",
    "2. 不要改工作表名称、表头和“编号”。编号用来认出同一条记录：同一份表传两次，不会记成两条。",
    "3. 带 * 的列必须填写。日期写明年月日，例如 2026-07-01。选几项的用顿号分开。",
    "4. 有一处错误就什么都不记。照提示改好以后再传一次。",
    "5. 会议记录等材料另外拍照或扫描，由乡镇（街道）上传。已经归档的记录不能再改。",
    "6. 不要写群众个人的情况，不要写谈话、批评的内容。",
)  # fmt: skip


def month_book(organisation: Organisation, types: Sequence[RecordType], holders: Sequence[str], today: date) -> bytes:
    """The .xlsx; ``holders`` are the names offered where a post holder is asked."""
    file = BytesIO()
    with translation.override("zh-hans"), new_book(file) as book:
        looks = looks_of(book)
        _guide(book, organisation, today, looks)
        for type in types:
            _sheet(book, type, holders, looks)
    return file.getvalue()


def _guide(book: Workbook, organisation: Organisation, today: date, looks: Looks) -> None:
    page = new_page(book, GUIDE)
    page.set_column(0, 0, 16)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, "组织代码", looks.head)
    page.write_string(0, 1, organisation.code, looks.text)
    page.write_string(1, 0, "党组织名称", looks.head)
    page.write_string(1, 1, organisation.name, looks.text)
    page.write_string(2, 0, "生成日期", looks.head)
    page.write_string(2, 1, today.isoformat(), looks.text)
    for at, line in enumerate(_LINES, 4):
        page.write_string(at, 1, line, looks.prose)


def _sheet(book: Workbook, type: RecordType, holders: Sequence[str], looks: Looks) -> None:
    page = new_page(book, sheet_name(type.ledger))
    for at, (title, asked) in enumerate(columns_of(type.ledger)):
        required = asked.required if asked else at > 0
        page.write_string(0, at, f"{title}*" if required else title, looks.required if required else looks.head)
        page.set_column(at, at, 38 if at == 0 else 30 if asked and asked.kind == "long_text" else 18, looks.text)
        words = _words(asked, holders)
        if words and sum(map(len, words)) + len(words) < 250:
            page.data_validation(
                1, at, SPARE_ROWS, at, {"validate": "list", "source": list(words), "error_type": "warning"}
            )
    for row in range(1, SPARE_ROWS + 1):
        page.write_string(row, 0, str(uuid4()), looks.text)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)


def _words(asked: Field | None, holders: Sequence[str]) -> Sequence[str]:
    if asked is None:
        return ()
    if asked.kind == "yes_no":
        return ("是", "否")
    return list(asked.choices.values()) if asked.kind == "choice" else holders if asked.kind == "holder" else ()
