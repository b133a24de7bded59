"""Sheets on paper: to print with their codes, to find by the code, and the list of what was typed in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.documents.preparing import prepare
from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.presenters.intake import tabs_of, waiting_of
from guanmo.desk.rounds.presenters.papers import state_of
from guanmo.method.paper_code import is_code, printed, read_code
from guanmo.procedures.print_papers import PRINTABLE, SHEETS_IN_FILE, papers_due, title_of
from guanmo.stages.documents.composers.score_sheets import coded_sheets
from guanmo.stages.documents.domain.run_job import Task
from guanmo.stages.documents.enums import Format, JobKind
from guanmo.stages.documents.exporters import to_pdf
from guanmo.stages.documents.queries import own_files
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.queries import PaperPlace, entries_of, paper_judges, paper_places, places_with

MOST_AT_ONCE = SHEETS_IN_FILE
"""So many are drawn while the browser waits; more are drawn beside the pages."""


@require_safe
def paper_list(request: UserRequest, uuid: UUID) -> HttpResponse:
    """What can be printed and what was typed in; ``?code=`` leads to the sheet with this code."""
    round = round_run_by(request.user, uuid)
    code = read_code(request.GET.get("code", ""))
    found = places_with(request.user, round, code) if code else []
    if len(found) == 1:
        return redirect("desk:paper-enter", uuid, found[0].judge.user.uuid, found[0].visit.uuid)
    if code and not found:
        messages.error(request, _not_found(code))
    return _page(request, round, found)


def _not_found(code: str) -> str:
    if not is_code(code):
        return _("编号“%(code)s”有误，请照纸上的八个字符再输一遍；编号里没有0、1和字母O、I。") % {"code": code[:20]}
    return _("本轮没有编号为%(code)s的评分表，请核对是不是另一轮的。") % {"code": printed(code)}


def _page(request: UserRequest, round: Round, found: list[PaperPlace]) -> HttpResponse:
    judges = paper_judges(request.user, round) if round.state in PRINTABLE else []
    context = {
        "round": round,
        "tabs": tabs_of(round, waiting_of(request.user, round), "paper"),
        "code": request.GET.get("code", ""),
        "found": found,
        "judges": judges,
        "sheets": len(paper_places(request.user, round)) if judges else 0,
        "most": MOST_AT_ONCE,
        "jobs": own_files(request.user, JobKind.PAPERS, round=round),
        "entries": [(entry, *state_of(entry)) for entry in entries_of(request.user, round)],
        "may_enter": round.state == RoundState.IN_PROGRESS,
    }
    return render(request, "desk/rounds/papers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_print(request: UserRequest, uuid: UUID, judge: UUID | None = None) -> HttpResponse:
    """The sheets of the round, or of one judge, with a code on each page: as one PDF; very many beside the pages."""
    round = round_run_by(request.user, uuid)
    places = papers_due(round, judge, by=request.user)
    title = title_of(round, places, judge)
    if len(places) > MOST_AT_ONCE:
        asked = {"judge": str(judge)} if judge else {}
        task = Task(JobKind.PAPERS, round, round.organiser, len(places), asked)
        return prepare(request, task, title=title, size=_("%(sheets)d份评分表") % {"sheets": len(places)})
    content = coded_sheets(title, places, today=timezone.localdate())
    return file_response(to_pdf(content), Format.PDF, title)
