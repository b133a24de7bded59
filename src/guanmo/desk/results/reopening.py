"""A sealed round is opened again: the leader asks, another person of the county answers (security.md 3.3)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanmo.desk.http import UserRequest
from guanmo.procedures.reopen_round import ask_to_reopen, reopen_round
from guanmo.stages.results.domain.reopen import decline_reopening
from guanmo.stages.results.queries import reopening_for
from guanmo.stages.rounds.queries import round_for


@require_POST
def ask(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Ask that the scoring be opened again, with a reason that everybody reads."""
    ask_to_reopen(round_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已申请重新打开打分，请县里的另一位同志确认。"))
    return redirect("desk:results-seal", uuid)


@require_POST
def answer(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Confirm: the round is open as its next version. Or decline with a reason."""
    asked = reopening_for(request.user, round_for(request.user, uuid))
    if "decline" in request.POST:
        decline_reopening(asked, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, _("已答复不同意，本轮仍然是封存的。"))
    else:
        reopen_round(asked, by=request.user)
        messages.success(request, _("打分已经重新打开。原来的封存、名次和档案原样保留。"))
    return redirect("desk:results-seal", uuid)
