"""Issue the documents of a round: lists, bulletins, summary, ledger, receipts (S0-2-d, S0-3.3-j, S0-4.2-c, S0-A-c)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.documents.forms import BulletinForm, ProgressForm, SummaryForm
from guanmo.desk.documents.glyphs import asks_about_glyphs, issued, look_first
from guanmo.desk.documents.offers import may_issue, offers
from guanmo.desk.documents.writing import Writing, write
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish_round import (
    lists_ahead,
    publish_bulletin,
    publish_ledger,
    publish_progress,
    publish_ranking_lists,
    publish_summary,
)
from guanmo.procedures.work_through import receipts_ahead, tell_results
from guanmo.stages.documents.composers.bulletin import body_to_text, proposed_body
from guanmo.stages.documents.composers.bulletin import bulletin as composed_bulletin
from guanmo.stages.documents.composers.progress import progress_bulletin, progress_of, proposed_progress
from guanmo.stages.documents.composers.summary import SECTIONS, summary_content
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.queries import documents_of_round, jobs_under_way
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import round_for
from guanmo.stages.rounds.rules import may_lead


@require_safe
def of_round(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The documents of one round, and what can be issued now."""
    round = round_for(request.user, uuid)
    found = documents_of_round(request.user, round)
    jobs = jobs_under_way(request.user, round)
    context = {"round": round, "documents": found, "offers": offers(request.user, round), "jobs": jobs}
    return render(request, "desk/documents/of_round.html", context)


@require_POST
@asks_about_glyphs
def ranking_lists(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Issue each ranking list of the round; what was issued and what was refused are both said."""
    round = round_for(request.user, uuid)
    look_first(request, lists_ahead(round, by=request.user))
    outcome = publish_ranking_lists(round, by=request.user)
    if outcome.documents:
        messages.success(request, _("已印发%(count)d份排名表。") % {"count": len(outcome.documents)})
    for refusal in outcome.refusals:
        messages.error(request, str(refusal))
    return redirect("desk:documents-of-round", uuid)


@require_POST
@asks_about_glyphs
def ledger(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Issue the rectification ledger as it stands today."""
    round = round_for(request.user, uuid)
    document = issued(request, lambda: publish_ledger(round, by=request.user))
    messages.success(request, _("已印发整改台账。"))
    return redirect("desk:documents-detail", document.uuid)


@require_POST
@asks_about_glyphs
def receipts(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Begin to tell each visited organisation its own result; the work goes on beside the pages."""
    round = round_for(request.user, uuid)
    look_first(request, receipts_ahead(round, by=request.user))
    job = tell_results(round, by=request.user)
    if job is None:
        messages.success(request, _("每个党组织都已经有得分反馈单了。"))
        return redirect("desk:documents-of-round", uuid)
    return redirect("desk:jobs-detail", job.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The proposed text of the ranking bulletin, to be edited and issued."""
    round, today = _round_to_issue(request, uuid), timezone.localdate()
    writing = Writing(
        kind=Kind.BULLETIN,
        issuer=round.organiser,
        round=round,
        title=_("印发排名通报"),
        note=_("印发后不能修改，只能撤回。"),
        form=BulletinForm,
        initial={"body": body_to_text(proposed_body(round))},
        compose=lambda form: composed_bulletin(round, number="", body=form.paragraphs(), today=today),
        issue=lambda form: publish_bulletin(round, body=form.paragraphs(), by=request.user),
        proposed=composed_bulletin(round, number="", today=today),
    )
    return write(request, writing)


@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The proposed text of the progress bulletin from today's figures, to be edited and issued (S0-4.2-c)."""
    round, today = round_for(request.user, uuid), timezone.localdate()
    if not may_lead(access_of(request.user), round.tier, round.organiser.path):
        raise NotVisible
    counted = progress_of(round, today=today)
    writing = Writing(
        kind=Kind.PROGRESS,
        issuer=round.organiser,
        round=round,
        title=_("印发整改进展通报"),
        note=_("数字取自今天的台账；印发后不再变化，只能撤回。"),
        form=ProgressForm,
        initial={"body": body_to_text(proposed_progress(round, counted))},
        compose=lambda form: progress_bulletin(round, "", counted, body=form.paragraphs()),
        issue=lambda form: publish_progress(round, body=form.paragraphs(), by=request.user),
        proposed=progress_bulletin(round, "", counted),
    )
    return write(request, writing)


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The five sections of the summary, prefilled from the round, to be edited and issued (S0-2-d)."""
    round, today = _round_to_issue(request, uuid), timezone.localdate()
    content = summary_content(round, today=today)
    writing = Writing(
        kind=Kind.SUMMARY,
        issuer=round.organiser,
        round=round,
        title=_("印发观摩总结"),
        note=_("各部分已按本轮的记录填好，可以改写；一行一段，留空的部分印“本轮无记录”。"),
        form=SummaryForm,
        initial={name: "\n".join(getattr(content, name)) for name in SECTIONS},
        compose=lambda form: summary_content(round, written=form.cleaned_data, today=today),
        issue=lambda form: publish_summary(round, written=form.cleaned_data, by=request.user),
        proposed=content,
    )
    return write(request, writing)


def _round_to_issue(request: UserRequest, uuid: UUID) -> Round:
    """The round whose documents this user issues; for anybody else the page does not exist."""
    round = round_for(request.user, uuid)
    if not may_issue(request.user, round):
        raise NotVisible
    return round
