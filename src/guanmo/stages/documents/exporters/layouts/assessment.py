"""How does the list for the appraisal look? One wide worksheet, and a line that says what it is not (S2-3.7-a, S2-3.7-c)."""

from decimal import Decimal

from guanmo.stages.documents.content.assessment import Assessed, AssessmentContent
from guanmo.stages.documents.exporters.blocks import (
    Align,
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
from guanmo.stages.documents.exporters.words import day, mark

TEAM, RESULT, BASIS = "考核对象", "基层党建考核结果", "依据"
COLUMNS = (
    Column("序号", 11),
    Column("乡镇（街道）", 34, Align.LEFT, TEAM),
    Column("党组织（领导班子）", 44, Align.LEFT, TEAM),
    Column("党组织书记", 22, group=TEAM),
    Column("得分", 16, group=RESULT),
    Column("名次", 13, group=RESULT),
    Column("类别", 16, group=RESULT),
    Column("说明", 30, Align.LEFT, RESULT),
    Column("观摩轮次", 38, Align.LEFT, BASIS),
    Column("排名范围", 24, group=BASIS),
    Column("备案编号", 36, Align.LEFT, BASIS),
    Column("备案日期", 28, group=BASIS),
)
NOTE = "说明：只列已经备案的结果；书记是该轮观摩排名之日任职的人。本表供考核工作实绩参考，对人的评价和使用由有权决定的组织研究决定。"
NOTHING: Row = (Cell("没有已经备案的结果", colspan=12, align=Align.CENTER), *(None for _ in range(11)))


def lay_out_assessment(content: AssessmentContent) -> Paper:
    """The results with 序号; without any it says so in one row."""
    rows = tuple(_row(number, one) for number, one in enumerate(content.rows, 1))
    strip = Strip((f"导出单位：{content.unit}", f"导出日期：{day(content.date)}"))
    blocks = (Title(content.title), strip, Table(COLUMNS, rows or (NOTHING,), size=9), Para(NOTE, Style.NOTE))
    return Paper(content.title, content.date, blocks, landscape=True, margins=Margins(18, 12, 16, 12))


def _row(number: int, one: Assessed) -> Row:
    return (
        Cell(str(number), number=Decimal(number)),
        Cell(one.township),
        Cell(one.organisation),
        Cell(one.leader or "（空缺）"),
        Cell(mark(one.score), number=one.score),
        Cell("—" if one.rank is None else str(one.rank), number=None if one.rank is None else Decimal(one.rank)),
        Cell(one.class_name),
        Cell(one.reason),
        Cell(one.round_name),
        Cell(one.list_name),
        Cell(one.filing),
        Cell(day(one.accepted_on)),
    )
