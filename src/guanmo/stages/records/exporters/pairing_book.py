"""The co-building ledger of one pairing as a workbook: its plan, then each activity with its papers (S3-6.2-f).

The words of the workbook are Chinese in every language: it is the county's form.
"""

from collections.abc import Iterable, Sequence
from io import BytesIO

from guanmo.stages.organisations.exporters.looks import looks_of, new_book, new_page
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries import values_of

_HEAD = (("日期", 14), ("活动内容", 46), ("参加人数", 12), ("其中党员领导干部", 18), ("材料", 46))


def pairing_book(plan: Record, activities: Iterable[Record]) -> bytes:
    """The .xlsx; the activities in the order in which they are given, with the number of people at the end."""
    file, said = BytesIO(), values_of(plan)
    with new_book(file) as book:
        looks, page = looks_of(book), new_page(book, "共建台账")
        page.write_string(0, 0, f"{plan.organisation.name} 结对共建台账", looks.title)
        facts = (("结对单位", said["partner"]), ("共建目标", said["goals"]), ("制定日期", plan.held_on.isoformat()))
        for at, (title, text) in enumerate((*facts, ("方案文件", _papers(plan))), 1):
            page.write_string(at, 0, title, looks.head)
            page.write_string(at, 1, text, looks.text)
        for column, (title, width) in enumerate(_HEAD):
            page.set_column(column, column, width)
            page.write_string(6, column, title, looks.head)
        rows = [_row(one) for one in activities]
        for at, row in enumerate([*rows, _sum(rows)], 7):
            for column, text in enumerate(row):
                page.write_string(at, column, text, looks.text)
    return file.getvalue()


def _row(one: Record) -> Sequence[str]:
    said = values_of(one)
    numbers = (str(said[name]) if said.get(name) is not None else "" for name in ("participants", "leaders"))
    return (one.held_on.isoformat(), said["activity"], *numbers, _papers(one))


def _sum(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    return (
        "合计",
        f"{len(rows)}次",
        str(sum(int(row[2]) for row in rows)),
        str(sum(int(row[3] or 0) for row in rows)),
        "",
    )


def _papers(one: Record) -> str:
    return "、".join(each.file.name for each in one.evidence.all())
