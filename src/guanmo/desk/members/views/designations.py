"""Named persons and reserve cadres: who is what, where somebody is missing, visits and measures."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.designations import designations_page
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.designate import (
    designate,
    end_designation,
    end_reserve,
    enter_reserve_cadre,
    record_designation_visit,
    record_measure,
)
from guanmo.stages.members.enums import FROM_ABOVE
from guanmo.stages.members.forms import DayForm, DesignationForm, DesignationVisitForm, MeasureForm, ReserveForm
from guanmo.stages.members.models import Designation
from guanmo.stages.members.queries import designation_for, organisation_to_keep, reserve_for
from guanmo.stages.members.rules import may_keep, may_name
from guanmo.stages.organisations.queries import access_of


@require_GET
def designation_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/members/designations.html", {"page": designations_page(request.user, request.GET)})


@require_http_methods(["GET", "POST"])
def designation_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Name a person for an organisation."""
    organisation = organisation_to_keep(request.user, uuid)
    above = may_name(access_of(request.user), organisation, from_above=True)
    form = DesignationForm(request.POST or None, from_above=above, initial={"started_on": timezone.localdate()})
    page = below("desk:designations-list", _("人员配备"), _("登记人员"), _("登记"), organisation.name)

    def act() -> None:
        designate(form.naming, organisation=organisation, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def designation_visit(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Log a visit; the page shows those before."""
    named = designation_for(request.user, uuid)
    if not may_keep(access_of(request.user), named.organisation.path):
        raise NotVisible
    form = DesignationVisitForm(request.POST or None, initial={"on": timezone.localdate()})
    before = [(f"{one.on:%Y-%m-%d}", one.matter) for one in named.visits.all()]
    page = below("desk:designations-list", _("人员配备"), _("登记走访"), _("登记"), _subject(named), facts=before)

    def act() -> None:
        record_designation_visit(named, **form.cleaned_data, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def designation_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note until when somebody was named."""
    named = designation_for(request.user, uuid)
    above = named.function in FROM_ABOVE
    if named.ended_on or not may_name(access_of(request.user), named.organisation, from_above=above):
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below("desk:designations-list", _("人员配备"), _("登记结束"), _("登记"), _subject(named))

    def act() -> None:
        end_designation(named, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def reserve_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Put a reserve cadre into the ledger."""
    organisation = organisation_to_keep(request.user, uuid)
    form = ReserveForm(request.POST or None, initial={"entered_on": timezone.localdate()})
    page = below("desk:designations-list", _("人员配备"), _("登记后备干部"), _("登记"), organisation.name)

    def act() -> None:
        enter_reserve_cadre(form.reserve, organisation=organisation, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def reserve_measure(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note a measure; the page shows those before."""
    cadre = reserve_for(request.user, uuid)
    form = MeasureForm(request.POST or None, initial={"on": timezone.localdate()})
    facts = [(_("出生年份"), str(cadre.birth_year)), (_("学历"), cadre.get_education_display())]
    before = [*facts, *((f"{one.on:%Y-%m-%d}", one.title) for one in cadre.measures.all())]
    subject = f"{cadre.name} · {cadre.organisation.name}"
    page = below("desk:designations-list", _("人员配备"), _("登记培养措施"), _("登记"), subject, facts=before)

    def act() -> None:
        record_measure(cadre, **form.cleaned_data, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def reserve_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take a reserve cadre out of the ledger."""
    cadre = reserve_for(request.user, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    subject = f"{cadre.name} · {cadre.organisation.name}"
    page = below("desk:designations-list", _("人员配备"), _("登记调出"), _("登记"), subject)

    def act() -> None:
        end_reserve(cadre, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _subject(named: Designation) -> str:
    return f"{named.get_function_display()} {named.name} · {named.organisation.name}"
