"""What was found outside the rounds: self-checks, inspections, criticism (S2-3.5-c, S2-3.7-e, S4-5c)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.documents.glyphs import asks_about_glyphs, issued
from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.finding_lists import page_of
from guanmo.desk.rectification.forms import CriticismForm, InspectedForm
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.notify import notify
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.organisations.rules import SUPERIORS, TOWNSHIP_STAFF
from guanmo.stages.rectification.domain.criticise import criticise
from guanmo.stages.rectification.domain.find_on_inspection import find_on_inspection
from guanmo.stages.rectification.enums import PROBLEMS, FindingType
from guanmo.stages.rectification.queries import (
    findings_elsewhere,
    notices_of_round,
    self_checking_for,
    self_checks_of,
    to_notify,
)
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.stages.rounds.queries import inspected_by, inspection_for
from guanmo.stages.rounds.rules import may_inspect


@require_safe
def problem_list(request: UserRequest) -> HttpResponse:
    """The findings from elsewhere, the self-checks, and the notices that wait or were issued."""
    access = access_of(request.user)
    context = {
        "page": page_of(list(findings_elsewhere(request.user)), request.GET, access),
        "checks": self_checks_of(request.user),
        "waiting": to_notify(request.user, None),
        "notices": notices_of_round(request.user, None),
        "keeps": access.has(*SUPERIORS),
        "oversees": access.is_county or access.has(*TOWNSHIP_STAFF),
        "checks_itself": self_checking_for(request.user).exists(),
    }
    return render(request, "desk/rectification/problems.html", context)


@require_POST
@asks_about_glyphs
def problem_notice(request: UserRequest, organisation: UUID) -> HttpResponse:
    """One notice to one organisation about what was found outside the rounds."""
    to = organisation_for(request.user, organisation)
    notice = issued(request, lambda: notify(None, to, by=request.user))
    messages.success(request, _("已下发：%(number)s。") % {"number": notice.number})
    return redirect("desk:problems-list")


@require_http_methods(["GET", "HEAD", "POST"])
def criticism_create(request: UserRequest) -> HttpResponse:
    """Criticise one organisation with a time limit; the ledger row is opened with it."""
    if not access_of(request.user).has(*SUPERIORS):
        raise NotVisible
    form = CriticismForm(request.POST or None, user=request.user)
    if form.is_valid():
        filled = form.cleaned_data
        try:
            row = criticise(filled["organisation"], text=filled["text"], columns=form.columns, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记，并列入台账。下一步：下发《整改通知单》。"))
            return redirect("desk:ledger-row", row.uuid)
    return _form(request, form, _("批评并限期整改"))


@require_http_methods(["GET", "HEAD", "POST"])
def inspected_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Write down what an inspection found about one of its organisations."""
    inspection, access = inspection_for(request.user, uuid), access_of(request.user)
    if not may_inspect(access, inspection.organiser.path):
        raise NotVisible
    form = InspectedForm(request.POST or None, inspected=inspected_by(request.user, inspection))
    if form.is_valid():
        filled, organisation = form.cleaned_data, form.cleaned_data["organisation"].organisation
        kind = FindingType(filled["finding_type"])
        try:
            found = find_on_inspection(
                inspection, organisation, finding_type=kind, text=filled["text"], by=request.user
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已记录。"))
            if kind in PROBLEMS and may_keep_ledger(access, organisation.path):
                return redirect("desk:rows-create", found.uuid)
            return redirect("desk:inspections-detail", inspection.uuid)
    return _form(request, form, _("记录检查发现"), inspection=inspection)


def _form(request: UserRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    return render(request, "desk/rectification/problem_form.html", {"form": form, "title": title, **more})
