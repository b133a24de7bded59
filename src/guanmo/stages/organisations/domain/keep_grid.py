"""Open a grid, change which party organisations work in it, end it (S4-25b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.check_keeper import check_day, check_keeper
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.errors import StructureRefused
from guanmo.stages.organisations.models import Grid, GridMember, Organisation, User


@dataclass(frozen=True, slots=True)
class GridPlan:
    """What a grid is called, what it is for, who answers for it, since when."""

    name: str
    goal: str
    owner: str
    started_on: date


@transaction.atomic
def open_grid(plan: GridPlan, members: Sequence[Organisation], *, organisation: Organisation, by: User | None) -> Grid:
    """Raises NotAllowed, StructureRefused (no village or community; no member; the name is taken)."""
    check_keeper(organisation, by=by)
    check_day(plan.started_on)
    if organisation.kind not in VILLAGE_LEVEL:
        raise StructureRefused(_("网格建在村、社区之下。请选择一个村或社区。"))
    if not members:
        raise StructureRefused(_("请至少选定一个在网格里开展工作的党组织。"))
    if Grid.objects.filter(organisation=organisation, name=plan.name, ended_on__isnull=True).exists():
        raise StructureRefused(_("已经有叫“%(name)s”的网格。请换一个名称。") % {"name": plan.name})
    grid = Grid.objects.create(
        organisation=organisation, name=plan.name, goal=plan.goal, owner=plan.owner, started_on=plan.started_on
    )
    _join(grid, members, plan.started_on)
    record("grid.opened", grid, by=by, name=plan.name)
    return grid


@transaction.atomic
def set_grid_members(grid: Grid, members: Sequence[Organisation], *, on: date, by: User | None) -> None:
    """From ``on`` exactly these work in the grid; who is no more among them leaves. Raises NotAllowed, StructureRefused."""
    check_keeper(grid.organisation, by=by)
    check_day(on, after=grid.started_on)
    if not members:
        raise StructureRefused(_("请至少选定一个在网格里开展工作的党组织。"))
    present = grid.members.select_for_update().filter(ended_on__isnull=True)
    wanted = {one.pk for one in members}
    there = {one.organisation_id for one in present}
    present.exclude(organisation__in=wanted).update(ended_on=on)
    _join(grid, [one for one in members if one.pk not in there], on)
    record("grid.members_set", grid, by=by, members=sorted(wanted))


@transaction.atomic
def end_grid(grid: Grid, *, on: date, by: User | None) -> None:
    """Raises NotAllowed, StructureRefused."""
    check_keeper(grid.organisation, by=by)
    check_day(on, after=grid.started_on)
    Grid.objects.filter(pk=grid.pk, ended_on__isnull=True).update(ended_on=on)
    grid.members.filter(ended_on__isnull=True).update(ended_on=on)
    record("grid.ended", grid, by=by, on=on.isoformat())


def _join(grid: Grid, members: Sequence[Organisation], on: date) -> None:
    GridMember.objects.bulk_create(GridMember(grid=grid, organisation=one, started_on=on) for one in members)
