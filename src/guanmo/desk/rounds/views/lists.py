"""The list of rounds."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.lists import rounds_page
from guanmo.lib.period import Quarter
from guanmo.stages.rounds.queries import cross_rounds_of_teams_only, organisers_for


def rounds_list(request: UserRequest) -> HttpResponse:
    """The rounds that the user sees in one quarter; ``?quarter=2026-Q3`` chooses another than this one."""
    page = rounds_page(request.user, _quarter(request), timezone.localdate())
    may_create = organisers_for(request.user).exists()
    context = {
        "page": page,
        "may_create": may_create,
        "crossing": cross_rounds_of_teams_only(request.user),
    }
    return render(request, "desk/rounds/list.html", context)


def _quarter(request: UserRequest) -> Quarter | None:
    """The quarter asked for; nonsense is as good as nothing."""
    try:
        return Quarter.parse(request.GET.get("quarter", ""))
    except ValueError:
        return None
