"""Lines: the list, setting up a body, who works there, that it ended, and putting an organisation into its line."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.lines import lines_page, staffing_words
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.keep_line import end_body, set_up_body, staff_body, state_line
from guanmo.stages.organisations.enums import LINES, TOWNSHIP_LEVEL, TWO_NEW, Kind
from guanmo.stages.organisations.forms.lines import BodyForm, LineForm, StaffingForm
from guanmo.stages.organisations.forms.structure import DayForm
from guanmo.stages.organisations.queries import (
    access_of,
    line_bodies,
    line_body_for,
    listing,
    organisation_for,
    staffing_history,
)
from guanmo.stages.organisations.rules import may_keep_lines

LIST = "desk:lines-list"


@require_GET
def line_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": lines_page(request.user)})


@require_http_methods(["GET", "POST"])
def body_create(request: UserRequest) -> HttpResponse:
    """Set up a body at a level, or in an agency."""
    _check(request)
    places = listing(request.user).filter(kind__in=[Kind.COUNTY, Kind.AGENCY, *TOWNSHIP_LEVEL])
    hosts = listing(request.user).filter(kind__in=[Kind.ORGANISATION_DEPARTMENT, Kind.AGENCY, *TOWNSHIP_LEVEL])
    start = {"started_on": timezone.localdate()}
    form = BodyForm(request.POST or None, places=places, hosts=hosts, initial=start)
    page = below(LIST, _("归口管理"), _("登记机构"), _("登记"))

    def act() -> None:
        set_up_body(form.plan, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def body_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Say who works in a body; the page shows those before."""
    _check(request)
    body = line_body_for(request.user, uuid)
    before = [(f"{one.on:%Y-%m-%d}", staffing_words(one)) for one in staffing_history(request.user, uuid)]
    form = StaffingForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below(LIST, _("归口管理"), _("登记人员"), _("登记"), f"{body.name} · {body.place.name}", facts=before)

    def act() -> None:
        staff_body(body, form.staffing, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def body_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a body is no more."""
    _check(request)
    body = line_body_for(request.user, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below(LIST, _("归口管理"), _("登记撤销"), _("登记"), body.name)

    def act() -> None:
        end_body(body, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def line_assign(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Put an organisation into its line."""
    _check(request)
    organisation, today = organisation_for(request.user, uuid), timezone.localdate()
    allowed = LINES.get(Kind(organisation.kind), frozenset())
    if not allowed:
        raise NotVisible
    bodies = [one for one in line_bodies(request.user, today) if one.kind in allowed]
    two = organisation.kind in TWO_NEW
    form = LineForm(request.POST or None, bodies=bodies, two=two, initial={"on": today})
    hint = _("都属地管理的，同级党委领导、归口机构配合；业务垂直管理的，归口机构指导；都垂直管理的，归口机构领导。")
    page = below(LIST, _("归口管理"), _("登记归口"), _("登记"), organisation.name, hint=hint)

    def act() -> None:
        state_line(organisation, form.line, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _check(request: UserRequest) -> None:
    if not may_keep_lines(access_of(request.user)):
        raise NotVisible
