"""The right of reply on its pages: object to the own provisional result, check again, answer, count again."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest, download
from guanmo.desk.results.objection_forms import AnswerForm, ObjectionForm
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.answer_objection import answer_objection
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.domain.objection import object_to
from guanmo.stages.results.domain.recount import recount
from guanmo.stages.results.models import Objection, Standing
from guanmo.stages.results.queries import (
    contestable,
    judged,
    objection_file_for,
    objection_for,
    objections_visible_to,
    standing_for,
    window_of,
)
from guanmo.stages.results.rules import may_answer_objection, may_object
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.queries import round_for


def may_object_now(request: UserRequest, standing: Standing) -> bool:
    """Whether this person may object to this result today."""
    window = window_of(standing.ranking)
    is_open = window is not None and window.is_open and standing.ranking.round.state == RoundState.RANKED
    return is_open and may_object(access_of(request.user), standing.organisation_id)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_create(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Tick the contested lines, say why, attach material."""
    standing = standing_for(request.user, uuid)
    if not may_object(access_of(request.user), standing.organisation_id):
        raise NotVisible
    form = ObjectionForm(request.POST or None, request.FILES or None, lines=contestable(standing))
    if form.is_valid():
        filled = form.cleaned_data
        try:
            object_to(standing, list(filled["lines"]), text=filled["text"], files=filled["attached"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("异议已提交，由没有打这些扣分的人复核后答复。"))
            return redirect("desk:results-standing", uuid)
    context = {"standing": standing, "form": form, "window": window_of(standing.ranking)}
    return render(request, "desk/results/objection_form.html", context)


@require_safe
def objection_list(request: UserRequest) -> HttpResponse:
    """The objections that the user may see, those without an answer first."""
    found = sorted(objections_visible_to(request.user), key=lambda one: (hasattr(one, "answer"), -one.pk))
    return render(request, "desk/results/objections.html", {"objections": found})


@require_http_methods(["GET", "HEAD", "POST"])
def objection_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """What is contested and why; for those who check again the form of the answer."""
    objection = objection_for(request.user, uuid)
    form = AnswerForm(request.POST or None, objection=objection)
    may = _may_answer(request, objection)
    if request.method == "POST" and not may:
        raise NotVisible
    if form.is_valid():
        try:
            answer_objection(objection, form.points, text=form.cleaned_data["text"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已答复。"))
            return redirect("desk:objections-detail", uuid)
    own = may and judged(request.user, objection)
    context = {"objection": objection, "form": form if may and not own else None, "own_sheet": own}
    return render(request, "desk/results/objection.html", context)


def _may_answer(request: UserRequest, objection: Objection) -> bool:
    round, access = objection.standing.ranking.round, access_of(request.user)
    may = may_answer_objection(access, round.tier, round.organiser.path, objection.standing.organisation_id)
    return may and not hasattr(objection, "answer")


@require_safe
def objection_file(request: UserRequest, uuid: UUID) -> FileResponse:
    """Material of an objection as a download: never shown inline, never sniffed."""
    found = objection_file_for(request.user, uuid)
    return download(found.file.open("rb"), found.name, found.media_type)


@require_POST
def objection_recount(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Rank the round again with the lines that a re-check changed."""
    recount(round_for(request.user, uuid), by=request.user)
    messages.success(request, _("已按复核结果重新汇总排名，可以确定分类了。初步排名仍然保留。"))
    return redirect("desk:results-list", uuid)
