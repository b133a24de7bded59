"""Why a file cannot be read as a score sheet: one sentence that says what to do, and a stable code."""

from django.utils.translation import gettext as _

from guanmo.lib.office_file import MAX_MEGABYTES, MAX_UNPACKED_MEGABYTES, FileRefused
from guanmo.lib.refusal import Refused


class SheetUnreadable(Refused):
    """The file is refused as a whole; nothing of it is kept."""

    code = "sheet_unreadable"


def of_sheet(refused: FileRefused) -> SheetUnreadable:
    """The same refusal said of a score sheet: it may come from Word too, and no template belongs to it."""
    said = {"file_too_large": too_large, "encrypted": encrypted, "broken_file": broken_file, "zip_bomb": zip_bomb}
    if refused.code in said:
        return said[refused.code]()
    return SheetUnreadable(refused.message, code=refused.code)


def empty_file() -> SheetUnreadable:
    return SheetUnreadable(_("文件是空的，里面没有文字。请检查后重新选择文件。"), code="empty_file")


def too_large() -> SheetUnreadable:
    message = _("文件超过 %(megabytes)d MB，不像一份得分表。请只保留得分表后再上传。")
    return SheetUnreadable(message % {"megabytes": MAX_MEGABYTES}, code="file_too_large")


def pdf_named_office(extension: str) -> SheetUnreadable:
    message = _("文件名以 %(extension)s 结尾，内容其实是 PDF。请用原来的 Word 或 WPS 文件，另存为 .docx 后再上传。")
    return SheetUnreadable(message % {"extension": extension}, code="pdf_named_office")


def unknown_format(extension: str) -> SheetUnreadable:
    message = _("不能读取 %(extension)s 格式的文件。请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后再上传。")
    return SheetUnreadable(message % {"extension": extension or _("这种")}, code="unknown_format")


def old_spreadsheet() -> SheetUnreadable:
    message = _("这是旧格式的 Excel 或 WPS 表格。请打开后另存为 .xlsx 再上传。")
    return SheetUnreadable(message, code="unknown_format")


def encrypted() -> SheetUnreadable:
    return SheetUnreadable(_("文件设有密码，无法读取。请取消密码后重新保存再上传。"), code="encrypted")


def broken_file() -> SheetUnreadable:
    message = _("文件已损坏或没有保存完整，无法打开。请用 Word、Excel 或 WPS 打开并重新保存后再上传。")
    return SheetUnreadable(message, code="broken_file")


def zip_bomb() -> SheetUnreadable:
    message = _("文件解压后超过 %(megabytes)d MB，为安全起见不予读取。请只保留得分表后再上传。")
    return SheetUnreadable(message % {"megabytes": MAX_UNPACKED_MEGABYTES}, code="zip_bomb")


def too_many_rows(name: str, limit: int) -> SheetUnreadable:
    message = _("“%(name)s”超过 %(limit)d 行，不像一份得分表。请只保留得分表后再上传。")
    return SheetUnreadable(message % {"name": name, "limit": limit}, code="too_many_rows")


def too_wide(name: str, limit: int) -> SheetUnreadable:
    message = _("“%(name)s”超过 %(limit)d 列，不像一份得分表。请只保留得分表后再上传。")
    return SheetUnreadable(message % {"name": name, "limit": limit}, code="too_wide")


def unknown_encoding() -> SheetUnreadable:
    message = _("认不出这个文本文件的编码。请用记事本打开，另存为 UTF-8 编码后再上传。")
    return SheetUnreadable(message, code="unknown_encoding")


def no_table() -> SheetUnreadable:
    message = _("没有找到得分表：文件里没有带“考核内容”“标准分”“扣分”“得分”这类表头的表格。请确认选对了文件。")
    return SheetUnreadable(message, code="no_table")


def formula_without_value(cell: str) -> SheetUnreadable:
    message = _("单元格 %(cell)s 是公式，文件里没有它的计算结果。请用 Excel 或 WPS 打开并保存一次，再上传。")
    return SheetUnreadable(message % {"cell": cell}, code="formula_without_value")


def several_sheets(count: int) -> SheetUnreadable:
    message = _("文件里有 %(count)d 份得分表，这里一次只能读一份。请把它们分成几个文件。") % {"count": count}
    return SheetUnreadable(message, code="several_sheets")


def json_invalid(where: str) -> SheetUnreadable:
    message = _("得分表的 JSON 数据不完整或不正确：%(where)s。请重新读取原文件。") % {"where": where}
    return SheetUnreadable(message, code="sheet_json_invalid")
