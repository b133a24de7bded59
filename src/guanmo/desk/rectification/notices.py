"""The 整改通知单 of a round: who waits for one, issue, receipt, download (S0-3.1-n)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.documents.glyphs import asks_about_glyphs, issued, look_first
from guanmo.desk.http import UserRequest
from guanmo.desk.rectification.forms import ReceiptForm
from guanmo.lib.refusal import Refused
from guanmo.procedures.notify import document_of, notices_ahead, notify, notify_all
from guanmo.procedures.work_through import notify_beside
from guanmo.stages.documents.queries import jobs_under_way
from guanmo.stages.organisations.queries import access_of, organisation_for
from guanmo.stages.rectification.domain.issue_notice import receive_notice
from guanmo.stages.rectification.models import Notice
from guanmo.stages.rectification.queries import notice_for, notices_of_round, to_notify
from guanmo.stages.rectification.rules import may_keep_ledger, may_rectify
from guanmo.stages.rounds.queries import round_for


@require_safe
def notice_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The organisations with entered rows, and the notices issued so far."""
    round = round_for(request.user, uuid)
    waiting = to_notify(request.user, round)
    context = {
        "round": round,
        "waiting": waiting,
        "ready": sum(one.is_ready for one in waiting),
        "notices": notices_of_round(request.user, round),
        "jobs": jobs_under_way(request.user, round),
    }
    return render(request, "desk/rectification/notices.html", context)


@require_POST
@asks_about_glyphs
def notice_issue(request: UserRequest, uuid: UUID, organisation: UUID) -> HttpResponse:
    """One notice to one organisation."""
    round = round_for(request.user, uuid)
    to = organisation_for(request.user, organisation)
    notice = issued(request, lambda: notify(round, to, by=request.user))
    messages.success(request, _("已下发：%(number)s。") % {"number": notice.number})
    return redirect("desk:notices-list", round.uuid)


@require_POST
@asks_about_glyphs
def notice_issue_all(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One notice to each organisation that waits, many of them beside the pages; who cannot be notified yet is named."""
    round = round_for(request.user, uuid)
    look_first(request, notices_ahead(round, by=request.user))
    if job := notify_beside(round, by=request.user):
        return redirect("desk:jobs-detail", job.uuid)
    outcome = notify_all(round, by=request.user)
    if outcome.notices:
        messages.success(request, _("已下发%(count)d份《整改通知单》。") % {"count": len(outcome.notices)})
    for refusal in outcome.refusals:
        messages.error(request, str(refusal))
    if not outcome.notices and not outcome.refusals:
        messages.info(request, _("没有待下发的《整改通知单》。"))
    return redirect("desk:notices-list", round.uuid)


@require_safe
def notice_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    return _page(request, notice_for(request.user, uuid), ReceiptForm())


@require_POST
def notice_receipt(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The organisation receives with its own name; the township enters who signed on paper."""
    notice = notice_for(request.user, uuid)
    own = may_rectify(access_of(request.user), notice.organisation_id)
    form = ReceiptForm(request.POST)
    if not own and not form.is_valid():
        return _page(request, notice, form)
    try:
        receive_notice(notice, received_by="" if own else form.cleaned_data["received_by"], by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:notices-detail", notice.uuid)
    messages.success(request, _("已签收。下一步：开始整改。") if own else _("已登记签收。"))
    return redirect("desk:ledger-list") if own else redirect("desk:notices-detail", notice.uuid)


def _page(request: UserRequest, notice: Notice, form: ReceiptForm) -> HttpResponse:
    access = access_of(request.user)
    context = {
        "notice": notice,
        "form": form,
        "document": document_of(notice, request.user),
        "receives": may_rectify(access, notice.organisation_id),
        "keeps": may_keep_ledger(access, notice.organisation.path),
    }
    return render(request, "desk/rectification/notice.html", context)
