"""How does a list become an .xlsx? Title, filled-in line, figures as numbers, notes; no formula, no macro."""

from datetime import UTC, datetime
from io import BytesIO
from typing import TypeAlias

import xlsxwriter

from guanmo.stages.documents.content import LedgerContent, RankingListContent, ScoreSheetContent
from guanmo.stages.documents.exporters.blocks import Paper, Para, Strip, Table, Title
from guanmo.stages.documents.exporters.layouts import lay_out
from guanmo.stages.documents.exporters.words import one_line
from guanmo.stages.documents.exporters.xlsx.sheet import Sheet

SpreadsheetContent: TypeAlias = LedgerContent | RankingListContent | ScoreSheetContent
PLAIN_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def to_xlsx(content: SpreadsheetContent) -> bytes:
    """The list as .xlsx bytes, the same for the same content."""
    paper = lay_out(content)
    made = BytesIO()
    with xlsxwriter.Workbook(made, PLAIN_TEXT) as book:
        created = datetime(paper.date.year, paper.date.month, paper.date.day, tzinfo=UTC)
        book.set_properties({"title": one_line(paper.name)[:255], "created": created})
        _fill(Sheet(book, _sheet_name(content), paper), paper)
    return made.getvalue()


def _fill(sheet: Sheet, paper: Paper) -> None:
    for block in paper.blocks:
        if isinstance(block, Title):
            sheet.title(block.text)
        elif isinstance(block, Strip):
            sheet.strip(block.parts)
        elif isinstance(block, Table):
            sheet.table(block)
        elif isinstance(block, Para):
            sheet.note(block.text)


def _sheet_name(content: SpreadsheetContent) -> str:
    if isinstance(content, LedgerContent):
        return "整改台账"
    return "得分表" if isinstance(content, ScoreSheetContent) else "排名表"
