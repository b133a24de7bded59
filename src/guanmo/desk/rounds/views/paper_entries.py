"""One sheet on paper: typed in by one person, compared and confirmed by another."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.held import advice_for
from guanmo.desk.rounds.presenters.papers import check_of, code_of, sections_of, state_of, typed_before, typed_in
from guanmo.lib.refusal import Refused
from guanmo.method.paper_code import printed
from guanmo.stages.scoring.domain.confirm_paper import confirm_paper, return_paper
from guanmo.stages.scoring.domain.enter_paper import Typed, check_open, enter_paper
from guanmo.stages.scoring.errors import BallotRefused, PaperRefused
from guanmo.stages.scoring.models import PaperEntry
from guanmo.stages.scoring.queries import PaperPlace, ballot_at, entry_for, last_returned, paper_place_for


@require_http_methods(["GET", "HEAD", "POST"])
def paper_enter(request: UserRequest, uuid: UUID, judge: UUID, visit: UUID) -> HttpResponse:
    """The form of one sheet; a POST keeps what was typed, or shows at each item what cannot be right."""
    place = paper_place_for(request.user, round_run_by(request.user, uuid), judge, visit)
    if request.method != "POST":
        check_open(place.visit)
        return _form(request, place, typed_before(last_returned(request.user, place)))
    typed = typed_in(place.visit, request.POST)
    try:
        enter_paper(place.visit, place.judge, typed, by=request.user)
    except PaperRefused as refusal:
        return _form(request, place, typed, str(refusal), refusal.by_item)
    except BallotRefused as refusal:
        return _form(request, place, typed, str(advice_for(refusal.code)))
    except Refused as refusal:
        return _form(request, place, typed, str(refusal))
    messages.success(request, _("已录入%(judge)s的评分表，请另一位同志对照原件核对。") % {"judge": place.judge.user})
    return redirect("desk:rounds-paper", uuid)


def _form(
    request: UserRequest,
    place: PaperPlace,
    typed: Mapping[str, Typed],
    problem: str = "",
    by_item: Mapping[str, str] | None = None,
) -> HttpResponse:
    context = {
        "place": place,
        "round": place.visit.round,
        "code": printed(place.code),
        "sections": sections_of(place, typed, by_item or {}),
        "problem": problem,
        "returned": last_returned(request.user, place),
        "ballot": ballot_at(request.user, place),
    }
    return render(request, "desk/rounds/paper_form.html", context)


@require_safe
def paper_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """What was typed in, beside which the paper is held; once decided, only how."""
    return _detail(request, entry_for(request.user, uuid))


def _detail(request: UserRequest, entry: PaperEntry, problem: str = "") -> HttpResponse:
    tone, words = state_of(entry)
    waits = entry.version_id is None and not entry.returned_because
    context = {
        "entry": entry,
        "round": entry.visit.round,
        "code": code_of(entry),
        "tone": tone,
        "words": words,
        "waits": waits,
        "is_own": entry.entered_by == request.user,
        "check": check_of(entry) if waits else None,
        "ballot": ballot_at(request.user, PaperPlace(entry.participant, entry.visit)) if waits else None,
        "problem": problem,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "desk/rounds/paper_check.html", context)


@require_POST
def paper_confirm(request: UserRequest, uuid: UUID) -> HttpResponse:
    """It agrees with the paper: from now on it is the judge's sheet."""
    entry = entry_for(request.user, uuid)
    try:
        confirm_paper(entry, by=request.user)
    except BallotRefused as refusal:
        return _detail(request, entry, str(advice_for(refusal.code)))
    except Refused as refusal:
        return _detail(request, entry_for(request.user, uuid), str(refusal))
    messages.success(request, _("已核对，%(judge)s的评分表已计入。") % {"judge": entry.participant.user})
    return redirect("desk:rounds-paper", entry.visit.round.uuid)


@require_POST
def paper_return(request: UserRequest, uuid: UUID) -> HttpResponse:
    """It does not agree: back to be typed in again, with a reason."""
    entry = entry_for(request.user, uuid)
    try:
        return_paper(entry, reason=request.POST.get("reason", ""), by=request.user)
    except Refused as refusal:
        return _detail(request, entry_for(request.user, uuid), str(refusal))
    messages.success(request, _("已退回，请照原件重新录入。"))
    return redirect("desk:rounds-paper", entry.visit.round.uuid)
