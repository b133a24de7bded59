"""What the preview of a roster's import shows: counts, the rows that are wrong or change something, what is left out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.organisations.preview import Row, kpi_of, rows_of
from guanmo.stages.members.domain.roster_plan import RosterPlan
from guanmo.stages.members.domain.roster_rows import Roster
from guanmo.stages.organisations.enums import Outcome
from guanmo.ui.shapes import Kpi

_NAMED = 12


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """The page. ``ignored`` are columns that are not read; ``missing`` names of members whom the file leaves out."""

    kpis: tuple[Kpi, ...]
    rows: tuple[Row, ...]
    errors: int
    changes: bool
    ignored: str
    missing: str
    missing_count: int


def preview_of(plan: RosterPlan, roster: Roster) -> RosterPreview:
    """The plan in the words of the page."""
    return RosterPreview(
        kpis=tuple(kpi_of(outcome, plan.count(outcome)) for outcome in Outcome),
        rows=rows_of(plan.rows),
        errors=len(plan.problems),
        changes=any(row.outcome in (Outcome.NEW, Outcome.UPDATED) for row in plan.rows),
        ignored=_("、").join(roster.ignored),
        missing=_("、").join(one.name for one in plan.missing[:_NAMED]),
        missing_count=len(plan.missing),
    )
