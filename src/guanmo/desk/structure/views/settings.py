"""How organisations are set up: the list, the yearly confirmation, a change."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.shapes import FormPage
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.settings import settings_page
from guanmo.desk.structure.presenters.standing import standing_page
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.change_setting import change_setting, confirm_settings
from guanmo.stages.organisations.forms.structure import ConfirmationForm, SettingForm
from guanmo.stages.organisations.queries import access_of, organisation_for, superiors, unconfirmed
from guanmo.stages.organisations.rules import SUPERIORS, may_keep_from_above


@require_GET
def setting_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": settings_page(request.user)})


@require_GET
def standing(request: UserRequest, uuid: UUID) -> HttpResponse:
    """How one organisation stands."""
    organisation = organisation_for(request.user, uuid)
    return render(request, "desk/structure/list.html", {"page": standing_page(request.user, organisation)})


@require_http_methods(["GET", "POST"])
def setting_confirm(request: UserRequest) -> HttpResponse:
    """Tick the organisations that are set up as the tree says."""
    access, today = access_of(request.user), timezone.localdate()
    if not (access.is_county_admin or access.has(*SUPERIORS)):
        raise NotVisible
    waiting = unconfirmed(request.user, today)
    if not waiting:
        messages.success(request, _("今年都确认了。"))
        return redirect("desk:settings-list")
    form = ConfirmationForm(request.POST or None, organisations=waiting)
    hint = _("对的打勾；不对的先在它的页面上登记调整，再来确认。")
    page = below("desk:settings-list", _("设置和摸底"), _("确认下级组织的设置"), _("确认"), hint=hint)

    def act() -> None:
        confirm_settings(form.organisations, year=today.year, by=request.user)

    return answer_form(request, form, page, act, _("已确认。"))


@require_http_methods(["GET", "POST"])
def setting_change(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Change how one organisation is set up."""
    organisation, access = organisation_for(request.user, uuid), access_of(request.user)
    if not may_keep_from_above(access, organisation.path) or organisation.pk in access.organisation_ids():
        raise NotVisible
    start = {"on": timezone.localdate(), "new_form": organisation.form}
    form = SettingForm(request.POST or None, bodies=superiors(organisation)[::-1], initial=start)
    back = reverse("desk:organisations-detail", args=[uuid])
    page = FormPage(
        title=_("登记设置调整"),
        button=_("登记"),
        above=organisation.name,
        back=back,
        subject=_("现在是%(form)s") % {"form": organisation.get_form_display()},
        hint=_("登记后，组织形式按新的算，以前的仍可查。撤销的，从这一天起不再存在。"),
    )

    def act() -> None:
        change_setting(organisation, form.change, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))
