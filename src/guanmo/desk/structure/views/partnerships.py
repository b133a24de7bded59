"""Partnerships: the list, one of them, taking partners in and out, rules, the end."""

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
from guanmo.desk.structure.presenters.partnerships import partnership_page, partnerships_page
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.keep_partnership import (
    add_side,
    adopt_rule,
    end_partnership,
    end_side,
    open_partnership,
)
from guanmo.stages.organisations.enums import PartnershipKind
from guanmo.stages.organisations.forms.structure import DayForm, PartnershipForm, RuleForm, SideForm
from guanmo.stages.organisations.models import Partnership
from guanmo.stages.organisations.queries import (
    access_of,
    listing,
    organisation_to_keep,
    partnership_for,
    partnership_side_for,
)
from guanmo.stages.organisations.rules import may_keep_structure
from guanmo.ui.shapes import Text


@require_GET
def partnership_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": partnerships_page(request.user)})


@require_GET
def partnership_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One partnership; whoever is a partner sees it too."""
    one = partnership_for(request.user, uuid)
    return render(request, "desk/structure/list.html", {"page": partnership_page(request.user, one)})


@require_http_methods(["GET", "POST"])
def partnership_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Begin one with its first partner."""
    organisation = organisation_to_keep(request.user, uuid)
    others = listing(request.user).exclude(pk=organisation.pk)
    form = PartnershipForm(request.POST or None, organisations=others, initial={"on": timezone.localdate()})
    hint = _("双方都要有责任人。共建活动记在“结对共建活动”台账里，这里只登记双方是谁。")
    page = below(
        "desk:partnerships-list", _("结对和联建"), _("登记结对或联建"), _("登记"), organisation.name, hint=hint
    )

    def act() -> None:
        data = form.cleaned_data
        kind, own = PartnershipKind(data["kind"]), data["own_person"]
        open_partnership(kind, form.side, organisation=organisation, person=own, on=data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def partnership_side(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take a partner in."""
    one = _kept(request, uuid)
    others = listing(request.user).exclude(pk=one.organisation_id)
    form = SideForm(request.POST or None, organisations=others, initial={"on": timezone.localdate()})

    def act() -> None:
        add_side(one, form.side, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, _page(one, _("增加成员单位")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def partnership_leave(request: UserRequest, uuid: UUID, number: int) -> HttpResponse:
    """Let a partner out."""
    one, side = _kept(request, uuid), partnership_side_for(request.user, uuid, number)
    if side.ended_on:
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        end_side(side, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, _page(one, _("登记退出"), side.title), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def partnership_rule(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note a rule by which the partners work."""
    one = _kept(request, uuid)
    form = RuleForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        adopt_rule(one, **form.cleaned_data, by=request.user)

    return answer_form(request, form, _page(one, _("登记机制文件")), act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def partnership_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """End it with all its sides."""
    one = _kept(request, uuid)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        end_partnership(one, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, _page(one, _("登记结束")), act, _("已登记。"))


def _kept(request: UserRequest, uuid: UUID) -> Partnership:
    """One that stands and that the user keeps."""
    one = partnership_for(request.user, uuid)
    if one.ended_on or not may_keep_structure(access_of(request.user), one.organisation.path):
        raise NotVisible
    return one


def _page(one: Partnership, title: Text, subject: Text = "") -> FormPage:
    above = f"{one.organisation.name} · {one.get_kind_display()}"
    back = reverse("desk:partnerships-detail", args=[one.uuid])
    return FormPage(title=title, button=_("登记"), above=above, back=back, subject=subject)
