"""What is due: for a village's secretary as a list to work through, for the township organisation by organisation."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.burden.organisation import burden_panel
from guanmo.desk.http import UserRequest
from guanmo.desk.records.due import board_of, figures_of, township_lines
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, listing, organisation_for, visible_to
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.queries import drafts_of, due_of, enters, keeps, ledgers_for, unsigned
from guanmo.stages.records.rules import inspects_below, may_read_at_all


@require_safe
def due(request: UserRequest) -> HttpResponse:
    """An organisation's own page where there is one alone; else every organisation in reach with what it lacks."""
    if not may_read_at_all(access_of(request.user)):
        raise NotVisible
    there = listing(request.user)
    if len(there) == 1:
        return _board(request, there[0])
    today = timezone.localdate()
    chosen = _township(request)
    if access_of(request.user).is_county and chosen is None:
        return render(request, "desk/records/county.html", _county(request.user, there, today))
    shown = there.filter(path__startswith=chosen.path) if chosen else there
    context = {
        "lines": township_lines(due_of(shown, today), today),
        "today": today,
        "township": chosen or there[0],
        "drafts": drafts_of(request.user),
        "unsigned": unsigned(request.user),
        "inspects": inspects_below(access_of(request.user)),
    }
    return render(request, "desk/records/township.html", context)


def _county(user: User, there: QuerySet[Organisation], today: date) -> dict[str, object]:
    """The townships with what they lack, and what stands below none of them and keeps ledgers too."""
    seen = list(there)
    townships = [one for one in seen if one.is_township]
    paths = tuple(one.path for one in townships)
    kinds = {kind for one in ledgers_for(user) for kind in kinds_of(one.ledger.kinds)}
    direct = [one for one in seen if not one.path.startswith(paths) and Kind(one.kind) in kinds]
    return {"townships": figures_of(townships, due_of(there, today), today), "direct": direct}


def _township(request: UserRequest) -> Organisation | None:
    wanted = request.GET.get("township", "")
    return next((one for one in listing(request.user) if str(one.uuid) == wanted), None)


@require_safe
def due_of_organisation(request: UserRequest, organisation: UUID) -> HttpResponse:
    """The list of one organisation."""
    return _board(request, organisation_for(request.user, organisation))


def _board(request: UserRequest, organisation: Organisation) -> HttpResponse:
    today = timezone.localdate()
    own = visible_to(request.user).filter(pk=organisation.pk)
    found = due_of(own, today)
    context = {
        "organisation": organisation,
        "board": board_of(found, today),
        "entered": {one.type.code for one in found if enters(request.user, organisation, one.type)},
        "keeps": keeps(request.user, organisation),
        "drafts": drafts_of(request.user).filter(organisation=organisation),
        "unsigned": unsigned(request.user).filter(organisation=organisation),
        "burden": burden_panel(request.user, organisation, today),
    }
    return render(request, "desk/records/due.html", context)
