"""Sheets that were held: the list, and taking one after all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.held import advice_for, held_page
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.queries import held_for


@require_safe
def held_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Who sent it, for which organisation, when and why it was not counted."""
    round = round_run_by(request.user, uuid)
    return render(request, "desk/rounds/held.html", {"page": held_page(request.user, round), "round": round})


@require_POST
def readmission(request: UserRequest, held: int) -> HttpResponse:
    """Take the sheet as it came, by the rules as they stand now; back to the list, with the sentence when refused."""
    aside = held_for(request.user, held)
    names = {"judge": aside.held.by, "organisation": aside.visit.organisation.short_name}
    try:
        readmit_ballot(aside.held, by=request.user)
    except BallotRefused as refusal:
        text = _("%(judge)s对%(organisation)s的评分表还不能受理：%(why)s")
        messages.error(request, text % {**names, "why": advice_for(refusal.code)})
    else:
        messages.success(request, _("已受理%(judge)s对%(organisation)s的评分表。") % names)
    return redirect("desk:rounds-held", aside.visit.round.uuid)
