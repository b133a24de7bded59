"""Compose what one organisation's counted sheets amount to: the aggregate sheet and its receipt (S0-A-a, S0-3.1-j)."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import override

from guanmo.method.sheet import Item, Section, Sheet, item_key
from guanmo.stages.documents.composers.issuer import contact_of, office_of
from guanmo.stages.documents.composers.rankings import confirmed_classes
from guanmo.stages.documents.composers.rule import rule_used
from guanmo.stages.documents.content import (
    AggregateContent,
    AggregateItem,
    AggregateSection,
    DeductionLine,
    ReceiptContent,
)
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.models import CountedBallot, Standing
from guanmo.stages.results.queries import worth
from guanmo.stages.scoring.models import BallotDeduction

CENT = Decimal("0.01")
Taken = Mapping[str, list[BallotDeduction]]


def counted_ballots(standing: Standing) -> list[CountedBallot]:
    """The sheets that the rule counted, the highest first, with their deductions."""
    rows = CountedBallot.objects.filter(standing=standing, dropped="").order_by("-score", "version")
    return list(rows.prefetch_related("version__deductions__item__section", "version__deductions__changes"))


@override("zh-hans")
def aggregate_sheet(standing: Standing, *, today: date) -> AggregateContent:
    """All counted sheets of one visited organisation, item by item. The standing has its visit and its sheet."""
    round, visit = standing.ranking.round, standing.visit
    assert visit is not None
    assert visit.sheet is not None
    ballots = counted_ballots(standing)
    scores = {section["no"]: section["score"] for section in standing.sections}
    taken = _by_item(ballots)
    return AggregateContent(
        title=f"{visit.sheet.title.removesuffix('得分表')}汇总得分表",
        organisation=standing.organisation.name,
        round_name=round.title,
        version=f"第{visit.sheet.version}版",
        issuer=office_of(round.organiser),
        date=today,
        sections=tuple(
            _section(one, scores.get(one.no), taken, visit.not_applicable, len(ballots))
            for one in visit.sheet.content.sections
        ),
        scores=tuple(one.score for one in ballots),
        score=standing.score,
        rank=standing.rank,
        rule=rule_used(round),
    )


def _by_item(ballots: Iterable[CountedBallot]) -> Taken:
    taken: dict[str, list[BallotDeduction]] = {}
    for ballot in ballots:
        for one in ballot.version.deductions.all():
            if worth(one):  # what a re-check dropped is no deduction any more
                taken.setdefault(str(one.item), []).append(one)
    return taken


def _section(
    section: Section, score: str | None, taken: Taken, left_out: frozenset[str], sheets: int
) -> AggregateSection:
    items = (_item(item, taken.get(item_key(section.no, item.no), []), sheets) for item in section.items)
    marked = tuple(
        one
        if item_key(section.no, one.no) not in left_out
        else AggregateItem(one.no, one.text, one.points, applies=False)
        for one in items
    )
    known = None if score is None else Decimal(score)
    return AggregateSection(section.no, section.title, section.points or Decimal(0), known, marked)


def _item(item: Item, taken: list[BallotDeduction], sheets: int) -> AggregateItem:
    """What the sheets took off one item; without a counted sheet nothing is known, and nothing is not zero."""
    lost = sum((worth(one) for one in taken), Decimal(0)) if sheets else None
    return AggregateItem(
        no=item.no,
        text=item.text,
        points=item.points or Decimal(0),
        judges=len({one.version_id for one in taken}),
        deducted=lost,
        mean=None if lost is None else (lost / sheets).quantize(CENT, ROUND_HALF_UP),
        reasons=tuple(dict.fromkeys(one.reason for one in taken if one.reason)),
    )


@override("zh-hans")
def score_receipt(standing: Standing, *, today: date) -> ReceiptContent:
    """The result of one organisation with every deduction of its counted sheets; no judge is named."""
    round = standing.ranking.round
    peers = Standing.objects.filter(ranking=standing.ranking_id, ranking_list=standing.ranking_list, rank__isnull=False)
    return ReceiptContent(
        title="得分反馈单",
        organisation=standing.organisation.name,
        round_name=round.title,
        list_name=str(standing.get_ranking_list_display()),
        issuer=office_of(round.organiser),
        date=today,
        score=standing.score,
        rank=standing.rank,
        of=peers.count(),
        class_name=confirmed_classes(round).get(standing.pk, ""),
        ballots=standing.counted,
        lines=tuple(_lines(standing)),
        ask=contact_of(round.organiser),
        reply="对扣分有不同意见的，可以带上佐证材料向组织本轮观摩的单位说明。",
    )


def _lines(standing: Standing) -> Iterable[DeductionLine]:
    """In the order of the sheet; what puts it right is the ledger's measure, else what the item itself asks."""
    visit = standing.visit
    if visit is None or visit.sheet is None:
        return
    taken = _by_item(counted_ballots(standing))
    measures = _measures(standing)
    for section, item in visit.sheet.content.items:
        key = item_key(section.no, item.no)
        for one in taken.get(key, []):
            yield DeductionLine(
                item=f"{section.no}、{section.title} 第{item.no}项（{(item.points or Decimal(0)).normalize():f}分）",
                points=worth(one),
                reason=one.reason,
                rule=_clause(visit.sheet.content, key, one),
                remedy=measures.get(key) or f"对照考核内容补齐：{item.text}",
            )


def _clause(sheet: Sheet, key: str, deduction: BallotDeduction) -> str:
    """The clause by which the judge took the points; without one the judge decided by the item's text."""
    item = next(item for section, item in sheet.items if item_key(section.no, item.no) == key)
    if deduction.rule is not None and deduction.rule < len(item.rules):
        return item.rules[deduction.rule].text
    return "；".join(rule.text for rule in item.rules) or "评委按考核内容扣分"


def _measures(standing: Standing) -> dict[str, str]:
    rows = LedgerRow.objects.filter(finding__visit=standing.visit, finding__item__isnull=False).exclude(measure="")
    return {
        str(row.finding.item): row.measure
        + (f"（{row.due_date.month}月{row.due_date.day}日前）" if row.due_date else "")
        for row in rows.select_related("finding__item__section")
    }
