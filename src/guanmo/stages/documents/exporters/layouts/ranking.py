"""How does a ranking list look? One table, and below it the rule by which it was made (S0-3.1-j/k)."""

from decimal import Decimal

from guanmo.stages.documents.content.ranking import RankingListContent, RankingRow, RuleUsed
from guanmo.stages.documents.exporters.blocks import (
    FORM,
    Align,
    Block,
    Cell,
    Column,
    Paper,
    Para,
    Row,
    Sealed,
    Strip,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.words import day, mark

RESCALED = "折算"
RESCALED_NOTE = "备注“折算”：部分考核内容对该组织不适用，得分按适用指标满分折算为百分制。"
EXCLUDED_NOTE = "备注“回避”：评分人对本单位的评分不计入得分，数字为不计入的份数。"


def lay_out_ranking(content: RankingListContent) -> Paper:
    """A ranking list of its own, on upright A4."""
    blocks = (Title(content.title), *ranking_blocks(content))
    return Paper(content.title, content.date, blocks, margins=FORM)


def ranking_blocks(content: RankingListContent) -> tuple[Block, ...]:
    """Heading strip, table and rule, for a list of its own or an attachment."""
    strip = Strip((f"{content.issuer}　{content.round_name}　{content.list_name}", day(content.date)))
    table = Table(
        _columns(content), tuple(_row(row, content) for row in content.rows) or (_nothing(content),), size=10.5
    )
    notes = tuple(Para(line, Style.NOTE) for line in rule_lines(content))
    return (strip, table, *notes, *_sealed(content))


def _sealed(content: RankingListContent) -> tuple[Sealed, ...]:
    if content.sealed is None:
        return ()
    words = f"打分记录封存指纹：{content.sealed.fingerprint}。封存以后打分有任何改动，用公开的档案都能查出来。"
    return (Sealed(words, content.sealed.checkpoint),)


def rule_lines(content: RankingListContent) -> tuple[str, ...]:
    """The rule used and the meaning of the remarks, one sentence per line."""
    lines = list(rule_lines_of(content.rule))
    if any(row.rescaled for row in content.rows):
        lines.append(RESCALED_NOTE)
    if any(row.excluded for row in content.rows):
        lines.append(EXCLUDED_NOTE)
    return tuple(lines)


def rule_lines_of(rule: RuleUsed) -> tuple[str, ...]:
    """The rule used, one sentence per line."""
    return (f"计分规则：{rule_in_words(rule)}", *rule.notes)


def rule_in_words(rule: RuleUsed) -> str:
    """The rule as one line: method, dropped sheets, places, ties, classes."""
    dropped = f"去掉最高{rule.dropped}份、最低{rule.dropped}份" if rule.dropped else "不去掉最高分、最低分"
    parts = (
        f"方法为{rule.method}",
        dropped,
        f"保留{rule.decimals}位小数（{rule.rounding}）",
        f"并列规则：{rule.ties.rstrip('。；')}",
        f"分类标准：{rule.classes.rstrip('。；')}",
    )
    return "；".join(parts) + "。"


def remark_of(row: RankingRow) -> str:
    """What stands in 备注: rescaled, excluded sheets, then the free remark."""
    excluded = f"回避{row.excluded}份" if row.excluded else ""
    return "；".join(part for part in (RESCALED if row.rescaled else "", excluded, row.remark) if part)


def _columns(content: RankingListContent) -> tuple[Column, ...]:
    return (
        Column("名次", 12),
        Column("党组织名称", 46, Align.LEFT),
        Column("得分", 15),
        *(Column(name, 12.5) for name in content.section_names),
        Column("份数", 11.5),
        Column("类别", 13),
        Column("备注", 20, Align.LEFT),
    )


def _row(row: RankingRow, content: RankingListContent) -> Row:
    places = content.rule.decimals
    parts = row.section_scores or (None,) * len(content.section_names)
    return (
        Cell("—" if row.rank is None else str(row.rank), number=None if row.rank is None else Decimal(row.rank)),
        Cell(row.organisation),
        Cell(mark(row.score, places), strong=True, number=row.score),
        *(Cell(mark(score, places), number=score) for score in parts),
        Cell(str(row.ballots), number=Decimal(row.ballots)),
        Cell(row.class_name or "—"),
        Cell(remark_of(row)),
    )


def _nothing(content: RankingListContent) -> Row:
    width = 6 + len(content.section_names)
    return (Cell("无参加排名的党组织", colspan=width, align=Align.CENTER), *(None for _ in range(width - 1)))
