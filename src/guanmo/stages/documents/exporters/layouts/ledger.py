"""How does the 整改台账 look? Landscape, exactly the six columns of the source, place for the seal (S0-A-c, S1-L-a)."""

from guanmo.stages.documents.content.ledger import LedgerContent, LedgerEntry
from guanmo.stages.documents.exporters.blocks import Align, Cell, Column, Margins, Paper, Row, Strip, Table, Title
from guanmo.stages.documents.exporters.words import day

COLUMNS = (
    Column("党组织名称", 40, Align.LEFT),
    Column("整改事项", 66, Align.LEFT),
    Column("整改措施", 66, Align.LEFT),
    Column("整改时限", 34),
    Column("责任人", 19),
    Column("完成销号时间", 34),
)
NOTHING: Row = (Cell("无整改事项", colspan=6, align=Align.CENTER), None, None, None, None, None)


def lay_out_ledger(content: LedgerContent) -> Paper:
    """The ledger; without entries it says so in one row."""
    rows = tuple(_row(entry) for entry in content.entries) or (NOTHING,)
    strip = Strip((f"单位（盖章）：{content.unit}", f"时间：{day(content.date)}"))
    table = Table(COLUMNS, rows, size=11, row_height=10)
    return Paper(
        content.title,
        content.date,
        (Title(content.title), strip, table),
        landscape=True,
        margins=Margins(25, 20, 22, 20),
    )


def _row(entry: LedgerEntry) -> Row:
    return (
        Cell(entry.organisation),
        Cell(entry.matter),
        Cell(entry.measure),
        Cell(day(entry.due_on)),
        Cell(entry.responsible_person),
        Cell(day(entry.signed_off_on)),
    )
