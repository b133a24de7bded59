"""The page of one visit and what is recorded there (S0-3.1-d to S0-3.1-g, S0-1-d)."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.visits import VisitPage, may_do, notes_form, visit_page, with_newest_stamps
from guanmo.lib.refusal import Refused
from guanmo.stages.rectification.domain.record_finding import record_finding
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rounds.domain.finish_visit import close_visit, excuse_visit, restore_visit
from guanmo.stages.rounds.domain.record_visit import praise, record_visit
from guanmo.stages.rounds.errors import ChangedMeanwhile
from guanmo.stages.rounds.models import Visit
from guanmo.stages.rounds.queries import visit_record_for


@require_http_methods(["GET", "POST"])
def visit_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The visit; a POST writes the notes, or keeps them on the page when they are refused."""
    visit = visit_record_for(request.user, uuid)
    if request.method == "GET":
        return _page(request, visit_page(request.user, visit))
    typed = request.POST.dict()
    form = notes_form(visit, may_do(request.user, visit), typed)
    try:
        if form.is_valid():
            record_visit(visit, form.notes, by=request.user)
            messages.success(request, _("观摩记录已保存。"))
            return redirect("desk:visits-detail", uuid)
        problem = ""
    except Refused as refusal:
        problem = str(refusal)
        if isinstance(refusal, ChangedMeanwhile):
            form = notes_form(visit, may_do(request.user, visit), with_newest_stamps(visit, typed))
    return _page(request, visit_page(request.user, visit, form=form, problem=problem))


def _page(request: UserRequest, page: VisitPage) -> HttpResponse:
    return render(request, "desk/rounds/visit.html", {"page": page, "visit": page.visit, "round": page.visit.round})


def _act(request: UserRequest, uuid: UUID, act: Callable[[Visit], object], done: str) -> HttpResponse:
    """Do one act on the visit; when it is refused the page comes again with the sentence and what was typed."""
    visit = visit_record_for(request.user, uuid)
    try:
        act(visit)
    except Refused as refusal:
        fresh = visit_record_for(request.user, uuid)
        return _page(request, visit_page(request.user, fresh, problem=str(refusal), typed=request.POST.dict()))
    messages.success(request, done)
    return redirect("desk:visits-detail", uuid)


@require_POST
def praise_add(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Praise a good practice."""
    text = request.POST.get("praise", "")
    return _act(request, uuid, lambda visit: praise(visit, text=text, by=request.user), _("已记录表扬。"))


@require_POST
def finding_add(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Record one typed finding."""
    text, chosen = request.POST.get("finding", ""), request.POST.get("finding_type", "")

    def act(visit: Visit) -> None:
        if chosen not in FindingType.values:
            raise Refused(_("请选择发现的类型：亮点、差距、短板或难题。"), code="finding_type")
        record_finding(visit, finding_type=FindingType(chosen), text=text, by=request.user)

    return _act(request, uuid, act, _("已记录观摩发现。"))


@require_POST
def excuse(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Excuse the visit with a reason."""
    reason = request.POST.get("reason", "")
    return _act(request, uuid, lambda visit: excuse_visit(visit, reason=reason, by=request.user), _("已免观摩。"))


@require_POST
def restoration(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take an excuse back."""
    return _act(request, uuid, lambda visit: restore_visit(visit, by=request.user), _("已恢复为待观摩。"))


@require_POST
def closing(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Close the visit when its four parts are done."""
    return _act(request, uuid, lambda visit: close_visit(visit, by=request.user), _("这个组织的观摩已经完成。"))
