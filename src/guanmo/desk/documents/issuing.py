"""Issue the documents of a round: ranking lists, bulletin, summary, ledger (S0-2-d, S0-3.3-j, S0-A-c)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.documents.forms import BulletinForm, SummaryForm
from guanmo.desk.documents.offers import may_issue, offers
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.publish_round import publish_bulletin, publish_ledger, publish_ranking_lists, publish_summary
from guanmo.stages.documents.composers.bulletin import body_to_text, proposed_body
from guanmo.stages.documents.composers.summary import SECTIONS, summary_content
from guanmo.stages.documents.queries import documents_of_round
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import round_for


@require_safe
def of_round(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The documents of one round, and what can be issued now."""
    round = round_for(request.user, uuid)
    found = documents_of_round(request.user, round)
    context = {"round": round, "documents": found, "offers": offers(request.user, round)}
    return render(request, "desk/documents/of_round.html", context)


@require_POST
def ranking_lists(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Issue each ranking list of the round."""
    issued = publish_ranking_lists(round_for(request.user, uuid), by=request.user)
    messages.success(request, _("已印发%(count)d份排名表。") % {"count": len(issued)})
    return redirect("desk:documents-of-round", uuid)


@require_POST
def ledger(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Issue the rectification ledger as it stands today."""
    document = publish_ledger(round_for(request.user, uuid), by=request.user)
    messages.success(request, _("已印发整改台账。"))
    return redirect("desk:documents-detail", document.uuid)


@require_http_methods(["GET", "HEAD", "POST"])
def bulletin(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The proposed text of the bulletin, to be edited and issued."""
    round = _round_to_issue(request, uuid)
    form = BulletinForm(request.POST or None, initial={"body": body_to_text(proposed_body(round))})
    if request.method == "POST" and form.is_valid():
        try:
            document = publish_bulletin(round, body=form.paragraphs(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已印发，文号%(number)s。") % {"number": document.number})
            return redirect("desk:documents-detail", document.uuid)
    context = {"round": round, "form": form, "title": _("印发排名通报"), "note": _("印发后不能修改，只能撤回。")}
    return render(request, "desk/documents/issue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def summary(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The five sections of the summary, prefilled from the round, to be edited and issued (S0-2-d)."""
    round = _round_to_issue(request, uuid)
    content = summary_content(round, today=timezone.localdate())
    form = SummaryForm(request.POST or None, initial={name: "\n".join(getattr(content, name)) for name in SECTIONS})
    if request.method == "POST" and form.is_valid():
        try:
            document = publish_summary(round, written=form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("已印发观摩总结。"))
            return redirect("desk:documents-detail", document.uuid)
    note = _("各部分已按本轮的记录填好，可以改写；一行一段，留空的部分印“本轮无记录”。")
    return render(
        request, "desk/documents/issue.html", {"round": round, "form": form, "title": _("印发观摩总结"), "note": note}
    )


def _round_to_issue(request: UserRequest, uuid: UUID) -> Round:
    """The round whose documents this user issues; for anybody else the page does not exist."""
    round = round_for(request.user, uuid)
    if not may_issue(request.user, round):
        raise NotVisible
    return round
