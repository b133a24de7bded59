"""The workbook in which an office writes a roster: empty, with drop-downs and one page of hints. Always Chinese."""

from io import BytesIO

from django.utils import translation
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from guanmo.stages.members.domain.roster_rows import MAX_ROWS, PART, REQUIRED, RosterColumn
from guanmo.stages.members.enums import Education, Membership, MemberType, OfficeStatus, Sex
from guanmo.stages.organisations.enums import words_of
from guanmo.stages.organisations.exporters.looks import Looks, looks_of, new_book, new_page

_DAYS = (RosterColumn.JOINED, RosterColumn.FULL)
_LISTS = {
    RosterColumn.MEMBERSHIP: Membership,
    RosterColumn.TYPE: MemberType,
    RosterColumn.OFFICE: OfficeStatus,
    RosterColumn.SEX: Sex,
    RosterColumn.EDUCATION: Education,
}
GUIDE = (
    "1. 一名党员一行。姓名、入党日期必须填写；空着的格子不改动系统里已有的内容。",
    "2. 党员编号由本单位自己编，不填也可以，系统按党支部、姓名和入党日期认人。不要填身份号码。",
    "3. 所在党支部填组织代码或全称。只有一个党支部的可以不填。",
    "4. 日期写明年月日。出生年份只填年，填了年月日也只取年份。",
    "5. 联系电话只在需要通知时填写，加密保存，只有本组织查看，每次查看都有记录。",
    "6. 不要填民族、住址、家庭成员、照片、健康情况：填了也不读取、不保存。",
    "7. 有一处错误就什么都不导入。下载错误表，改好红色的格子，可以直接上传。",
    "8. 可以反复上传：没有变化的行不动。变动组织关系请在系统中办理接转，不能用导入来改。",
)


def roster_template() -> bytes:
    """The empty .xlsx."""
    file = BytesIO()
    with translation.override("zh-hans"), new_book(file) as book:
        looks = looks_of(book)
        _roster(book, looks)
        _guide(book, looks)
    return file.getvalue()


def _roster(book: Workbook, looks: Looks) -> None:
    page = new_page(book, PART)
    for at, column in enumerate(RosterColumn):
        required = column in REQUIRED
        page.write_string(0, at, f"{column}*" if required else column, looks.required if required else looks.head)
        page.set_column(at, at, 14, looks.day if column in _DAYS else looks.text)
        _rule(page, at, column)
    page.freeze_panes(1, 2)
    page.repeat_rows(0)


def _rule(page: Worksheet, at: int, column: RosterColumn) -> None:
    if column in _LISTS:
        rule = {"validate": "list", "source": list(words_of(_LISTS[column])), "error_title": "请从列表中选择"}
        page.data_validation(1, at, MAX_ROWS, at, rule)


def _guide(book: Workbook, looks: Looks) -> None:
    page = new_page(book, "填写说明")
    page.set_column(0, 0, 96)
    page.write_string(0, 0, "党员花名册：填写说明", looks.title)
    for at, line in enumerate(GUIDE, 1):
        page.write_string(at, 0, line, looks.prose)
