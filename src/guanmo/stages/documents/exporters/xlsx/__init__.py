"""How does a list become an .xlsx? Title, filled-in line, figures as numbers, totals as formulas with their values, notes; no macro."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TypeAlias

import xlsxwriter

from guanmo.stages.documents.content import (
    AggregateContent,
    AssessmentContent,
    LedgerContent,
    ProgressContent,
    RankingListContent,
    ScoreSheetContent,
    WorkingLedgerContent,
)
from guanmo.stages.documents.exporters.blocks import Paper, Para, Sealed, Strip, Table, Title
from guanmo.stages.documents.exporters.layouts import lay_out
from guanmo.stages.documents.exporters.words import one_line
from guanmo.stages.documents.exporters.xlsx.sheet import Along, Sheet

SpreadsheetContent: TypeAlias = (
    AggregateContent
    | AssessmentContent
    | LedgerContent
    | ProgressContent
    | RankingListContent
    | ScoreSheetContent
    | WorkingLedgerContent
)
NAMES: dict[type, str] = {
    AggregateContent: "汇总得分表",
    AssessmentContent: "考核结果",
    LedgerContent: "整改台账",
    ProgressContent: "整改进展",
    RankingListContent: "排名表",
    ScoreSheetContent: "得分表",
    WorkingLedgerContent: "工作台账",
}
PLAIN_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def to_xlsx(content: SpreadsheetContent, *, along: Along = iter) -> bytes:
    """The list as .xlsx bytes, the same for the same content; ``along`` goes over the rows of its table as they are written."""
    paper = lay_out(content)
    made = BytesIO()
    with xlsxwriter.Workbook(made, PLAIN_TEXT) as book:
        created = datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=UTC)
        book.set_properties({"title": one_line(paper.name)[:255], "created": created})
        _fill(Sheet(book, NAMES[type(content)], paper, along), paper)
    return made.getvalue()


def _fill(sheet: Sheet, paper: Paper) -> None:
    for block in paper.blocks:
        if isinstance(block, Title):
            sheet.title(block.text)
        elif isinstance(block, Strip):
            sheet.strip(block.parts)
        elif isinstance(block, Table):
            sheet.table(block)
        elif isinstance(block, Para | Sealed):
            sheet.note(block.text)
    sheet.finish()
