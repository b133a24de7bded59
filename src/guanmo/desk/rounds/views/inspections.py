"""Inspections outside the rounds, and public draws (S2-3.5-a)."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.http import UserRequest, csv_download
from guanmo.desk.rounds.presenters.inspections import inspection_page
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rounds.domain.draw_sample import draw_sample
from guanmo.stages.rounds.domain.inspect import record_inspection
from guanmo.stages.rounds.domain.start_inspection import start_inspection
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.forms import InspectionForm
from guanmo.stages.rounds.models import Inspection
from guanmo.stages.rounds.queries import inspecting_units, inspection_for, inspections_visible_to


@require_GET
def inspection_list(request: UserRequest) -> HttpResponse:
    """The inspections that the user may see, newest first."""
    found = inspections_visible_to(request.user)
    context = {"inspections": found, "units": inspecting_units(request.user)}
    return render(request, "desk/rounds/inspections.html", context)


@require_http_methods(["GET", "POST"])
def inspection_create(request: UserRequest) -> HttpResponse:
    """Record an inspection; ``?unit=`` chooses for which organisation when there are several."""
    units = inspecting_units(request.user)
    organiser = _unit(request, units)
    start = {"type": InspectionType.SUPERVISION, "inspected_on": timezone.localdate()}
    form = InspectionForm(request.POST or None, user=request.user, organiser=organiser, initial=start)
    if form.is_valid():
        try:
            inspection = record_inspection(form.plan, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk:inspections-detail", inspection.uuid)
    ticked = set(form["organisations"].value() or ())
    context = {"form": form, "units": units, "organiser": organiser, "ticked": ticked}
    return render(request, "desk/rounds/inspection_form.html", context)


def _unit(request: UserRequest, units: list[Organisation]) -> Organisation:
    wanted = request.GET.get("unit", "")
    found = next((one for one in units if str(one.uuid) == wanted), units[0] if units and not wanted else None)
    if found is None:
        raise NotVisible
    return found


@require_GET
def inspection_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Whom it visits; for a random sample the list, the dice and how to draw again."""
    inspection = inspection_for(request.user, uuid)
    context = {"inspection": inspection, "page": inspection_page(request.user, inspection)}
    return render(request, "desk/rounds/inspection.html", context)


@require_POST
def inspection_draw(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Draw with the dice that were thrown."""
    inspection = _random(request, uuid)
    draw_sample(inspection, "".join(request.POST.get("dice", "").split()), by=request.user)
    messages.success(request, _("已抽取。"))
    return redirect("desk:inspections-detail", uuid)


@require_POST
def inspection_start(request: UserRequest, uuid: UUID) -> HttpResponse:
    """An unannounced inspection begins on site."""
    start_inspection(inspection_for(request.user, uuid), by=request.user)
    messages.success(request, _("已开始，被检查的组织现在能看到这次检查。"))
    return redirect("desk:inspections-detail", uuid)


@require_GET
def inspection_list_file(request: UserRequest, uuid: UUID) -> FileResponse:
    """The frozen list as the file from which anyone can draw again."""
    inspection = _random(request, uuid)
    rows = ((one.name, one.stratum, one.excluded) for one in inspection.draw_list.entries)
    return csv_download([("organisation", "stratum", "excluded"), *rows], "draw-list.csv")


def _random(request: UserRequest, uuid: UUID) -> Inspection:
    inspection = inspection_for(request.user, uuid)
    if not hasattr(inspection, "draw_list"):
        raise NotVisible
    return inspection
