"""How does a 得分反馈单 look? The result, every deduction with its rule and its remedy, whom to ask."""

from guanmo.stages.documents.content.receipt import DeductionLine, ReceiptContent
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Gap,
    Margins,
    Paper,
    Para,
    Row,
    Signature,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.words import day, mark, points

FACTS = (Column("", 28), Column("", 58, Align.LEFT), Column("", 28), Column("", 58, Align.LEFT))
COLUMNS = (
    Column("序号", 10),
    Column("考核内容", 44, Align.LEFT),
    Column("扣分", 12),
    Column("扣分原因", 36, Align.LEFT),
    Column("依据（评分表条款）", 38, Align.LEFT),
    Column("怎样改", 42, Align.LEFT),
)


def lay_out_receipt(content: ReceiptContent) -> Paper:
    """The result first, then the deductions, then whom to ask."""
    rows = tuple(_line(number, line) for number, line in enumerate(content.lines, 1)) or (_nothing(content),)
    asked = (f"有疑问找谁问：{content.ask}", *((content.reply,) if content.reply else ()))
    blocks: tuple[Block, ...] = (
        Title(content.title),
        Table(FACTS, _facts(content), head=False, size=12, row_height=9),
        Gap(0.5),
        Table(COLUMNS, rows, size=10.5, row_height=8),
        *(Para(line, Style.NOTE) for line in asked),
        Signature(content.issuer, day(content.date)),
    )
    return Paper(f"{content.title} {content.organisation}", content.date, blocks, margins=Margins(22, 19, 20, 19))


def _facts(content: ReceiptContent) -> tuple[Row, ...]:
    rank = "不排名" if content.rank is None else f"第{content.rank}名（{content.list_name}共{content.of}个）"
    pairs = (
        ("党组织名称", content.organisation, "观摩轮次", content.round_name),
        ("得　　分", mark(content.score), "名　　次", rank),
        ("类　　别", content.class_name or "—", "有效评分表", f"{content.ballots}份"),
    )
    return tuple((Cell(a, strong=True), Cell(b), Cell(c, strong=True), Cell(d)) for a, b, c, d in pairs)


def _line(number: int, line: DeductionLine) -> Row:
    return (
        Cell(str(number)),
        Cell(line.item),
        Cell(points(line.points), number=line.points),
        Cell(line.reason),
        Cell(line.rule),
        Cell(line.remedy),
    )


def _nothing(content: ReceiptContent) -> Row:
    """Nobody took points off, which is not the same as nobody having scored."""
    text = "没有扣分" if content.ballots else "没有有效的评分表"
    return (Cell(text, colspan=6, align=Align.CENTER), None, None, None, None, None)
