"""The findings of a round, and the way of each into the ledger (S0-3.1-h, S0-3.1-m)."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.fields import in_working_days
from guanmo.desk.rectification.finding_lists import page_of
from guanmo.desk.rectification.forms import ColumnsForm, FindingForm, ReasonForm
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.enter_row import enter_row
from guanmo.stages.rectification.domain.record_finding import record_finding, set_aside, take_up
from guanmo.stages.rectification.enums import PROBLEMS, FindingType
from guanmo.stages.rectification.models import Finding
from guanmo.stages.rectification.queries import (
    finding_for,
    findings_of_round,
    next_without_row,
    responsible_person_of,
)
from guanmo.stages.rectification.rules import may_keep_ledger, may_record, may_still_record
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.rounds.queries import is_participant, round_for, visit_for, visits_of
from guanmo.stages.rounds.rules import may_run

TIME_TO_RECTIFY = 20
"""Working days that are proposed for putting a problem right; the township changes them with each row."""


@require_safe
def finding_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """All findings of a round by organisation, or those without a ledger row."""
    round = round_for(request.user, uuid)
    page = page_of(list(findings_of_round(request.user, round)), request.GET, access_of(request.user))
    visits = _visits_to_record(request, round)
    return render(request, "desk/rectification/findings.html", {"round": round, "page": page, "visits": visits})


def _records(request: UserRequest, round: Round) -> bool:
    taking_part = is_participant(request.user, round)
    return may_record(access_of(request.user), round.tier, round.organiser.path, taking_part=taking_part)


def _visits_to_record(request: UserRequest, round: Round) -> list[Visit]:
    """The visits on which the user may write down a finding now."""
    runs = may_run(access_of(request.user), round.tier, round.organiser.path)
    if not _records(request, round) or not may_still_record(round.state, runs=runs):
        return []
    return [visit for visit in visits_of(request.user, round) if visit.state != VisitState.EXCUSED]


@require_http_methods(["GET", "HEAD", "POST"])
def finding_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """An observer, or the secretary on the spot, writes down what a visit found."""
    visit = visit_for(request.user, uuid)
    if not _records(request, visit.round):
        raise NotVisible
    form = FindingForm(request.POST or None, visit=visit)
    if form.is_valid():
        filled = form.cleaned_data
        try:
            finding = record_finding(
                visit,
                finding_type=FindingType(filled["finding_type"]),
                text=filled["text"],
                item=filled["item"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已记录。"))
            keeps = may_keep_ledger(access_of(request.user), visit.organisation.path)
            if keeps and finding.finding_type in PROBLEMS:
                return redirect("desk:rows-create", finding.uuid)
            return redirect("desk:findings-list", visit.round.uuid)
    return render(request, "desk/rectification/finding_form.html", {"form": form, "visit": visit})


def _kept(request: UserRequest, uuid: UUID) -> Finding:
    """The finding, for those who keep the ledger of its organisation."""
    finding = finding_for(request.user, uuid)
    if not may_keep_ledger(access_of(request.user), finding.organisation.path):
        raise NotVisible
    return finding


@require_http_methods(["GET", "HEAD", "POST"])
def row_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Enter one finding; after it comes the next one that waits, so that sixty are done in one go."""
    finding = _kept(request, uuid)
    form = ColumnsForm(request.POST or None, initial=_proposal(finding))
    if request.method == "POST" and form.is_valid():
        try:
            enter_row(finding, form.columns, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已列入台账：%(name)s。") % {"name": finding.organisation.short_name})
            return (
                redirect("desk:rows-create", finding.uuid) if "another" in request.POST else _onward(request, finding)
            )
    return _row_page(request, finding, form, ReasonForm(auto_id="aside_%s"))


def _proposal(finding: Finding) -> dict[str, object]:
    person = responsible_person_of(finding.organisation)
    return {"matter": finding.text, "due_date": in_working_days(TIME_TO_RECTIFY), "responsible_person": person}


@require_POST
def aside(request: UserRequest, uuid: UUID) -> HttpResponse:
    """No ledger row for this problem, with a reason; then the next."""
    finding = _kept(request, uuid)
    reason = ReasonForm(request.POST, auto_id="aside_%s")
    if reason.is_valid():
        try:
            set_aside(finding, reason=reason.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            reason.add_error(None, str(refused))
        else:
            messages.success(request, _("已定为不列入台账：%(name)s。") % {"name": finding.organisation.short_name})
            return _onward(request, finding)
    return _row_page(request, finding, ColumnsForm(initial=_proposal(finding)), reason)


@require_POST
def restore(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The problem waits for its ledger row again."""
    finding = _kept(request, uuid)
    take_up(finding, by=request.user)
    messages.success(request, _("已恢复，可以列入台账。"))
    return redirect("desk:rows-create", finding.uuid)


def _onward(request: UserRequest, finding: Finding) -> HttpResponse:
    following, _waiting = next_without_row(request.user, finding)
    if following is None:
        messages.success(request, _("发现都处理完了，可以下发《整改通知单》。"))
        if finding.visit is None:
            return redirect("desk:problems-list")
        return redirect("desk:notices-list", finding.visit.round.uuid)
    return redirect("desk:rows-create", following.uuid)


def _row_page(request: UserRequest, finding: Finding, form: forms.Form, reason: forms.Form) -> HttpResponse:
    following, waiting = next_without_row(request.user, finding)
    form.fields["measure"].widget.attrs["autofocus"] = True
    form.fields["due_date"].help_text = _("按工作日预填，可以改。")
    context = {"finding": finding, "form": form, "reason": reason, "following": following, "waiting": waiting}
    return render(request, "desk/rectification/row_form.html", context)
