"""How does a 备案报告 look? Letter to the county, classes counted, register of times, both lists (S0-3.1-l)."""

from collections import Counter

from guanmo.stages.documents.content.filing import FilingContent
from guanmo.stages.documents.content.ranking import RankingListContent
from guanmo.stages.documents.exporters.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Gap,
    Paper,
    Para,
    Row,
    Signature,
    Style,
    Table,
    Title,
)
from guanmo.stages.documents.exporters.layouts.bulletin import attachment_names, attachment_pages
from guanmo.stages.documents.exporters.words import day, moment

CLASSES = ("先进", "达标", "落后")
REGISTER = (Column("", 30), Column("", 48, Align.LEFT), Column("", 30), Column("", 48, Align.LEFT))


def lay_out_filing(content: FilingContent) -> Paper:
    """The report with its register and the lists as attachments."""
    lead = (
        f"按照基层党建观摩、检查、测评工作要求，我单位{content.round_name}已完成打分、汇总、排名和分类，"
        "现将排名结果和分类情况报请备案。"
    )
    blocks: list[Block] = [
        Title(content.title),
        Para(content.number, Style.CENTER),
        Gap(),
        Para(f"{content.to.rstrip('：:')}：", Style.FLUSH),
        Para(lead),
        *(Para(class_line(item)) for item in content.lists),
        *attachment_names(content.lists),
        Signature(content.submitter, day(content.date)),
        Gap(),
        Table(REGISTER, register_rows(content), head=False, size=11, row_height=8, together=True),
        *attachment_pages(content.lists),
    ]
    return Paper(content.title, content.date, tuple(blocks))


def class_line(item: RankingListContent) -> str:
    """One sentence: how many organisations in each class, and how many without one."""
    counts = Counter(row.class_name or "未分类" for row in item.rows)
    order = [*CLASSES, *sorted(set(counts) - {*CLASSES, "未分类"}), *(["未分类"] if counts["未分类"] else [])]
    parts = "，".join(f"{name}{counts[name]}个" for name in order)
    return f"{item.list_name}共{len(item.rows)}个，其中{parts}。"


def register_rows(content: FilingContent) -> tuple[Row, ...]:
    """The register: who filed when, and what the county decided when."""
    pairs = (
        ("观摩开始", day(content.opened_on, "—"), "观摩结束", day(content.closed_on, "—")),
        ("报送单位", content.submitter, "报送人", content.submitted_by),
        ("报送时间", moment(content.submitted_at), "备案编号", content.number),
        ("备案结果", content.decision, "经办人", content.decided_by),
        ("备案时间", moment(content.decided_at), "退回原因", content.decision_reason),
    )
    return tuple((Cell(a, strong=True), Cell(b), Cell(c, strong=True), Cell(d)) for a, b, c, d in pairs)
