"""Coverage as the page shows it (S0-2-c)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from guanmo.method.coverage import share_of
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.queries import TownshipCoverage, coverage_of, coverage_years
from guanmo.ui.shapes import Choice, Kpi


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One township; ``share`` is None (shown as —) when nothing was due."""

    coverage: TownshipCoverage
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class CoveragePage:
    year: int
    years: Sequence[Choice]
    kpis: Sequence[Kpi]
    rows: Sequence[CoverageRow]
    total: CoverageRow
    unvisited: Sequence[TownshipCoverage]


@dataclass(frozen=True, slots=True)
class _Total:
    """The sum over the townships, with the same faces as one of them."""

    due: int
    visited: int


def coverage_page(user: User, year: int) -> CoveragePage:
    """The coverage of one cycle in the user's reach."""
    found = coverage_of(user, year)
    due, visited = sum(one.due for one in found), sum(one.visited for one in found)
    return CoveragePage(
        year=year,
        years=[
            Choice(_("%d年") % one, f"?year={one}", one == year) for one in sorted({*coverage_years(user), year})[::-1]
        ],
        kpis=_kpis(due, visited),
        rows=[CoverageRow(one, share_of(one.visited, one.due)) for one in found],
        total=CoverageRow(_Total(due, visited), share_of(visited, due)),  # type: ignore[arg-type]
        unvisited=[one for one in found if one.unvisited],
    )


def _kpis(due: int, visited: int) -> list[Kpi]:
    share = share_of(visited, due)
    return [
        Kpi(_("观摩覆盖率"), share, "%" if share is not None else "", "chart-column", progress=share, tone="red"),
        Kpi(_("已观摩"), visited, _("个组织"), "circle-check"),
        Kpi(_("还未观摩"), due - visited, _("个组织"), "clock", tone="bad" if due > visited else "plain"),
    ]
