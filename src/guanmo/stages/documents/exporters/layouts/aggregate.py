"""How does a 汇总得分表 look? As the sheet, with what all counted sheets took off each item (S0-A-a, S0-3.1-j)."""

from decimal import Decimal

from guanmo.stages.documents.content.aggregate import AggregateContent, AggregateItem, AggregateSection
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Margins,
    Paper,
    Para,
    Row,
    Strip,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.layouts.ranking import rule_lines_of
from guanmo.stages.documents.exporters.layouts.score_sheet import NOT_APPLICABLE, points_sum
from guanmo.stages.documents.exporters.words import day, mark, points

COLUMNS = (
    Column("序号", 10),
    Column("考核指标", 22),
    Column("考核内容", 82, Align.LEFT),
    Column("人数", 11, group="扣分"),
    Column("合计", 13, group="扣分"),
    Column("平均", 13, group="扣分"),
    Column("扣分原因", 34, Align.LEFT),
)
MEANING = "“人数”是扣分的评分表份数，“平均”按计入的全部评分表平均。得分按计分规则由各份评分表得出，各项平均扣分供对照。"


def lay_out_aggregate(content: AggregateContent) -> Paper:
    """One sheet over all counted sheets; no judge is named on it."""
    rows = tuple(row for section in content.sections for row in _section(section))
    strip = Strip(
        (f"党组织名称：{content.organisation}", f"得分：{mark(content.score)}", f"名次：{content.rank or '—'}")
    )
    table = Table(COLUMNS, rows, size=9.5, row_height=5.2, totals=_totals(content))
    notes = (
        f"评分表版本：{content.version}　　{content.round_name}　　{content.issuer}　　{day(content.date)}",
        f"计入{len(content.scores)}份：{'、'.join(mark(one) for one in content.scores) or '无'}。{MEANING}",
        *rule_lines_of(content.rule),
    )
    name = f"{content.title} {content.organisation}"
    blocks: tuple[Block, ...] = (Title(content.title), strip, table, *(Para(line, Style.NOTE) for line in notes))
    return Paper(name, content.date, blocks, margins=Margins(18, 14, 20, 14))


def _section(section: AggregateSection) -> list[Row]:
    span, rows = len(section.items), list[Row]()
    head = f"{section.title}\n（{points(section.points)}分）\n得分 {mark(section.score)}"
    for position, item in enumerate(section.items):
        first = (Cell(section.no, rowspan=span), Cell(head, rowspan=span)) if position == 0 else (None, None)
        rows.append((*first, Cell(f"{item.no}.{item.text}（{points(item.points)}分）"), *_figures(item)))
    return rows


def _figures(item: AggregateItem) -> tuple[Cell, ...]:
    if not item.applies:
        return (Cell("—"), Cell("—"), Cell("—"), Cell(NOT_APPLICABLE))
    counted = Cell(str(item.judges), number=Decimal(item.judges))
    reasons = "；".join(item.reasons)
    return (
        counted,
        Cell(points(item.deducted), number=item.deducted),
        Cell("" if item.mean is None else mark(item.mean), number=item.mean),
        Cell(reasons),
    )


def _totals(content: AggregateContent) -> Row:
    items = [item for section in content.sections for item in section.items if item.applies]
    deducted = points_sum(item.deducted for item in items)
    mean = points_sum(item.mean for item in items)
    judges = Decimal(sum(item.judges for item in items))
    return (
        Cell("合计", colspan=2, strong=True),
        None,
        Cell(f"计入{len(content.scores)}份评分表", align=Align.CENTER),
        Cell(f"{judges}", number=judges, total="SUM"),
        Cell(points(deducted), number=deducted, total="SUM"),
        Cell("" if mean is None else mark(mean), number=mean, total="SUM"),
        Cell(""),
    )
