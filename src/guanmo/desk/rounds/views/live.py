"""How the sheets of a running round come in."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.live import live_page


@require_safe
def live(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Who has sent what number of sheets and what is still on phones; a script fetches it anew every half minute."""
    round = round_run_by(request.user, uuid)
    return render(request, "desk/rounds/live.html", {"page": live_page(request.user, round), "round": round})
