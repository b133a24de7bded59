"""Restricted cases and care: pages for the few who may read them, counts for the others."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.restricted import acts_of, restricted_page, steps_of
from guanmo.desk.members.shapes import turned
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.member import kept_member
from guanmo.desk.members.views.pages import below, of_member
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.restrict import (
    advance_case,
    end_care,
    note_care,
    note_case,
    note_reading,
    record_care,
)
from guanmo.stages.members.enums import CareCategory, RestrictedKind, RestrictedState
from guanmo.stages.members.forms import CareForm, CareNeedForm, DayForm, RestrictedForm, RestrictedStepForm
from guanmo.stages.members.queries import care_for, care_needs, member_for, restricted_cases, restricted_for
from guanmo.stages.members.rules import may_decide_restricted, may_keep, may_read_restricted
from guanmo.stages.organisations.queries import access_of


@require_GET
def restricted_list(request: UserRequest) -> HttpResponse:
    """Counts, and the names that the user may read; whoever reads them is logged."""
    cases = turned(restricted_cases(request.user), request.GET, "cases")
    needs = turned(care_needs(request.user), request.GET, "care")
    note_reading([*cases, *needs], by=request.user)
    return render(request, "desk/members/restricted.html", {"page": restricted_page(request.user, cases, needs)})


@require_http_methods(["GET", "POST"])
def restricted_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Open a case about a member; for all but the secretaries the page does not exist."""
    member = member_for(request.user, uuid)
    if member.left_on or not may_read_restricted(access_of(request.user), member.organisation):
        raise NotVisible
    form = RestrictedForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        kind = RestrictedKind(form.cleaned_data["kind"])
        note_case(member, kind, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, of_member(member, _("登记失联或处置事项"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def restricted_step(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take the next step; the page shows those before."""
    case = restricted_for(request.user, uuid)
    note_reading([case], by=request.user)
    approves = may_decide_restricted(access_of(request.user), case.organisation)
    form = RestrictedStepForm(request.POST or None, case=case, approves=approves, initial={"on": timezone.localdate()})
    title = case.get_kind_display()
    subject = f"{case.member.name} · {case.organisation.name}"
    button = _("办理") if case.state != RestrictedState.CLOSED else ""
    page = below("desk:restricted-list", _("关爱和处置"), title, button, subject, facts=steps_of(case))

    def act() -> None:
        data, target = form.cleaned_data, RestrictedState(form.cleaned_data["target"])
        advance_case(case, target, on=data["on"], decision=data["decision"], by=request.user)

    return answer_form(request, form, page, act, _("已办理。"))


@require_http_methods(["GET", "POST"])
def care_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a member is to be cared for."""
    member = kept_member(request, uuid)
    path = member.organisation.township_path
    form = CareNeedForm(request.POST or None, path=path, initial={"on": timezone.localdate()})

    def act() -> None:
        data, category = form.cleaned_data, CareCategory(form.cleaned_data["category"])
        note_care(member, category, helper=form.chosen, on=data["on"], by=request.user)

    return answer_form(request, form, of_member(member, _("列入关爱帮扶"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def care_act(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note a visit, a talk, help or aid; the page shows those before."""
    need = care_for(request.user, uuid)
    note_reading([need], by=request.user)
    form = CareForm(request.POST or None, initial={"on": timezone.localdate()})
    subject = f"{need.member.name} · {need.member.organisation.name}"
    page = below("desk:restricted-list", _("关爱和处置"), _("登记关爱帮扶"), _("登记"), subject, facts=acts_of(need))

    def act() -> None:
        record_care(need, form.care, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def care_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note until when a member was cared for, by the organisation that keeps the list."""
    need = care_for(request.user, uuid)
    if not may_keep(access_of(request.user), need.member.organisation.path):
        raise NotVisible
    note_reading([need], by=request.user)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    subject = f"{need.member.name} · {need.member.organisation.name}"
    page = below("desk:restricted-list", _("关爱和处置"), _("结束关爱帮扶"), _("登记"), subject)

    def act() -> None:
        end_care(need, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))
