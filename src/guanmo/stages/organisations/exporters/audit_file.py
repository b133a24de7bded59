"""The audit log as a workbook, with the digests that hold it together."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import gettext as _

from guanmo.stages.organisations.exporters.looks import looks_of, new_book, new_page

_WIDTHS = (10, 20, 14, 30, 46, 70)


def audit_file(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of position, time, person, act, object and digest."""
    file = BytesIO()
    head = (_("序号"), _("时间"), _("人员"), _("操作"), _("对象"), _("指纹"))
    with new_book(file) as book:
        looks, page = looks_of(book), new_page(book, _("审计记录"))
        for at, (title, width) in enumerate(zip(head, _WIDTHS, strict=True)):
            page.write_string(0, at, title, looks.head)
            page.set_column(at, at, width)
        for line, row in enumerate(rows, 1):
            for at, text in enumerate(row):
                page.write_string(line, at, text, looks.text)
        page.freeze_panes(1, 0)
    return file.getvalue()
