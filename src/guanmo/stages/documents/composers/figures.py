"""Bind each printed figure to the row and column that it was read from."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import override

from guanmo.stages.documents.content import Figure, ProgressContent
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.results.models import ChangedLine, Standing
from guanmo.stages.scoring.models import BallotDeduction


@override("zh-hans")
def figures_of_standings(standings: Iterable[Standing]) -> tuple[Figure, ...]:
    """Rank, score, section scores and sheets of each standing."""
    return tuple(
        figure
        for one in standings
        for figure in (
            *_figure(one, f"{one.organisation.name} 名次", "rank"),
            *_figure(one, f"{one.organisation.name} 得分", "score"),
            *_figures_of_sections(one),
            *_figure(one, f"{one.organisation.name} 份数", "ballots"),
        )
    )


def _figures_of_sections(standing: Standing) -> tuple[Figure, ...]:
    """The score of each section; its source names the place in the standing's list of sections too."""
    source = f"{standing._meta.label}/{standing.pk}/sections"
    return tuple(
        Figure(f"{standing.organisation.name} {section['title']}", section["score"], f"{source}/{place}")
        for place, section in enumerate(standing.sections)
        if section["score"] is not None
    )


def figures_of_rows(rows: Iterable[LedgerRow]) -> tuple[Figure, ...]:
    """Limit and day of the sign-off of each row, and the points of its finding."""
    return tuple(
        figure
        for row in rows
        for figure in (
            *_figure(row.finding, f"{row.organisation.name} {row.matter[:20]} 扣分", "points"),
            *_figure(row, f"{row.organisation.name} {row.matter[:20]} 整改时限", "due_date"),
            *_figure(row, f"{row.organisation.name} {row.matter[:20]} 完成销号时间", "signed_off_on"),
        )
    )


def figures_of_deductions(deductions: Iterable[BallotDeduction | ChangedLine]) -> tuple[Figure, ...]:
    """The points of each deduction."""
    return tuple(
        figure for one in deductions for figure in _figure(one, f"{one.item} {one.reason[:20]} 扣分", "points")
    )


def figures_of_progress(progress: ProgressContent) -> tuple[Figure, ...]:
    """The counts of the day; their source is the ledger as it stood then."""
    source = f"整改台账 {progress.date.isoformat()}"
    columns = (("列入台账", "entered"), ("已销号", "signed_off"), ("逾期", "overdue"))
    return tuple(
        Figure(f"{row.organisation} {label}", str(getattr(row, name)), source)
        for row in progress.rows
        for label, name in columns
    )


def _figure(row: Any, label: str, field: str) -> tuple[Figure, ...]:
    value = getattr(row, field)
    if value is None:
        return ()
    return (Figure(label, str(value), f"{row._meta.label}/{row.pk}/{field}"),)
