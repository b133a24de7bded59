"""Development cases: all within reach by stage, one with its checks, and the forms that bring it on."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.developments import case_page, cases_page
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.advance_development import advance_development
from guanmo.stages.members.domain.develop import (
    declare_kinship,
    open_development,
    record_check,
    record_cultivation,
)
from guanmo.stages.members.enums import CultivationKind, DevelopmentCheckKind, DevelopmentState
from guanmo.stages.members.forms import ApplicationForm, CheckForm, CultivationForm, KinshipForm, StepForm
from guanmo.stages.members.models import Development
from guanmo.stages.members.queries import development_for, organisation_to_keep
from guanmo.stages.members.rules import may_approve, may_keep
from guanmo.stages.organisations.queries import access_of


@require_GET
def development_list(request: UserRequest) -> HttpResponse:
    """``?state=`` narrows to one stage."""
    context = {"page": cases_page(request.user, request.GET)}
    return render(request, "desk/members/developments.html", context)


@require_GET
def development_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    case = development_for(request.user, uuid)
    return render(request, "desk/members/development.html", {"case": case, "page": case_page(request.user, case)})


@require_http_methods(["GET", "POST"])
def development_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Open a case in one organisation."""
    organisation = organisation_to_keep(request.user, uuid)
    form = ApplicationForm(request.POST or None)
    page = FormPage(
        title=_("登记入党申请人"),
        button=_("登记"),
        above=_("发展党员"),
        back=reverse("desk:developments-list"),
        subject=organisation.name,
    )

    def act() -> None:
        open_development(form.application, organisation=organisation, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def development_check(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Keep one check."""
    case = _kept(request, uuid)
    approves = may_approve(access_of(request.user), case.organisation)
    form = CheckForm(request.POST or None, approves=approves, initial={"on": timezone.localdate()})

    def act() -> None:
        data, kind = form.cleaned_data, DevelopmentCheckKind(form.cleaned_data["kind"])
        passed = data["result"] == "yes"
        record_check(case, kind, passed=passed, on=data["on"], body=data["body"], by=request.user)

    return answer_form(request, form, _page(case, _("登记程序事项"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def development_cultivation(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Keep one entry of education or observation."""
    case = _kept(request, uuid)
    form = CultivationForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        data, kind = form.cleaned_data, CultivationKind(form.cleaned_data["kind"])
        record_cultivation(case, kind, on=data["on"], title=data["title"], by=request.user)

    return answer_form(request, form, _page(case, _("登记培养考察"), _("登记")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def development_kinship(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Keep the declaration of kinship: yes or no."""
    case = _kept(request, uuid)
    form = KinshipForm(request.POST or None)

    def act() -> None:
        data = form.cleaned_data
        declare_kinship(case, kinship=data["kinship"] == "yes", filed_on=data["filed_on"], by=request.user)

    return answer_form(request, form, _page(case, _("近亲属情况申报"), _("申报")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def development_step(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take the case to another stage; for all but the superior the page does not exist."""
    case = development_for(request.user, uuid)
    if not may_approve(access_of(request.user), case.organisation):
        raise NotVisible
    form = StepForm(request.POST or None, state=case.state, initial={"on": timezone.localdate()})

    def act() -> None:
        data, target = form.cleaned_data, DevelopmentState(form.cleaned_data["target"])
        advance_development(case, target, on=data["on"], papers=data["papers"], by=request.user)

    return answer_form(request, form, _page(case, _("批准进入下一阶段"), _("批准")), act, _("已批准。"))


def _kept(request: UserRequest, uuid: UUID) -> Development:
    case = development_for(request.user, uuid)
    if not may_keep(access_of(request.user), case.organisation.path):
        raise NotVisible
    return case


def _page(case: Development, title: str, button: str) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        above=case.name,
        back=reverse("desk:developments-detail", args=[case.uuid]),
        subject=f"{case.name} · {case.get_state_display()} · {case.organisation.name}",
    )
