"""Score sheets on paper: blank for a visit, filled for a ballot, aggregated (S0-A-a, S0-A-b, S1-T-a)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response, format_of
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish import render
from guanmo.stages.documents.composers.results_of_one import aggregate_sheet
from guanmo.stages.documents.composers.score_sheets import blank_sheet, filled_sheet
from guanmo.stages.documents.content import AggregateContent, ScoreSheetContent
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.queries import standing_for
from guanmo.stages.results.rules import may_read_deductions
from guanmo.stages.rounds.queries import visit_for
from guanmo.stages.scoring.queries import ballot_version_for
from guanmo.stages.sheets.errors import NoSheet


@require_safe
def filled(request: UserRequest, id: UUID, format: str) -> HttpResponse:
    """One judge's sheet as submitted, for those who may read it."""
    return _answer(filled_sheet(ballot_version_for(request.user, id)), format)


@require_safe
def of_visit(request: UserRequest, uuid: UUID, format: str) -> HttpResponse:
    """The blank sheet of a visit with organisation and round in its head."""
    visit = visit_for(request.user, uuid)
    if visit.sheet is None:
        raise NoSheet(_("这类组织还没有评分表：只观摩，不打分，不排名。"))
    return _answer(blank_sheet(visit.sheet, visit=visit, today=timezone.localdate()), format)


@require_safe
def aggregate(request: UserRequest, uuid: UUID, format: str) -> HttpResponse:
    """All counted sheets of one visit together, for those who may read its deductions; no judge is named."""
    found = standing_for(request.user, uuid)
    if not may_read_deductions(access_of(request.user), found.organisation.path):
        raise NotVisible
    if found.visit is None or found.visit.sheet is None:
        raise NoSheet(_("这类组织还没有评分表：只观摩，不打分，不排名。"))
    return _answer(aggregate_sheet(found, today=timezone.localdate()), format)


def _answer(content: ScoreSheetContent | AggregateContent, format: str) -> HttpResponse:
    last = content.judge or _("空白") if isinstance(content, ScoreSheetContent) else ""
    parts = (content.title, content.organisation, last)
    wanted = format_of(format)
    return file_response(render(content, wanted), wanted, " ".join(part for part in parts if part))
