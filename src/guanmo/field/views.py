"""The judge's list of visits, the scoring page of one visit, and the receipt of ballots (S0-3.1-i)."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from guanmo.field.duty_list import duty_list
from guanmo.field.http import UserRequest
from guanmo.field.locked_sheet import locked_sheet
from guanmo.field.receipt import reply
from guanmo.field.scoring_page import scoring_page
from guanmo.field.words import closed_sentence
from guanmo.stages.scoring.domain.submit_ballot import receive_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.queries import Duty, duties_of, duty_for


@require_safe
def duties(request: UserRequest) -> HttpResponse:
    """Every visit that the user has to score in the running rounds."""
    return render(request, "field/duties.html", {"page": duty_list(duties_of(request.user))})


@require_safe
def sheet(request: UserRequest, visit: UUID) -> HttpResponse:
    """The sheet of one visit: to be filled in, locked after it was submitted, or the reason why there is none."""
    duty = duty_for(request.user, visit)
    if duty.version is not None:
        return render(request, "field/locked.html", {"page": locked_sheet(duty, duty.version, request.user)})
    if duty.open:
        return _scoring(request, duty)
    return render(request, "field/closed.html", {"visit": duty.visit, "sentence": closed_sentence(duty.state)})


@require_safe
def correction(request: UserRequest, visit: UUID) -> HttpResponse:
    """The submitted sheet once more, to be sent as a new version that names it."""
    duty = duty_for(request.user, visit)
    return _scoring(request, duty) if duty.correctable else redirect("field:sheet", visit=visit)


def _scoring(request: UserRequest, duty: Duty) -> HttpResponse:
    return render(request, "field/sheet.html", {"page": scoring_page(duty, request.user)})


@require_POST
def ballots(request: UserRequest) -> HttpResponse:
    """Take one ballot document: 201 when it is new, 200 when these bytes are here already, 409 when it is refused."""
    try:
        receipt = receive_ballot(request.body, by=request.user)
    except BallotRefused as refusal:
        return JsonResponse({"code": refusal.code, "message": str(refusal)}, status=409)
    return JsonResponse(reply(receipt.version), status=201 if receipt.is_new else 200)
