"""How does a collection of cases look? A title page with the list, then each case on a page of its own (S4-16e)."""

from collections.abc import Iterator

from guanmo.stages.documents.content.collection import CollectedCase, CollectionContent
from guanmo.stages.documents.content.text import Level, Paragraph
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Gap,
    NewPage,
    Paper,
    Para,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.layouts.prose import numbered
from guanmo.stages.documents.exporters.words import day

LIST = (Column("序号", 14), Column("题目", 88, Align.LEFT), Column("党组织", 54, Align.LEFT))


def lay_out_collection(content: CollectionContent) -> Paper:
    """The list first, then the cases in its order."""
    rows = tuple(
        (Cell(str(number)), Cell(case.title), Cell(case.organisation)) for number, case in enumerate(content.cases, 1)
    )
    blocks: list[Block] = [
        Title(content.title),
        Para(f"{content.issuer}编", Style.CENTER),
        Para(day(content.date), Style.CENTER),
        Gap(),
        Table(LIST, rows, size=14, row_height=11),
    ]
    for case in content.cases:
        blocks += _case(case)
    return Paper(content.title, content.date, tuple(blocks))


def _case(case: CollectedCase) -> Iterator[Block]:
    yield NewPage()
    yield Title(case.title, 20)
    yield Para(case.organisation, Style.CENTER)
    yield Gap(0.5)
    facts = "；".join(f"{title}：{words}" for title, words in ((case.kind, day(case.date)), *case.facts))
    text = [Paragraph(f"{facts}。")]
    for heading, lines in case.texts:
        text += [Paragraph(heading, Level.ONE), *(Paragraph(line) for line in lines)]
    yield from numbered([*text, Paragraph("推广理由", Level.ONE), Paragraph(case.reason)])
