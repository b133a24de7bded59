"""Two sheets of one judge for one visit: the list, both texts side by side, and the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.conflicts import comparison_of
from guanmo.desk.rounds.presenters.intake import tabs_of, waiting_of
from guanmo.stages.rounds.errors import ReasonMissing, TextTooLong
from guanmo.stages.scoring.domain.open_conflict import open_conflict
from guanmo.stages.scoring.domain.settle_conflict import settle_conflict
from guanmo.stages.scoring.models import Ballot
from guanmo.stages.scoring.queries import conflict_for


@require_safe
def conflict_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The ballots of the round about which somebody must decide."""
    round = round_run_by(request.user, uuid)
    waiting = waiting_of(request.user, round)
    context = {"round": round, "ballots": waiting.conflicts, "tabs": tabs_of(round, waiting, "conflicts")}
    return render(request, "desk/rounds/conflicts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: UserRequest, ballot: int) -> HttpResponse:
    """Who and where; the texts only after a POST, because opening them is written down."""
    found = conflict_for(request.user, ballot)
    if request.method == "POST":
        return _opened(request, found)
    return render(request, "desk/rounds/conflict.html", {"ballot": found, "round": found.visit.round})


@require_POST
def decision(request: UserRequest, ballot: int) -> HttpResponse:
    """Let one of the sheets count, with a reason; a refusal comes back with the texts and what was typed."""
    found = conflict_for(request.user, ballot)
    seen = {str(one.pk): one for one in found.versions.all() if str(one.pk) in request.POST.getlist("seen")}
    chosen = seen.get(request.POST.get("chosen", ""))
    if chosen is None:
        return _opened(request, found, _("请选择以哪一份为准。"))
    try:
        seen_ids = [one.pk for one in seen.values()]
        settle_conflict(chosen, reason=request.POST.get("reason", ""), seen=seen_ids, by=request.user)
    except (ReasonMissing, TextTooLong) as refusal:
        return _opened(request, found, str(refusal))
    names = {"judge": found.participant.user, "organisation": found.visit.organisation.short_name}
    messages.success(request, _("已决定%(judge)s对%(organisation)s的评分以哪一份为准。") % names)
    return redirect("desk:rounds-conflicts", found.visit.round.uuid)


def _opened(request: UserRequest, ballot: Ballot, problem: str = "") -> HttpResponse:
    """Both texts side by side."""
    page = comparison_of(ballot.visit, open_conflict(ballot, by=request.user))
    context = {
        "ballot": ballot,
        "round": ballot.visit.round,
        "page": page,
        "problem": problem,
        "chosen": request.POST.get("chosen", ""),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/rounds/conflict.html", context)
