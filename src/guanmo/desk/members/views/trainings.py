"""Trainings: planned by member type, announced, attended; and how far each member came this year (workflows.md 10)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.trainings import chosen_unit, training_page, trainings_page, unit_choices
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.members.domain.train import (
    announce_training,
    close_training,
    plan_training,
    register_attendance,
)
from guanmo.stages.members.enums import TrainingState
from guanmo.stages.members.forms import AttendanceForm, DayForm, TrainingForm
from guanmo.stages.members.models import Member, Training
from guanmo.stages.members.queries import attendances, organisation_to_keep, trainee_units, trainees, training_for
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.queries import access_of

_PER_FORM = 200
"""Members on one form: a browser sends two fields for each, and Django takes 1000 fields."""


@require_GET
def training_list(request: UserRequest) -> HttpResponse:
    """``?organisation=`` narrows the year to one roster."""
    page = trainings_page(request.user, request.GET)
    return render(request, "desk/members/trainings.html", {"page": page})


@require_http_methods(["GET", "POST"])
def training_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Plan a training of one organisation."""
    organiser = organisation_to_keep(request.user, uuid)
    form = TrainingForm(request.POST or None)
    hint = _("给哪几类党员办，就写哪几类的目标和内容；不办的空着。")
    page = below("desk:trainings-list", _("党员培训"), _("计划培训"), _("保存计划"), organiser.name, hint=hint)

    def act() -> None:
        plan_training(form.plan, organiser=organiser, by=request.user)

    return answer_form(request, form, page, act, _("已保存。"))


@require_http_methods(["GET", "POST"])
def training_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The plan and who came; posted, it registers hours and tests of ``?organisation=``, else of the first one."""
    training = training_for(request.user, uuid)
    keeps = may_keep(access_of(request.user), training.organiser.path)
    open_ = keeps and training.state in (TrainingState.ANNOUNCED, TrainingState.HELD)
    units = list(trainee_units(request.user, training).items()) if open_ else []
    unit = chosen_unit(units, request.GET.get("organisation", ""))
    members = Paginator(trainees(request.user, training).filter(organisation=unit), _PER_FORM)
    page = members.get_page(request.GET.get("page"))
    form = _attendance(request, training, list(page)) if open_ else None
    if request.method == "POST" and form and form.is_valid():
        try:
            rows = register_attendance(training, form.present, seen=form.cleaned_data["seen"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记%(count)d名党员。") % {"count": len(rows)})
            return redirect(request.get_full_path())
    context = {"training": training, "page": training_page(request.user, training, keeps=keeps), "form": form}
    context |= {"members": page, "units": unit_choices(training, units, unit), "unit": unit}
    return render(request, "desk/members/training.html", context)


def _attendance(request: UserRequest, training: Training, members: list[Member]) -> AttendanceForm:
    held = {one.member_id: one for one in attendances(request.user, training).filter(member__in=members)}
    return AttendanceForm(request.POST or None, members=members, held=held, hours=training.hours)


@require_http_methods(["GET", "POST"])
def training_announce(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note when it was announced."""
    training = _kept(request, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = FormPage(
        title=_("登记通知"),
        button=_("登记"),
        above=training.title,
        back=reverse("desk:trainings-detail", args=[uuid]),
        subject=training.organiser.name,
    )

    def act() -> None:
        announce_training(training, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_POST
def training_close(request: UserRequest, uuid: UUID) -> HttpResponse:
    """End a training; nothing is registered afterwards."""
    close_training(_kept(request, uuid), by=request.user)
    messages.success(request, _("已结束。"))
    return redirect("desk:trainings-detail", uuid)


def _kept(request: UserRequest, uuid: UUID) -> Training:
    training = training_for(request.user, uuid)
    if not may_keep(access_of(request.user), training.organiser.path):
        raise NotVisible
    return training
