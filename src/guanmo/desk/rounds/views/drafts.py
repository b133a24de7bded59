"""The form of a round: a new one, or another proposal for a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.presenters.drafts import words_of
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.create_round import create_round
from guanmo.stages.rounds.domain.revise_round import revise_round
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.forms import RoundForm
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import organisers_for, round_for
from guanmo.stages.rounds.rules import may_create


@require_http_methods(["GET", "POST"])
def round_create(request: UserRequest) -> HttpResponse:
    """Draft a round; with ``preview`` the choices are first shown in words."""
    if not organisers_for(request.user).exists():
        raise NotVisible
    form = RoundForm(request.POST or None, user=request.user)
    if form.is_valid() and "preview" not in request.POST:
        try:
            round = create_round(form.proposal, targets=form.chosen_targets, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已建立，请核对参加人员和观摩对象，然后排定。"))
            return redirect("desk:rounds-detail", round.uuid)
    return _form_page(request, form)


@require_http_methods(["GET", "POST"])
def round_edit(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Change dates and rules while the round is a draft."""
    round = round_for(request.user, uuid)
    if not may_create(access_of(request.user), round.tier, round.organiser.path):
        raise NotVisible
    if round.state != RoundState.DRAFT:
        raise WrongStep(_("本轮已经排定，计分办法不能再改。观摩开始之前，可以先退回筹备再修改。"))
    form = RoundForm(request.POST or None, user=request.user, round=round)
    if form.is_valid() and "preview" not in request.POST:
        try:
            revise_round(round, form.proposal, targets=form.chosen_targets, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已保存。"))
            return redirect("desk:rounds-detail", round.uuid)
    return _form_page(request, form, round)


def _form_page(request: UserRequest, form: RoundForm, round: Round | None = None) -> HttpResponse:
    words = words_of(form.proposal, form.chosen_targets) if form.is_bound and form.is_valid() else None
    ticked = set(form["targets"].value() or ()) if "targets" in form.fields else set()
    return render(request, "desk/rounds/form.html", {"form": form, "round": round, "words": words, "ticked": ticked})
