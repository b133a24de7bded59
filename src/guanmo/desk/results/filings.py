"""Filings: submitted by the township, accepted or returned by the county (S0-3.1-l)."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.documents.glyphs import asks_about_glyphs, issued
from guanmo.desk.http import UserRequest
from guanmo.desk.results.filing_words import filing_facts, filing_lines, state_choices, timeline
from guanmo.desk.results.steps import next_steps
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.answer_filing import answer_filing, receipt_of
from guanmo.procedures.file_with_county import file_with_county
from guanmo.procedures.glyphs import GlyphsMissing
from guanmo.stages.documents.composers.assessment import assessment
from guanmo.stages.documents.enums import Format
from guanmo.stages.documents.exporters import to_xlsx
from guanmo.stages.documents.queries import filing_report_of
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.queries import keeping_unit
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models import Filing
from guanmo.stages.results.queries import accepted_filings, filing_for, filings_visible_to
from guanmo.stages.results.rules import may_answer_filing
from guanmo.stages.rounds.queries import round_for

PER_PAGE = 50


@require_safe
def filings(request: UserRequest) -> HttpResponse:
    """The county's inbox; for a township its own filings."""
    wanted = request.GET.get("state", "")
    every = filings_visible_to(request.user)
    waiting = every.filter(answer=None)
    chosen = {"waiting": waiting, "answered": every.exclude(answer=None)}.get(wanted, every)
    page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": filing_lines(page.object_list),
        "choices": state_choices(wanted, waiting.count()),
        "receives": may_answer_filing(access_of(request.user)),
        "years": sorted({one.ranking.round.quarter.year for one in accepted_filings(request.user)}, reverse=True),
    }
    return render(request, "desk/results/filings.html", context)


@require_safe
def export(request: UserRequest, year: int) -> HttpResponse:
    """The accepted results of one year for the appraisal of teams and leaders; NotVisible where there are none."""
    chosen = [one for one in accepted_filings(request.user) if one.ranking.round.quarter.year == year]
    unit = keeping_unit(request.user)
    if not chosen or unit is None:
        raise NotVisible
    content = assessment(year, unit.name, chosen, today=timezone.localdate())
    return file_response(to_xlsx(content), Format.XLSX, content.title)


@require_POST
@asks_about_glyphs
def submit(request: UserRequest, uuid: UUID) -> HttpResponse:
    """File ranking and classification of a round with the county."""
    round = round_for(request.user, uuid)
    filing = issued(request, lambda: file_with_county(round, by=request.user))
    messages.success(request, _("已报送，备案编号%(number)s。") % {"number": filing.number})
    return redirect("desk:filings-detail", filing.uuid)


@require_safe
def detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One filing with its report, and the county's answer or the place to give it."""
    return _page(request, filing_for(request.user, uuid))


@require_POST
@asks_about_glyphs
def answer(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Accept the filing, or return it with a reason; what was written stays when it is refused."""
    filing = filing_for(request.user, uuid)
    reason, given = request.POST.get("reason", ""), request.POST.get("answer", "")
    if given not in Answer.values:
        return _page(request, filing, reason=reason, error=_("请选择“同意备案”或“退回”。"))
    try:
        issued(request, lambda: answer_filing(filing, Answer(given), reason=reason, by=request.user))
    except GlyphsMissing:
        raise
    except Refused as refusal:
        return _page(request, filing_for(request.user, uuid), reason=reason, error=str(refusal))
    messages.success(request, _("已退回。") if given == Answer.RETURNED else _("已备案。"))
    return redirect("desk:filings-detail", uuid)


def _page(request: UserRequest, filing: Filing, *, reason: str = "", error: str = "") -> HttpResponse:
    waiting = not hasattr(filing, "answer")
    context = {
        "filing": filing,
        "round": filing.ranking.round,
        "facts": filing_facts(filing),
        "report": filing_report_of(request.user, filing),
        "receipt": receipt_of(request.user, filing),
        "timeline": timeline(filing),
        "may_answer": waiting and may_answer_filing(access_of(request.user)),
        "steps": next_steps(request.user, filing.ranking.round),
        "reason": reason,
        "error": error,
    }
    return render(request, "desk/results/filing.html", context, status=409 if error else 200)
