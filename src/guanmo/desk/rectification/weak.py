"""软弱涣散党组织 on its pages: batches, one case, its staff, plan and steps (workflows.md 6)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.weak_forms import PlanForm, StaffForm, WeakCaseForm, WeakStepForm
from guanmo.desk.rectification.weak_words import TONES, timeline
from guanmo.desk.structure.shapes import share
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.method.weak_organisation import PRECISE
from guanmo.stages.rectification.domain.weak_case import open_weak_case, plan_weak_case, send_staff
from guanmo.stages.rectification.domain.weak_step import take_weak_step
from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.models import WeakCase
from guanmo.stages.rectification.queries import (
    arrivals,
    batches_of,
    takes_weak_step,
    weak_candidates,
    weak_case_for,
    weak_cases_visible_to,
)
from guanmo.ui.shapes import Step


@require_safe
def weak_list(request: UserRequest) -> HttpResponse:
    """The batches with their counts, who has not arrived yet, and every case."""
    cases = [(case, TONES[case.state]) for case in weak_cases_visible_to(request.user)]
    opens = weak_candidates(request.user).exists()
    sent = arrivals(request.user, timezone.localdate())
    context = {
        "batches": batches_of(request.user),
        "cases": cases,
        "opens": opens,
        "sent": sent,
        "share": share(sent.arrived, sent.required),
    }
    return render(request, "desk/rectification/weak_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weak_create(request: UserRequest) -> HttpResponse:
    """Open a case: which organisation, in which batch, on what basis."""
    if not weak_candidates(request.user).exists():
        raise NotVisible
    form = WeakCaseForm(request.POST or None, user=request.user)
    if form.is_valid():
        filled = form.cleaned_data
        try:
            case = open_weak_case(filled.pop("organisation"), **filled, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记。下一步：研判认定。"))
            return redirect("desk:weak-detail", case.uuid)
    return render(request, "desk/rectification/weak_form.html", {"form": form})


@require_safe
def weak_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    return _page(request, weak_case_for(request.user, uuid))


@require_POST
def weak_staff(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Somebody was sent."""
    case = weak_case_for(request.user, uuid)
    form = StaffForm(request.POST, case=case, user=request.user, auto_id="staff_%s")
    return _act(request, uuid, "staff", form, lambda case: send_staff(case, **form.cleaned_data, by=request.user))


@require_POST
def weak_plan(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The rectification plan."""
    form = PlanForm(request.POST, auto_id="plan_%s")
    return _act(request, uuid, "plan", form, lambda case: plan_weak_case(case, **form.cleaned_data, by=request.user))


@require_POST
def weak_step(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The next step of the case."""
    case = weak_case_for(request.user, uuid)
    form = WeakStepForm(request.POST, case=case, user=request.user, auto_id="step_%s")
    return _act(request, uuid, "step", form, lambda case: take_weak_step(case, form.taken, by=request.user))


def _act(request: UserRequest, uuid: UUID, name: str, form: Any, act: Any) -> HttpResponse:
    """Do it; a refusal comes back with everything that was written."""
    case = weak_case_for(request.user, uuid)
    if form.is_valid():
        try:
            act(case)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记。"))
            return redirect("desk:weak-detail", uuid)
    return _page(request, case, {name: form})


def _page(request: UserRequest, case: WeakCase, bound: dict[str, Any] | None = None) -> HttpResponse:
    forms = {
        "staff": StaffForm(case=case, user=request.user, auto_id="staff_%s"),
        "plan": PlanForm(initial={"plan": case.plan}, auto_id="plan_%s"),
        "step": WeakStepForm(case=case, user=request.user, auto_id="step_%s"),
    } | (bound or {})
    planned = (WeakState.SUSPECTED, WeakState.IDENTIFIED, WeakState.IN_LEDGER, WeakState.STAFFED)
    context = {
        "case": case,
        "tone": TONES[case.state],
        "sends": takes_weak_step(request.user, case, "sender"),
        "forms": forms,
        "steps": _precise(case),
        "history": timeline(case),
        "plans": case.state in planned and takes_weak_step(request.user, case, "team"),
    }
    return render(request, "desk/rectification/weak.html", context)


def _precise(case: WeakCase) -> list[Step]:
    """The four precise steps and the transformation, each with the day on which it was taken."""
    days = {one.target: one.taken_on for one in case.steps.all()}
    states = [*PRECISE, WeakState.TRANSFORMED]
    first_open = next((state for state in states if state not in days), None)
    return [
        Step(
            WeakState(state).label,
            "done" if state in days else "current" if state == first_open else "todo",
            days.get(state, ""),
        )
        for state in states
    ]
