"""The plan of visits of a county or cross round (S0-3.2-a, S0-3.3-a)."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.plan_form import PlanForm, wishes_of
from guanmo.desk.rounds.presenters.plan import plan_page
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.rounds.domain.plan_visits import drop_plan, plan_visits
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Look at a plan before anyone travels; a POST takes it for the round."""
    round = _round(request, uuid)
    typed = request.POST or (request.GET if "days" in request.GET else asdict(wishes_of(round)))
    form = PlanForm(typed, round=round)
    if request.method == "POST" and form.is_valid():
        try:
            plan_visits(round, form.wishes, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("走访已经安排好，评委只会看到自己要去的组织。"))
            return redirect("desk:rounds-plan", uuid)
    return render(request, "desk/rounds/plan.html", {"round": round, "page": plan_page(request.user, round, form)})


@require_POST
def plan_removal(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Take the plan back: everybody goes wherever the tier sends them."""
    drop_plan(_round(request, uuid), by=request.user)
    messages.success(request, _("走访安排已经取消。"))
    return redirect("desk:rounds-plan", uuid)


def _round(request: UserRequest, uuid: UUID) -> Round:
    round = round_run_by(request.user, uuid)
    if round.tier == Tier.INTERNAL:
        raise NotVisible
    return round
