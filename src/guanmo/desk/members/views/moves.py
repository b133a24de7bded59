"""Transfers and floating members: lists of what is open, and the forms of each step."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.moves import moves_page, steps_offered
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.member import kept_member
from guanmo.desk.members.views.pages import of_member
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.float_member import (
    end_floating,
    record_floating_contact,
    record_life,
    register_floating,
)
from guanmo.stages.members.domain.transfer import advance_transfer, request_transfer
from guanmo.stages.members.enums import LifeKind, TransferState
from guanmo.stages.members.forms import DayForm, FloatingForm, LifeForm, TransferForm, TransferStepForm
from guanmo.stages.members.models import Floating
from guanmo.stages.members.queries import floating_for, member_for, recording_units, transfer_for
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.queries import access_of


@require_GET
def move_list(request: UserRequest) -> HttpResponse:
    """What is open, overdue first; floating members by category."""
    return render(request, "desk/members/moves.html", {"page": moves_page(request.user, request.GET)})


@require_http_methods(["GET", "POST"])
def transfer_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Ask for a member's transfer."""
    member = kept_member(request, uuid)
    form = TransferForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        data = form.cleaned_data
        name = data["target_name"]
        request_transfer(member, target=form.branch, target_name=name, on=data["on"], by=request.user)

    page = of_member(member, _("转出组织关系"), _("提出申请"))
    return answer_form(request, form, page, act, _("已提出。转出后由对方党组织接收。"))


@require_http_methods(["GET", "POST"])
def transfer_step(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take the next step; the page shows those before."""
    transfer = transfer_for(request.user, uuid)
    offered = steps_offered(request.user, transfer)
    form = TransferStepForm(request.POST or None, offered=offered, initial={"on": timezone.localdate()})
    steps = [(one.get_target_display(), f"{one.on:%Y-%m-%d} {one.note}") for one in transfer.steps.all()]
    page = FormPage(
        title=_("组织关系接转"),
        button=_("办理") if offered else "",
        above=_("接转和流动"),
        back=reverse("desk:moves-list"),
        subject=f"{transfer.member.name}：{transfer.source.name} → {transfer.destination}",
        facts=steps,
    )

    def act() -> None:
        data, target = form.cleaned_data, TransferState(form.cleaned_data["target"])
        advance_transfer(transfer, target, on=data["on"], note=data["note"], by=request.user)

    return answer_form(request, form, page, act, _("已办理。"))


@require_http_methods(["GET", "POST"])
def floating_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a member is away."""
    member = kept_member(request, uuid)
    form = FloatingForm(request.POST or None)

    def act() -> None:
        register_floating(member, form.absence, by=request.user)

    return answer_form(request, form, of_member(member, _("登记流动党员"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def floating_contact(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that the contact person was in touch."""
    floating = _kept_floating(request, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = _of_floating(floating, _("登记联系"), _("只记联系的日期，不记谈了什么。"))

    def act() -> None:
        record_floating_contact(floating, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def floating_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that the member is back."""
    floating = _kept_floating(request, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        end_floating(floating, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, _of_floating(floating, _("登记返回")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def life_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note an education or meeting of a member, by the home or the host branch."""
    member = member_for(request.user, uuid)
    if not recording_units(request.user, member):
        raise NotVisible
    form = LifeForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        data, kind = form.cleaned_data, LifeKind(form.cleaned_data["kind"])
        record_life(member, kind, on=data["on"], title=data["title"], by=request.user)

    page = of_member(member, _("登记学习教育和组织生活"), _("登记"))
    return answer_form(request, form, page, act, _("已登记。"))


def _kept_floating(request: UserRequest, uuid: UUID) -> Floating:
    floating = floating_for(request.user, uuid)
    if not may_keep(access_of(request.user), floating.member.organisation.path):
        raise NotVisible
    return floating


def _of_floating(floating: Floating, title: str, hint: str = "") -> FormPage:
    subject = f"{floating.member.name} · {floating.get_category_display()}"
    back = reverse("desk:moves-list")
    return FormPage(title=title, button=_("登记"), above=_("接转和流动"), back=back, subject=subject, hint=hint)
