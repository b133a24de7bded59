"""Contact points: the list, giving one to a leader, ending it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.contact_points import contact_points_page
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.hold_contact_point import end_contact_point, open_contact_point
from guanmo.stages.organisations.forms.structure import ContactPointForm, DayForm
from guanmo.stages.organisations.queries import (
    access_of,
    contact_point_for,
    keepable,
    leaders_below,
    organisation_to_keep,
)
from guanmo.stages.organisations.rules import may_keep_from_above

LIST = "desk:contact-points-list"


@require_GET
def contact_point_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": contact_points_page(request.user)})


@require_http_methods(["GET", "POST"])
def contact_point_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Give a leader a contact point below the township (or county) of the user."""
    unit = organisation_to_keep(request.user, uuid)
    if not may_keep_from_above(access_of(request.user), unit.path):
        raise NotVisible
    today = timezone.localdate()
    leaders = {one.user.pk: one.user for one in leaders_below(request.user, today)}
    start = {"on": today, "organisation": unit.uuid}
    form = ContactPointForm(
        request.POST or None, leaders=leaders.values(), organisations=keepable(request.user), initial=start
    )
    hint = _("书记、副书记选2至3个后进单位；其他班子成员至少1个。按班子分工选。")
    page = below(LIST, _("联系点"), _("登记联系点"), _("登记"), hint=hint)

    def act() -> None:
        open_contact_point(**form.cleaned_data, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def contact_point_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note until when a leader kept contact."""
    point = contact_point_for(request.user, uuid)
    if point.ended_on or not may_keep_from_above(access_of(request.user), point.organisation.path):
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    subject = f"{point.leader.name} · {point.organisation.name}"
    page = below(LIST, _("联系点"), _("登记结束"), _("登记"), subject)

    def act() -> None:
        end_contact_point(point, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))
