"""Units: what covers them, registering one, saying what changed, that it exists no more."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.coverage_units import coverage_page, statement_words
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.cover import close_unit, register_unit, state_coverage
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, VILLAGE_LEVEL, UnitKind
from guanmo.stages.organisations.forms.structure import DayForm, StatementForm, UnitForm
from guanmo.stages.organisations.models import CoverageUnit
from guanmo.stages.organisations.queries import access_of, keepable, listing, organisation_to_keep, unit_for
from guanmo.stages.organisations.rules import may_keep_structure

LIST = "desk:units-list"


@require_GET
def unit_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": coverage_page(request.user)})


@require_http_methods(["GET", "POST"])
def unit_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Register a unit in a village, community or township that the user keeps."""
    first = organisation_to_keep(request.user, uuid)
    places = keepable(request.user).filter(kind__in=[*VILLAGE_LEVEL, *TOWNSHIP_LEVEL])
    start = {"on": timezone.localdate(), "located_in": first.uuid}
    form = UnitForm(request.POST or None, places=places, organisations=listing(request.user), initial=start)
    page = below(
        LIST,
        _("“两新”和学校覆盖"),
        _("登记单位"),
        _("登记"),
        hint=_("一个单位只登记一次。以后有变化，点单位名称登记。"),
    )

    def act() -> None:
        data, coverage = form.cleaned_data, form.coverage
        kind, place = UnitKind(data["kind"]), data["located_in"]
        register_unit(data["name"], kind, located_in=place, on=coverage.on, coverage=coverage, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def unit_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Say what covers a unit from now on; the page shows what did before."""
    unit = unit_for(request.user, uuid)
    form = StatementForm(request.POST or None, organisations=listing(request.user), initial=_known(unit))
    before = [(f"{one.on:%Y-%m-%d}", statement_words(one)) for one in unit.statements.all()]
    button = _("登记变化") if _keeps(request, unit) else ""
    if request.method == "POST" and not button:
        raise NotVisible
    subject = f"{unit.get_kind_display()} · {unit.located_in.name}"
    page = below(LIST, _("“两新”和学校覆盖"), unit.name, button, subject, facts=before)

    def act() -> None:
        state_coverage(unit, form.coverage, by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


@require_http_methods(["GET", "POST"])
def unit_close(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Note that a unit exists no more."""
    unit = unit_for(request.user, uuid)
    if not _keeps(request, unit):
        raise NotVisible
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    page = below(LIST, _("“两新”和学校覆盖"), _("登记注销"), _("登记"), unit.name)

    def act() -> None:
        close_unit(unit, on=form.cleaned_data["on"], by=request.user)

    return answer_form(request, form, page, act, _("已登记。"))


def _known(unit: CoverageUnit) -> dict[str, object]:
    """What holds today, so that only what changed has to be written."""
    last = list(unit.statements.all())[-1:]
    known = {name: getattr(one, name) for one in last for name in ("full_members", "mode", "guide", "reason")}
    covering = last[0].organisation if last else None
    return {**known, "on": timezone.localdate(), "organisation": covering.uuid if covering else ""}


def _keeps(request: UserRequest, unit: CoverageUnit) -> bool:
    return unit.closed_on is None and may_keep_structure(access_of(request.user), unit.located_in.path)
