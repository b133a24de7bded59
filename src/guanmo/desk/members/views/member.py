"""One member: everything that is held, corrections, leaving, and the logged look at the contact detail."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.member import member_page
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import of_member
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.correct_member import correct_member
from guanmo.stages.members.domain.enter_member import enter_member
from guanmo.stages.members.domain.facts import facts_of
from guanmo.stages.members.domain.find_by_phone import find_by_phone
from guanmo.stages.members.domain.link_account import link_account
from guanmo.stages.members.domain.restrict import note_reading
from guanmo.stages.members.domain.return_to_roster import return_to_roster
from guanmo.stages.members.domain.reveal_contact import reveal_contact
from guanmo.stages.members.domain.take_off_roster import take_off_roster
from guanmo.stages.members.enums import Leaving
from guanmo.stages.members.forms import AccountForm, LeaveForm, MemberForm, PhoneForm, ReturnForm
from guanmo.stages.members.models import Member
from guanmo.stages.members.queries import care_of, last_change, member_for, organisation_to_keep, restricted_of
from guanmo.stages.members.rules import may_keep, may_see_contact
from guanmo.stages.organisations.queries import access_of


@require_GET
def member_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    member = member_for(request.user, uuid)
    return render(request, "desk/members/member.html", _context(request, member))


@require_http_methods(["GET", "POST"])
def member_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Enter a member of one organisation."""
    organisation = organisation_to_keep(request.user, uuid)
    form = MemberForm(request.POST or None)
    page = FormPage(
        title=_("登记党员"),
        button=_("登记"),
        above=_("花名册"),
        back=f"{reverse('desk:members-list')}?organisation={organisation.uuid}",
        subject=organisation.name,
        hint=_("只登记工作需要的内容：不要写身份号码、住址、家庭、健康情况。"),
    )

    def act() -> None:
        more = {name: form.cleaned_data[name] for name in ("contact", "namesake")}
        enter_member(form.facts, organisation=organisation, by=request.user, **more)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def member_correct(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Correct what is held; the old values stay in the history."""
    member = kept_member(request, uuid)
    start = asdict(facts_of(member)) | {"seen": last_change(member)}
    form = MemberForm(request.POST or None, initial=start, corrects=True)

    def act() -> None:
        more = {name: form.cleaned_data[name] for name in ("contact", "reason", "seen")}
        correct_member(member, form.facts, by=request.user, **more)

    return answer_form(request, form, of_member(member, _("修改党员情况"), _("保存")), act, _("已保存。"))


@require_http_methods(["GET", "POST"])
def member_leave(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take a member off the roster."""
    member = kept_member(request, uuid)
    form = LeaveForm(request.POST or None)

    def act() -> None:
        written = form.cleaned_data
        leaving = Leaving(written["leaving"])
        take_off_roster(member, left_on=written["left_on"], leaving=leaving, by=request.user)

    return answer_form(request, form, of_member(member, _("移出花名册"), _("移出花名册")), act, _("已移出花名册。"))


@require_http_methods(["GET", "POST"])
def member_account(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Say which account is the member's own."""
    member = kept_member(request, uuid)
    start = {"username": member.account.username if member.account else ""}
    form = AccountForm(request.POST or None, initial=start)

    def act() -> None:
        link_account(member, username=form.cleaned_data["username"], by=request.user)

    return answer_form(request, form, of_member(member, _("本人账号"), _("保存")), act, _("已保存。"))


@require_http_methods(["GET", "POST"])
def member_return(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Put a member who left on the roster again."""
    member = member_for(request.user, uuid)
    if member.left_on is None or not may_keep(access_of(request.user), member.organisation.path):
        raise NotVisible
    form = ReturnForm(request.POST or None)

    def act() -> None:
        return_to_roster(member, reason=form.cleaned_data["reason"], by=request.user)

    return answer_form(request, form, of_member(member, _("恢复到花名册"), _("恢复")), act, _("已恢复到花名册。"))


@require_POST
def member_contact(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Show the contact detail once, on a page that no browser keeps."""
    member = member_for(request.user, uuid)
    if not may_see_contact(access_of(request.user), member.organisation):
        raise NotVisible
    contact = reveal_contact(member, reason=request.POST.get("reason", ""), by=request.user)
    context = {"contact": contact, "shown": True}
    answer = render(request, "desk/members/member.html", _context(request, member) | context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "POST"])
def member_by_phone(request: UserRequest) -> HttpResponse:
    """Say whose number this is; for whoever keeps no roster of the own the page does not exist."""
    form = PhoneForm(request.POST or None)
    page = FormPage(
        title=_("按电话找党员"),
        button=_("查找"),
        above=_("花名册"),
        back=reverse("desk:members-list"),
        hint=_("只在本组织的花名册里找。"),
    )

    def act() -> None:
        found = find_by_phone(form.cleaned_data["number"], reason=form.cleaned_data["reason"], by=request.user)
        names = "、".join(one.name for one in found)
        told = _("这个号码登记的是：%(names)s。") % {"names": names} if found else _("本组织没有党员登记这个号码。")
        messages.info(request, told)

    return answer_form(request, form, page, act)


def kept_member(request: UserRequest, uuid: UUID) -> Member:
    """A member on the roster whom the user not only sees but keeps; NotVisible for others."""
    member = member_for(request.user, uuid)
    if member.left_on is not None or not may_keep(access_of(request.user), member.organisation.path):
        raise NotVisible
    return member


def _context(request: UserRequest, member: Member) -> dict[str, object]:
    """The page; whoever reads restricted cases or care on it is logged."""
    note_reading([*restricted_of(request.user, member), *care_of(request.user, member)], by=request.user)
    return {"member": member, "page": member_page(request.user, member)}
