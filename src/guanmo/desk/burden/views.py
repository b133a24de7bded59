"""What is asked in a quarter: of everybody below (county, township), and of one organisation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from guanmo.desk.burden.county import county_burden
from guanmo.desk.burden.organisation import organisation_burden
from guanmo.desk.http import UserRequest
from guanmo.desk.records.words import period_with_year
from guanmo.lib.period import Quarter
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.ui.shapes import Choice

_SHOWN = 4


@require_GET
def burden(request: UserRequest) -> HttpResponse:
    """Which demands cost how much, and by whom; ``?quarter=2026-Q4`` chooses the quarter."""
    access = access_of(request.user)
    if not (access.is_county or access.has(*TOWNSHIP_STAFF)):
        raise NotVisible
    quarter = _quarter(request)
    page = county_burden(request.user, quarter, timezone.localdate())
    return render(request, "desk/burden/burden.html", {"page": page, "quarters": _choices(quarter)})


@require_GET
def burden_of_organisation(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Everything that is asked of one organisation, each demand with its clause."""
    organisation, quarter = organisation_for(request.user, uuid), _quarter(request)
    page = organisation_burden(request.user, organisation, quarter, timezone.localdate())
    return render(request, "desk/burden/burden.html", {"page": page, "quarters": _choices(quarter)})


def _recent() -> list[Quarter]:
    """The running quarter and those before it, newest first."""
    day = timezone.localdate()
    found = [Quarter.of(day)]
    while len(found) < _SHOWN:
        last = found[-1]
        found.append(Quarter(last.year - (last.number == 1), (last.number - 2) % 4 + 1))
    return found


def _quarter(request: UserRequest) -> Quarter:
    """The quarter that was asked for, where it is one of the choices; else the running one."""
    wanted = request.GET.get("quarter", "")
    return next((one for one in _recent() if str(one) == wanted), _recent()[0])


def _choices(chosen: Quarter) -> list[Choice]:
    return [Choice(period_with_year(str(one)), f"?quarter={one}", one == chosen) for one in _recent()]
