"""The page of one round."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.rounds import round_page
from guanmo.stages.rounds.queries import round_for


def round_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """State, next step, rules, visits, people and history of a round."""
    page = round_page(request.user, round_for(request.user, uuid), timezone.localdate())
    return render(request, "desk/rounds/detail.html", {"page": page, "round": page.round})
