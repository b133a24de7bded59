"""How does the working ledger look? One wide worksheet: the problem, its rectification, its acceptance."""

from decimal import Decimal

from guanmo.stages.documents.content.working_ledger import WorkingEntry, WorkingLedgerContent
from guanmo.stages.documents.exporters.blocks import Align, Cell, Column, Margins, Paper, Row, Strip, Table, Title
from guanmo.stages.documents.exporters.words import day, points

FOUND, PUT_RIGHT, ACCEPTED = "发现问题", "整改", "检查验收"
COLUMNS = (
    Column("序号", 9),
    Column("党组织名称", 30, Align.LEFT),
    Column("发现时机", 26, Align.LEFT, FOUND),
    Column("考核内容", 24, Align.LEFT, FOUND),
    Column("扣分人数", 11, group=FOUND),
    Column("平均扣分", 12, group=FOUND),
    Column("整改事项", 40, Align.LEFT, FOUND),
    Column("整改措施", 40, Align.LEFT, PUT_RIGHT),
    Column("责任人", 15, group=PUT_RIGHT),
    Column("整改时限", 22, group=PUT_RIGHT),
    Column("通知单编号", 26, group=PUT_RIGHT),
    Column("整改情况", 36, Align.LEFT, PUT_RIGHT),
    Column("状态", 16, group=ACCEPTED),
    Column("回头看", 30, Align.LEFT, ACCEPTED),
    Column("完成销号时间", 22, group=ACCEPTED),
    Column("逾期工作日", 12, group=ACCEPTED),
)
NOTHING: Row = (Cell("无整改事项", colspan=16, align=Align.CENTER), *(None for _ in range(15)))


def lay_out_working_ledger(content: WorkingLedgerContent) -> Paper:
    """The ledger with 序号 and totals; without entries it says so in one row."""
    rows = tuple(_row(number, entry) for number, entry in enumerate(content.entries, 1))
    strip = Strip((f"填报单位：{content.unit}", f"填报日期：{day(content.date)}"))
    table = Table(COLUMNS, rows or (NOTHING,), size=9, totals=_totals(content) if rows else None)
    blocks = (Title(content.title), strip, table)
    return Paper(content.title, content.date, blocks, landscape=True, margins=Margins(18, 12, 16, 12))


def _row(number: int, entry: WorkingEntry) -> Row:
    judges = "" if entry.judges is None else str(entry.judges)
    over = "" if entry.days_over is None else str(entry.days_over)
    return (
        Cell(str(number), number=Decimal(number)),
        Cell(entry.organisation),
        Cell(entry.round_name),
        Cell(entry.item),
        Cell(judges, number=None if entry.judges is None else Decimal(entry.judges)),
        Cell(points(entry.points), number=entry.points),
        Cell(entry.matter),
        Cell(entry.measure),
        Cell(entry.responsible_person),
        Cell(day(entry.due_on)),
        Cell(entry.notice),
        Cell(entry.done),
        Cell(entry.state),
        Cell(entry.looked_back),
        Cell(day(entry.signed_off_on)),
        Cell(over, number=None if entry.days_over is None else Decimal(entry.days_over)),
    )


def _totals(content: WorkingLedgerContent) -> Row:
    """How many rows, how many signed off, how many overdue."""
    signed = Decimal(sum(entry.signed_off_on is not None for entry in content.entries))
    late = Decimal(sum(entry.days_over is not None for entry in content.entries))
    matters = Decimal(len(content.entries))
    blank = Cell("")
    return (
        Cell("合计", colspan=2, strong=True), None, *[blank] * 4,
        Cell(f"{matters}", number=matters, total="COUNTA", strong=True, align=Align.CENTER), *[blank] * 7,
        Cell(f"{signed}", number=signed, total='COUNTIF,"?*"', strong=True),
        Cell(f"{late}", number=late, total="COUNT", strong=True),
    )  # fmt: skip
