"""Grids: opening one, changing who works there, ending it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.grids import grid_history, grids_page
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.keep_grid import end_grid, open_grid, set_grid_members
from guanmo.stages.organisations.forms.structure import DayForm, GridForm, GridMembersOnForm
from guanmo.stages.organisations.models import Grid
from guanmo.stages.organisations.queries import access_of, grid_for, may_join_grid, organisation_to_keep
from guanmo.stages.organisations.rules import may_keep_structure

LIST = "desk:grids-list"


@require_GET
def grid_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": grids_page(request.user)})


@require_http_methods(["GET", "POST"])
def grid_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Open a grid of a village or community."""
    place = organisation_to_keep(request.user, uuid)
    start = {"started_on": timezone.localdate(), "members": [place.uuid]}
    form = GridForm(request.POST or None, organisations=may_join_grid(request.user, place), initial=start)
    page = below(LIST, _("党建网格"), _("登记网格"), _("登记"), place.name)

    def act() -> None:
        open_grid(form.plan, form.members, organisation=place, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def grid_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Change which party organisations work in a grid; the page shows who did and when."""
    grid = grid_for(request.user, uuid)
    button = _("保存参加的党组织") if _keeps(request, grid) else ""
    if request.method == "POST" and not button:
        raise NotVisible
    present = [one.organisation.uuid for one in grid.members.all() if one.ended_on is None]
    form = GridMembersOnForm(
        request.POST or None,
        organisations=may_join_grid(request.user, grid.organisation),
        initial={"on": timezone.localdate(), "members": present},
    )
    page = below(LIST, _("党建网格"), grid.name, button, grid.organisation.name, facts=grid_history(grid))

    def act() -> None:
        set_grid_members(grid, form.members, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已保存。"))


@require_http_methods(["GET", "POST"])
def grid_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a grid was given up."""
    grid = grid_for(request.user, uuid)
    if not _keeps(request, grid):
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below(LIST, _("党建网格"), _("撤销网格"), _("登记"), f"{grid.organisation.name} · {grid.name}")

    def act() -> None:
        end_grid(grid, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _keeps(request: UserRequest, grid: Grid) -> bool:
    return grid.ended_on is None and may_keep_structure(access_of(request.user), grid.organisation.path)
