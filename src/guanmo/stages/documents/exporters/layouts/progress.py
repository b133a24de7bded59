"""How does the list of progress look? One row an organisation, totals below (S0-4.2-c)."""

from decimal import Decimal

from guanmo.stages.documents.content.progress import ProgressContent, ProgressRow
from guanmo.stages.documents.exporters.blocks import FORM, Align, Block, Cell, Column, Paper, Row, Strip, Table, Title
from guanmo.stages.documents.exporters.words import day

COLUMNS = (
    Column("序号", 12),
    Column("党组织名称", 56, Align.LEFT),
    Column("列入台账", 18),
    Column("已销号", 18, group="其中"),
    Column("未销号", 18, group="其中"),
    Column("逾期", 18, group="其中"),
    Column("销号率", 20),
)
NOTHING: Row = (Cell("无整改事项", colspan=7, align=Align.CENTER), None, None, None, None, None, None)


def lay_out_progress(content: ProgressContent) -> Paper:
    """The list on its own."""
    return Paper(content.title, content.date, (Title(content.title), *progress_blocks(content)), margins=FORM)


def progress_blocks(content: ProgressContent) -> tuple[Block, ...]:
    """Heading strip and table, for a list of its own or an attachment."""
    rows = tuple(_row(number, row) for number, row in enumerate(content.rows, 1))
    strip = Strip((f"{content.issuer}　{content.round_name}", f"截至{day(content.date)}"))
    return (strip, Table(COLUMNS, rows or (NOTHING,), size=11, totals=_totals(content) if rows else None))


def rate(signed_off: int, entered: int) -> str:
    """The share that is signed off, with one place; a dash where nothing was entered."""
    return "—" if not entered else f"{Decimal(signed_off * 100) / entered:.1f}%"


def _row(number: int, row: ProgressRow) -> Row:
    counts = (row.entered, row.signed_off, row.running, row.overdue)
    return (
        Cell(str(number), number=Decimal(number)),
        Cell(row.organisation),
        *(Cell(str(count), number=Decimal(count)) for count in counts),
        Cell(rate(row.signed_off, row.entered)),
    )


def _totals(content: ProgressContent) -> Row:
    rows = content.rows
    sums = [sum(getattr(row, name) for row in rows) for name in ("entered", "signed_off", "running", "overdue")]
    return (
        Cell("合计", colspan=2, strong=True),
        None,
        *(Cell(str(one), number=Decimal(one), total="SUM", strong=True) for one in sums),
        Cell(rate(sums[1], sums[0]), strong=True),
    )
