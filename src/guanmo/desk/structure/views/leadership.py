"""Leadership and terms; facts about an appointment; a change of secretary; the county's limits."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.leadership import leadership_page
from guanmo.desk.structure.presenters.regulations import bases
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.change_on_self_check import change_on_self_check
from guanmo.stages.organisations.domain.note_appointment import note_fact
from guanmo.stages.organisations.domain.set_structure_limits import set_structure_limits
from guanmo.stages.organisations.forms.structure import LIMITS, ChangeForm, FactForm, StructureLimitsForm
from guanmo.stages.organisations.queries import (
    access_of,
    appointment_for,
    organisation_for,
    structure_limits,
    superiors,
)
from guanmo.stages.organisations.rules import may_review_secretaries, may_set_structure_limits
from guanmo.stages.rectification.queries import self_checks_of


@require_GET
def leadership(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": leadership_page(request.user)})


@require_http_methods(["GET", "POST"])
def facts(request: UserRequest, uuid: UUID, holder: UUID) -> HttpResponse:
    """Note one fact about the appointment of a person."""
    organisation = organisation_for(request.user, uuid)
    held = appointment_for(request.user, organisation, holder)
    reviews = may_review_secretaries(access_of(request.user), organisation.path)
    form = FactForm(request.POST or None, reviews=reviews, initial={"on": timezone.localdate()})
    page = below("desk:leadership", _("班子和换届"), _("登记任职事项"), _("登记"), f"{held.user.name} · {held.post}")

    def act() -> None:
        note_fact(held, form.fact, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def change(request: UserRequest, uuid: UUID, holder: UUID) -> HttpResponse:
    """Change a secretary: the day, who decided, one word why."""
    organisation = organisation_for(request.user, uuid)
    held = appointment_for(request.user, organisation, holder)
    if not may_review_secretaries(access_of(request.user), organisation.path):
        raise NotVisible
    checks = {str(one.uuid): one for one in self_checks_of(request.user).filter(organisation=organisation)}
    form = ChangeForm(
        request.POST or None,
        bodies=superiors(organisation)[::-1],
        checks=[(key, f"{one.checked_on}") for key, one in checks.items()],
        initial={"on": timezone.localdate()},
    )
    hint = _("登记后，这个人的书记职务从离任日期起结束。接任的人由县委组织部在导入组织时登记。")
    page = below(
        "desk:leadership", _("班子和换届"), _("调整书记"), _("确定调整"), f"{held.user.name} · {held.post}", hint=hint
    )

    def act() -> None:
        facts = {**form.cleaned_data, "self_check": checks.get(form.cleaned_data["self_check"])}
        change_on_self_check(held, **facts, by=request.user)

    return answer_form(request, form, page, act, _("已登记，任职已经结束。"))


@require_http_methods(["GET", "POST"])
def limits(request: UserRequest) -> HttpResponse:
    """The county's terms of office and numbers of members; for everybody else the page does not exist."""
    if not may_set_structure_limits(access_of(request.user)):
        raise NotVisible
    held = vars(structure_limits(request.user))
    form = StructureLimitsForm(request.POST or None, initial=held, bases=bases(request.user, LIMITS))
    page = FormPage(
        title=_("任期和人数标准"),
        button=_("保存"),
        above=_("班子和换届"),
        back=reverse("desk:leadership"),
        hint=_("保存后对全县生效，以前的标准仍可查。"),
    )
    return answer_form(
        request, form, page, lambda: set_structure_limits(form.cleaned_data, by=request.user), _("已保存。")
    )
