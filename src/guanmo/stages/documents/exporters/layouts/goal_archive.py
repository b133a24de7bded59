"""How does a goal-management archive look? Its state, the goals in a table, then the evidence and the updates (S2-3.1-e)."""

from collections.abc import Sequence

from guanmo.stages.documents.content.goal_archive import GoalArchiveContent, Listed
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
from guanmo.stages.documents.exporters.words import day

PAPERS = (Column("序号", 12), Column("材料名称", 120, Align.LEFT), Column("存入日期", 38))
UPDATES = (Column("序号", 12), Column("日期", 38), Column("更新人", 30), Column("更新原因", 90, Align.LEFT))
SHARE = 158
"""What a table's columns share beside the running number."""


def lay_out_goal_archive(content: GoalArchiveContent) -> Paper:
    """Who reads it sees first whether it is closed."""
    closed = f"{day(content.closed_on)}结档（{content.closed_by}）" if content.closed_on else "尚未结档"
    blocks: list[Block] = [
        Title(content.title),
        Strip((f"单位：{content.organisation}", f"导出日期：{day(content.date)}")),
        Strip((f"建档日期：{day(content.begun_on)}", closed)),
        *(Para(f"{title}：{words}", Style.FLUSH) for title, words in content.facts),
    ]
    for one in content.tables:
        blocks += _listed(one)
    papers = [(one.name, day(one.on)) for one in content.papers]
    updates = [(day(one.on), one.by, one.reason) for one in content.updates]
    blocks += [Para("佐证材料", Style.ONE), _table(PAPERS, papers, "没有材料")]
    blocks += [Para("更新记录", Style.ONE), _table(UPDATES, updates, "没有更新")]
    return Paper(
        f"{content.title} {content.organisation}", content.date, tuple(blocks), margins=Margins(24, 20, 22, 20)
    )


def _listed(one: Listed) -> list[Block]:
    columns = (Column("序号", 12), *(Column(name, SHARE / len(one.head), Align.LEFT) for name in one.head))
    return [Para(one.title, Style.ONE), _table(columns, one.rows, "没有填写")]


def _table(columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]], nothing: str) -> Table:
    empty: Row = (Cell(nothing, colspan=len(columns), align=Align.CENTER), *(None for _ in columns[1:]))
    filled = tuple((Cell(str(number)), *(Cell(words) for words in row)) for number, row in enumerate(rows, 1))
    return Table(columns, filled or (empty,), size=12, row_height=9)
