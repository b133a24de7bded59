"""The steps of a round: each a POST, each back to the round's page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from guanmo.desk.http import UserRequest
from guanmo.procedures.begin_round import begin_round
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.rounds.domain.revise_round import take_back_to_draft
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.queries import round_for


@require_POST
def schedule(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Draft to scheduled: the leader is named, the rules are frozen."""
    schedule_round(round_for(request.user, uuid), by=request.user)
    messages.success(request, _("已排定，计分办法和分类标准不再改变。"))
    return redirect("desk:rounds-detail", uuid)


@require_POST
def draft(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Scheduled back to draft, with a reason."""
    take_back_to_draft(round_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已退回筹备，可以修改后重新排定。"))
    return redirect("desk:rounds-detail", uuid)


@require_POST
def opening(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Scheduled to in progress; the county may override the order of the tiers."""
    override = request.POST.get("override_reason", "")
    begin_round(round_for(request.user, uuid), override_reason=override, by=request.user)
    messages.success(request, _("本轮观摩已经开始。"))
    return redirect("desk:rounds-detail", uuid)


@require_POST
def scoring_end(request: UserRequest, uuid: UUID) -> HttpResponse:
    """In progress to ranked: the scoring ends, the ranking is made and sealed; the seal is printed on the spot."""
    close_scoring(round_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("打分已经结束，排名已经生成并封存。请把本页印出来，当场核对指纹、签名，几方各留一份。"))
    return redirect("desk:results-seal", uuid)
