"""The roster: all within reach, or one organisation's; verified by its keepers (S1-V-3.2)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.roster import roster_page
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.structure.presenters.regulations import bases
from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.domain.set_limits import set_limits
from guanmo.stages.members.domain.verify_roster import verify_roster
from guanmo.stages.members.forms import LIMITS, LimitsForm
from guanmo.stages.members.queries import limits_for, organisation_to_keep
from guanmo.stages.members.rules import may_set_limits
from guanmo.stages.organisations.queries import access_of

_PER_PAGE = 50


@require_GET
def roster(request: UserRequest) -> HttpResponse:
    """``?organisation=`` shows one roster, ``?q=`` whom that finds; without both whoever has several sees how they stand."""
    wanted = request.GET.get("organisation", "")
    page = roster_page(request.user, wanted, request.GET.get("q", "").strip())
    members = Paginator(page.members, _PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/members/roster.html", {"page": page, "members": members})


@require_POST
def verify(request: UserRequest, uuid: UUID) -> HttpResponse:
    organisation = organisation_to_keep(request.user, uuid)
    verified = verify_roster(organisation, by=request.user)
    messages.success(request, _("已记录：今天核对了%(count)d名党员。") % {"count": verified.count})
    return redirect(f"{reverse('desk:members-list')}?organisation={organisation.uuid}")


@require_http_methods(["GET", "POST"])
def member_limits(request: UserRequest) -> HttpResponse:
    """The county's time limits; for everybody else the page does not exist."""
    if not may_set_limits(access_of(request.user)):
        raise NotVisible
    held = vars(limits_for(request.user))
    form = LimitsForm(request.POST or None, initial=held, bases=bases(request.user, LIMITS))
    page = FormPage(
        title=_("党员工作的期限"),
        button=_("保存"),
        above=_("花名册"),
        back=reverse("desk:members-list"),
        hint=_("超过期限的会标出来提醒。保存后对全县生效，以前的期限仍可查。"),
    )
    return answer_form(request, form, page, lambda: set_limits(form.cleaned_data, by=request.user), _("已保存。"))
