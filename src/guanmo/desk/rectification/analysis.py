"""What the ledger says as a whole: common problems, how fast they are put right, what comes back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rectification.queries import common_problems, paces
from guanmo.stages.rounds.queries import calendar_today


@require_safe
def analysis(request: UserRequest) -> HttpResponse:
    """For the county and the townships, over all that they see."""
    access = access_of(request.user)
    if not access.is_county and not access.has(*TOWNSHIP_STAFF):
        raise NotVisible
    found = paces(request.user, calendar_today())
    context = {
        "common": common_problems(request.user),
        "whole": found[0] if found else None,
        "parts": found[1:],
        "county": access.is_county,
    }
    return render(request, "desk/rectification/analysis.html", context)
