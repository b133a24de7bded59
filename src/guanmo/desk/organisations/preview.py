"""What the preview of an import shows: counts, the rows that are wrong or change something, and what the file leaves out."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.stages.organisations.domain.tree_plan import Change, RowPlan, TreePlan
from guanmo.stages.organisations.enums import Outcome
from guanmo.ui.shapes import Kpi

_TONES = {Outcome.NEW: "good", Outcome.UPDATED: "info", Outcome.UNCHANGED: "mute", Outcome.WRONG: "bad"}
_ICONS = {Outcome.NEW: "plus", Outcome.UPDATED: "pencil", Outcome.UNCHANGED: "minus", Outcome.WRONG: "circle-x"}
_FIRST = (Outcome.WRONG, Outcome.UPDATED, Outcome.NEW)
_NAMED = 12


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the workbook; ``lines`` are its mistakes or its changes."""

    sheet: str
    number: int
    code: str
    title: str
    outcome: str
    tone: str
    icon: str
    lines: tuple[str, ...]
    wrong: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """The page. ``missing`` are names of what the system has and the file leaves out, at most 12 of each sort."""

    kpis: tuple[Kpi, ...]
    rows: tuple[Row, ...]
    errors: int
    changes: bool
    new_accounts: int
    missing: tuple[str, ...]
    missing_count: int
    missing_posts: tuple[str, ...]
    missing_posts_count: int


def preview_of(plan: TreePlan) -> Preview:
    """The plan in the words of the page; unchanged rows are counted only."""
    return Preview(
        kpis=tuple(kpi_of(outcome, plan.count(outcome)) for outcome in Outcome),
        rows=rows_of(plan.rows),
        errors=len(plan.problems),
        changes=any(row.outcome in (Outcome.NEW, Outcome.UPDATED) for row in plan.rows),
        new_accounts=plan.new_accounts,
        missing=tuple(f"{one.code} {one.name}" for one in plan.missing[:_NAMED]),
        missing_count=len(plan.missing),
        missing_posts=tuple(f"{held.post} {held.user}" for held in plan.missing_posts[:_NAMED]),
        missing_posts_count=len(plan.missing_posts),
    )


def rows_of(plans: Iterable[RowPlan]) -> tuple[Row, ...]:
    """The rows that are wrong or change something: wrong ones first, then updates, then new ones."""
    rows = [row for row in plans if row.outcome is not Outcome.UNCHANGED]
    return tuple(_row(row) for row in sorted(rows, key=lambda row: _FIRST.index(row.outcome)))


def kpi_of(outcome: Outcome, count: int) -> Kpi:
    """How many rows have this outcome."""
    bad = outcome is Outcome.WRONG and count > 0
    return Kpi(outcome.label, count, _("行"), _ICONS[outcome], tone="bad" if bad else "plain")


def _row(row: RowPlan) -> Row:
    wrong = tuple(f"{problem.column}：{problem.message}" for problem in row.problems)
    return Row(
        sheet=row.part,
        number=row.row,
        code=row.code,
        title=row.title,
        outcome=row.outcome.label,
        tone=_TONES[row.outcome],
        icon=_ICONS[row.outcome],
        lines=wrong or tuple(map(_change, row.changes)),
        wrong=bool(wrong),
    )


def _change(change: Change) -> str:
    values = {"column": change.column, "old": change.old or _("（空）"), "new": change.new or _("（空）")}
    return _("%(column)s：%(old)s → %(new)s") % values
