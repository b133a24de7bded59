"""Dues: a month of one organisation or of all within reach, corrections, the ledger with its balance (S1-V-3.3)."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.dues import dues_page, shown_month
from guanmo.desk.members.presenters.units import own_unit
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.members.domain.dues import correct_dues, enter_dues_movement, record_dues
from guanmo.stages.members.enums import DuesState
from guanmo.stages.members.forms import DuesCorrectionForm, DuesMonthForm, DuesMovementForm
from guanmo.stages.members.queries import dues_of_month, organisation_to_keep, payment_for, usual_amounts
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import access_of


@require_http_methods(["GET", "POST"])
def dues_month(request: UserRequest) -> HttpResponse:
    """``?organisation=`` and ``?month=2026-11``; posted, it records who paid."""
    today = timezone.localdate()
    month = shown_month(request.GET.get("month", ""), today)
    unit = own_unit(request.user, request.GET.get("organisation", ""))
    form = _form(request, unit, month, today) if unit else None
    if request.method == "POST" and unit and form and form.is_valid():
        try:
            rows = record_dues(unit, month, form.amounts, paid_on=form.cleaned_data["paid_on"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已登记%(count)d名党员。") % {"count": len(rows)})
            return redirect(request.get_full_path())
    page = dues_page(request.user, unit, month, today, request.GET)
    return render(request, "desk/members/dues.html", {"page": page, "form": form})


def _form(request: UserRequest, unit: Organisation, month: date, today: date) -> DuesMonthForm:
    due = [one.member for one in dues_of_month(request.user, month, today, unit) if not one.settled]
    usual = usual_amounts(request.user, unit)
    return DuesMonthForm(request.POST or None, members=due, usual=usual, initial={"paid_on": today})


@require_http_methods(["GET", "POST"])
def dues_correct(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Put a new payment in the place of a wrong one."""
    payment = payment_for(request.user, uuid)
    if not may_keep(access_of(request.user), payment.organisation.path):
        raise NotVisible
    amount = None if payment.state == DuesState.EXEMPT else payment.amount
    start = {"amount": amount, "paid_on": payment.paid_on}
    form = DuesCorrectionForm(request.POST or None, initial=start)
    page = FormPage(
        title=_("更正党费"),
        button=_("更正"),
        above=_("党费"),
        back=f"{_path(payment.organisation)}&month={payment.month:%Y-%m}",
        subject=f"{payment.member.name} · {payment.month:%Y-%m}",
        hint=_("原来的一笔保留，更正后按新的一笔计算。金额空着表示减免。"),
    )

    def act() -> None:
        correct_dues(payment, **form.cleaned_data, by=request.user)

    return answer_form(request, form, page, act, _("已更正。"))


@require_http_methods(["GET", "POST"])
def dues_movement(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One line of the dues ledger of an organisation."""
    organisation = organisation_to_keep(request.user, uuid)
    form = DuesMovementForm(request.POST or None, initial={"on": timezone.localdate()})
    page = FormPage(
        title=_("登记上缴、支出或下拨"),
        button=_("登记"),
        above=_("党费"),
        back=_path(organisation),
        subject=organisation.name,
    )

    def act() -> None:
        enter_dues_movement(form.movement, organisation=organisation, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _path(organisation: Organisation) -> str:
    return f"{reverse('desk:dues-list')}?organisation={organisation.uuid}"
