"""The page of what waits for whoever opens it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.waiting.groups import groups_of
from guanmo.stages.rounds.queries import calendar_today


@require_safe
def waiting(request: UserRequest) -> HttpResponse:
    """Every kind of thing that waits, with what is to be done."""
    return render(request, "desk/waiting/waiting.html", {"groups": groups_of(request.user, calendar_today())})
