"""How does a 得分表 look? Header and six columns of the source; sections merged; total; signatures (S1-V-*, S1-E-*)."""

from collections.abc import Iterable
from decimal import Decimal

from guanmo.method.paper_code import printed
from guanmo.stages.documents.content.score_sheet import (
    ScoreSheetContent,
    ScoreSheetItem,
    ScoreSheetSection,
    ScoreSheetSet,
)
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    CodedFoot,
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
from guanmo.stages.documents.exporters.words import day, mark, points

COLUMNS = (
    Column("序号", 11),
    Column("考核指标", 22),
    Column("考核内容", 86, Align.LEFT),
    Column("扣分", 13),
    Column("扣分原因", 36, Align.LEFT),
    Column("得分", 15),
)
NOT_APPLICABLE = "不适用"
LINE = "　" * 12


def lay_out_score_sheet(content: ScoreSheetContent) -> Paper:
    """The sheet, blank or filled."""
    name = " ".join(part for part in (content.title, content.organisation) if part)
    return Paper(name, content.date, _blocks(content), margins=Margins(18, 14, 20, 14))


def lay_out_score_sheets(content: ScoreSheetSet) -> Paper:
    """Sheet after sheet; each page's foot says whose it is, so that loose pages find together again."""
    blocks = (block for sheet in content.sheets for block in (_foot(sheet), *_blocks(sheet)))
    return Paper(content.title, content.date, tuple(blocks), margins=Margins(18, 14, 27, 14))


def _foot(content: ScoreSheetContent) -> CodedFoot:
    whose = f"评委：{content.judge}　　{content.organisation}"
    return CodedFoot(printed(content.code), (whose, *sheet_notes(content)))


def _blocks(content: ScoreSheetContent) -> tuple[Block, ...]:
    rows = [row for section in content.sections for row in _section_rows(section)]
    judge = (f"评委：{content.judge}",) if content.code else ()
    return (
        Title(content.title),
        Strip((f"党组织名称：{content.organisation or LINE}", *judge, f"得分：{_result(content) or LINE[:4]}")),
        Table(COLUMNS, (*rows, total_row(content), signature_row(content)), size=10.5, row_height=5.4),
        *(Para(line, Style.NOTE) for line in sheet_notes(content) if not content.code),
    )


def item_text(item: ScoreSheetItem) -> str:
    """The item as in the source: number, text, points in brackets."""
    return f"{item.no}.{item.text}（{points(item.points)}分）"


def section_text(section: ScoreSheetSection) -> str:
    """The section with its points and, when scored, its own sum."""
    text = f"{section.title}\n（{points(section.points)}分）"
    return text if section.score is None else f"{text}\n小计 {mark(section.score)}"


def item_figures(item: ScoreSheetItem) -> tuple[str, str, str]:
    """扣分, 扣分原因, 得分 of an item; 不适用 instead of figures where it does not apply."""
    if not item.applies:
        return ("—", item.reason or NOT_APPLICABLE, NOT_APPLICABLE)
    return (points(item.deducted), item.reason, points(item.score))


def deducted_in_all(content: ScoreSheetContent) -> Decimal | None:
    """The sum of the deductions, or None on a blank sheet."""
    return points_sum(item.deducted for section in content.sections for item in section.items if item.applies)


def points_sum(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, or None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def total_row(content: ScoreSheetContent) -> Row:
    """合计: points of the sheet, deductions and the mark."""
    return (
        Cell("合计", colspan=2, strong=True),
        None,
        Cell(f"满分{points(content.total)}分", align=Align.CENTER),
        Cell(points(deducted_in_all(content)), number=deducted_in_all(content), total="SUM"),
        Cell("按适用指标折算" if content.rescaled else ""),
        Cell(_result(content), strong=True, number=content.score),
    )


def signature_row(content: ScoreSheetContent) -> Row:
    """The judge's and the organisation's signatures; inside the table, so that they never stand alone on a page."""
    signed = "" if content.code else content.judge
    judge = f"评分人（签字）：{signed or LINE[:5]}"
    text = f"\n{judge}　　党组织负责人（签字）：{LINE[:5]}　　日期：{_day(content)}\n"
    return (Cell(text, colspan=6, align=Align.LEFT), None, None, None, None, None)


def sheet_notes(content: ScoreSheetContent) -> tuple[str, ...]:
    """Round and version, the rescaling worked out, and the judge's remark."""
    lines = ["　　".join(part for part in (f"评分表版本：{content.version}", content.round_name) if part)]
    if content.rescaled:
        lines.append(
            f"部分考核内容不适用：适用指标满分{points(content.points_possible)}分，实得{points(content.points_kept)}分，"
            f"折算得分{mark(content.score)}分。"
        )
    if content.remark:
        lines.append(f"备注：{content.remark}")
    return tuple(lines)


def _section_rows(section: ScoreSheetSection) -> list[Row]:
    span = len(section.items)
    rows: list[Row] = []
    for position, item in enumerate(section.items):
        deducted, reason, score = item_figures(item)
        lost = item.deducted if item.applies else None
        cells = (Cell(item_text(item)), Cell(deducted, number=lost), Cell(reason), Cell(score, number=item.score))
        first = (Cell(section.no, rowspan=span), Cell(section_text(section), rowspan=span))
        rows.append((*(first if position == 0 else (None, None)), *cells))
    return rows


def _result(content: ScoreSheetContent) -> str:
    return "" if content.score is None else mark(content.score)


def _day(content: ScoreSheetContent) -> str:
    return "　　年　　月　　日" if content.is_blank else day(content.date)
