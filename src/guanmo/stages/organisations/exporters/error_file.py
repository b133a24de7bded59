"""The workbook that shows the mistakes: each row as it was, before it what became of it, the wrong cells red.

Its worksheets and columns keep their names, so that it can be put right and uploaded as it is.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from guanmo.stages.organisations.domain.tree_plan import RowPlan
from guanmo.stages.organisations.domain.tree_rows import Original
from guanmo.stages.organisations.exporters.looks import Looks, looks_of, new_book, new_page

_BEFORE = (("原行号", 8), ("处理结果", 10), ("错误原因", 60))


def error_file(originals: Iterable[Original], rows: Sequence[RowPlan]) -> bytes:
    """The .xlsx with every row of the upload."""
    file = BytesIO()
    plans = {(plan.part, plan.row): plan for plan in rows}
    with new_book(file) as book:
        looks = looks_of(book)
        for original in originals:
            _sheet(book, original, plans, looks)
    return file.getvalue()


def _sheet(book: Workbook, original: Original, plans: dict[tuple[str, int], RowPlan], looks: Looks) -> None:
    page = new_page(book, original.part)
    keep = [at for at, name in enumerate(original.head) if name and name not in {name for name, _width in _BEFORE}]
    names = [name for name, _width in _BEFORE] + [original.head[at] for at in keep]
    for at, name in enumerate(names):
        page.write_string(0, at, name, looks.head)
        page.set_column(at, at, _BEFORE[at][1] if at < len(_BEFORE) else 18)
    for line, (number, cells) in enumerate(original.rows, 1):
        plan = plans[original.part, number]
        wrong = {problem.column for problem in plan.problems}
        page.write_number(line, 0, number, looks.reason)
        page.write_string(line, 1, plan.outcome.label, looks.wrong if wrong else looks.reason)
        page.write_string(line, 2, _reasons(plan), looks.reason)
        for at, source in enumerate(keep, len(_BEFORE)):
            red = original.head[source].rstrip("*") in wrong
            text = _text(cells[source]) if source < len(cells) else ""
            page.write_string(line, at, text, looks.wrong if red else looks.text)
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(original.rows)), len(names) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:Z{len(original.rows) + 1}"})


def _reasons(plan: RowPlan) -> str:
    return "\n".join(f"{problem.column}：{problem.message}" for problem in plan.problems)


def _text(value: Any) -> str:
    """What the cell showed: 1001.0 is 1001, a day has no hour."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return "" if value is None else str(value)
