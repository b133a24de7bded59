"""Grids with goal, owner and party organisations; villages and communities without one (S4-25b, S4-25c, S4-25g)."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import ListPage, share
from guanmo.stages.organisations.models import Grid, Organisation, User
from guanmo.stages.organisations.queries import grids, grids_missing
from guanmo.ui.shapes import Kpi


def grids_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today = timezone.localdate()
    found, (missing, places) = list(grids(user, today)), grids_missing(user, today)
    return ListPage(
        title=_("党建网格"),
        subject=_("网格只登记片区、目标、责任人和参加的党组织，不登记楼栋、住户和居民。"),
        kpis=(
            Kpi(_("网格"), len(found), _("个"), "layers"),
            Kpi(_("建有网格的村（社区）"), share(places - len(missing), places), icon="percent"),
            Kpi(_("还没有网格的"), len(missing), _("个"), "flag", tone="bad" if missing else "plain"),
        ),
        tables=(_missing(missing), _grids(found)),
    )


def _missing(missing: Iterable[Organisation]) -> Table:
    rows = [(Cell(one.name), Cell(_("登记网格"), url=reverse("desk:grids-create", args=[one.uuid]))) for one in missing]
    return Table(_("还没有网格的村（社区）"), (_("党组织名称"), ""), rows, empty=_("都建了网格。"))


def _grids(found: Iterable[Grid]) -> Table:
    rows = [
        (
            Cell(one.name, url=reverse("desk:grids-detail", args=[one.uuid])),
            Cell(one.organisation.short_name, url=reverse("desk:grids-create", args=[one.organisation.uuid])),
            Cell(one.goal),
            Cell(one.owner),
            Cell(_("、").join(member.organisation.short_name for member in one.members.all())),
            Cell(_("登记撤销"), url=reverse("desk:grids-end", args=[one.uuid])),
        )
        for one in found
    ]
    head = (_("网格"), _("村（社区）"), _("治理目标"), _("责任人"), _("参加的党组织"), _("撤销"))
    return Table(_("网格"), head, rows, note=_("点村（社区）再登记一个网格"), empty=_("还没有登记。"))


def grid_history(grid: Grid) -> list[tuple[str, object]]:
    """The facts of one grid, and who worked there from when to when."""
    facts: list[tuple[str, object]] = [
        (_("治理目标"), grid.goal),
        (_("责任人"), grid.owner),
        (_("建立日期"), f"{grid.started_on:%Y-%m-%d}"),
    ]
    if grid.ended_on:
        facts.append((_("撤销日期"), f"{grid.ended_on:%Y-%m-%d}"))
    return facts + [(m.organisation.name, span(m.started_on, m.ended_on)) for m in grid.members.all()]


def span(start: object, end: object) -> str:
    """From when to when."""
    return _("%(start)s至%(end)s") % {"start": start, "end": end} if end else _("%(start)s起") % {"start": start}
