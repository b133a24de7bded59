"""Who takes part in a round: attendance, and people added by hand (S0-3.1-c)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.participants import people_page, presences_of
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.rounds.domain.add_participant import add_participant
from guanmo.stages.rounds.domain.record_attendance import record_all_present, record_attendances
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import addable_people, participants_of, reads_notes, round_for


def _round(request: UserRequest, uuid: UUID) -> Round:
    """The round for those who work on it; who only sees its result does not see its people."""
    round = round_for(request.user, uuid)
    if not reads_notes(request.user, round):
        raise NotVisible
    return round


@require_http_methods(["GET", "POST"])
def participant_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The list; a POST stores the attendance of everybody at once, or says what is missing and keeps the input."""
    round, problem = _round(request, uuid), ""
    people = list(participants_of(request.user, round))
    presences = presences_of(people, request.POST)
    if request.method == "POST":
        try:
            record_attendances(round, presences, by=request.user)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("参加情况已保存。"))
            return redirect("desk:participants-list", uuid)
    page = people_page(request.user, round, people, presences, problem)
    return render(request, "desk/rounds/participants.html", {"page": page, "round": round})


@require_POST
def all_present(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Everybody of whom nothing is recorded yet came."""
    count = record_all_present(_round(request, uuid), by=request.user)
    messages.success(request, _("已登记%(count)d名同志参加。") % {"count": count})
    return redirect("desk:participants-list", uuid)


@require_POST
def participant_add(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One more holder of a post takes part."""
    round, chosen = _round(request, uuid), request.POST.get("person", "")
    found = next((one.user for one in addable_people(request.user, round) if str(one.user.uuid) == chosen), None)
    if found is None:
        raise NotVisible
    add_participant(round, found, reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已增加%(person)s。") % {"person": found})
    return redirect("desk:participants-list", uuid)
