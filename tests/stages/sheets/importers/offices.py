"""Files as offices write them, made on the spot: one small sheet in many layouts of .docx, .xlsx and .txt."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx
import xlsxwriter

TITLE = "村党建考核得分表"

# 25 + 30 + 45 = 100; the rules are written as offices write them
SECTIONS = (
    ("一", "党建基础", 25, (
        (1, "党群服务中心统一标识", "5", "缺一项扣1分，扣完为止"),
        (2, "建立3—7人的后备干部队伍，有台账记录", "8", "无台账扣2分"),
        (3, "经费不低于10万元，覆盖率达100%", "12", ""),
    )),
    ("二", "组织建设", 30, (
        (1, "每月召开支委会", "20", "每少1次扣0.5分，最多扣2分"),
        (2, "按时换届", "10", "未换届不得分"),
    )),
    ("三", "党员管理", 45, (
        (1, "党费按月收缴", "22.5", "发现弄虚作假的一票否决"),
        (2, "年度集中培训不少于32个学时", "22.5", "获得市级表彰加1分，最高加2分"),
    )),
)  # fmt: skip

COLUMNS = ("序号", "考核项目", "考核内容", "考核办法", "标准分", "得分")


@dataclass(frozen=True)
class Layout:
    """How the same sheet is written: order of columns, points in the text or in a column, sections in rows or cells."""

    columns: tuple[str, ...] = COLUMNS
    points_in_text: bool = False
    brackets: str = "（{}分）"
    section_rows: bool = False
    numbers_in_text: bool = True


def table(layout: Layout) -> tuple[list[list[str]], list[tuple[int, int, int]]]:
    """The rows under the title (head first), and (column, first row, last row) of each merged section cell."""
    rows, merges = [list(layout.columns)], []
    for no, title, points, items in SECTIONS:
        heading = f"{title}（{points}分）"
        if layout.section_rows:
            rows.append([f"{no}、{heading}", *[""] * (len(layout.columns) - 1)])
        first = len(rows)
        for number, text, worth, method in items:
            rows.append([_cell(name, layout, no, heading, number, text, worth, method) for name in layout.columns])
        if not layout.section_rows:
            merges += [
                (column, first, len(rows) - 1)
                for column, name in enumerate(layout.columns)
                if name in ("考核项目", "考核指标") or (name == "序号" and layout.numbers_in_text)
            ]
    return rows, merges


def _cell(name: str, layout: Layout, no: str, heading: str, number: int, text: str, worth: str, method: str) -> str:
    numbered = f"{number}.{text}" if layout.numbers_in_text else text
    values = {
        "序号": no if layout.numbers_in_text and not layout.section_rows else str(number),
        "考核项目": heading,
        "考核指标": heading,
        "考核内容": numbered + (layout.brackets.format(worth) if layout.points_in_text else ""),
        "考核办法": method,
        "评分标准": method,
        "标准分": worth,
        "分值": worth,
    }
    return values.get(name, "")


def as_docx(layout: Layout, *, title: str = TITLE) -> bytes:
    """A Word document: title, 党组织名称 line, one table with vertically merged section cells."""
    rows, merges = table(layout)
    document = docx.Document()
    document.add_paragraph(title)
    document.add_paragraph("党组织名称：            得分：")
    grid = document.add_table(rows=len(rows), cols=len(rows[0]))
    merged = {(row, column) for column, first, last in merges for row in range(first + 1, last + 1)}
    for row, texts in enumerate(rows):
        cells = grid.rows[row].cells
        if texts[0] and not any(texts[1:]):
            cells[0].merge(cells[-1]).text = texts[0]
            continue
        for column, text in enumerate(texts):
            if (row, column) not in merged:
                cells[column].text = text
    for column, first, last in merges:
        grid.cell(first, column).merge(grid.cell(last, column))
    return saved(document)


def as_xlsx(layout: Layout, *, title: str = TITLE) -> bytes:
    """A workbook: merged title row, 党组织名称 row, the table; points are numbers."""
    rows, merges = table(layout)
    covered = {(row, column) for column, first, last in merges for row in range(first, last + 1)}

    def write(sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(0, 0, 0, len(rows[0]) - 1, title)
        sheet.write(1, 0, "党组织名称：")
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if (row, column) not in covered and text:
                    number = layout.columns[column] in ("标准分", "分值") and row
                    sheet.write(row + 2, column, float(text) if number else text)
        for column, first, last in merges:
            sheet.merge_range(first + 2, column, last + 2, column, rows[first][column])

    return workbook(write)


def as_text(layout: Layout, *, separator: str = "|", encoding: str = "utf-8", title: str = TITLE) -> bytes:
    """A text table in which merged cells are blank below their first row."""
    rows, merges = table(layout)
    for column, first, last in merges:
        for row in range(first + 1, last + 1):
            rows[row][column] = ""
    end = separator if separator == "|" else ""
    lines = [title, "党组织名称： 得分：", *(separator.join(row) + end for row in rows)]
    return "\r\n".join(lines).encode(encoding)


def items_docx(*rows: Sequence[str], title: str = TITLE) -> bytes:
    """A Word document of any rows."""
    document = docx.Document()
    document.add_paragraph(title)
    grid = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in enumerate(rows):
        for cell, text in zip(grid.rows[row].cells, texts, strict=True):
            cell.text = text
    return saved(document)


def lines(*texts: str) -> bytes:
    """A text file of these lines under a title."""
    return "\n".join([TITLE, *texts]).encode()


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def workbook(*write: Callable[["xlsxwriter.worksheet.Worksheet"], None]) -> bytes:
    """The bytes of a workbook with one worksheet for each function."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for one in write:
            one(book.add_worksheet())
    return target.getvalue()
