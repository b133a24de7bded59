"""One score sheet version: to read, to publish, to say what does not apply (S1-T-b, S1-T-c, D37)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.sheets.access import edits_sheets
from guanmo.desk.sheets.changes_page import ChangeRow, change_rows
from guanmo.desk.sheets.sheet_page import sheet_page
from guanmo.method.sheet_changes import compare_sheets
from guanmo.stages.documents.enums import Format
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.domain.correct_draft import discard_draft
from guanmo.stages.sheets.domain.publish_sheet import publish_sheet
from guanmo.stages.sheets.domain.set_not_applicable import choose_applicability
from guanmo.stages.sheets.models import ScoreSheet
from guanmo.stages.sheets.queries import not_applicable_by_kind, previous_of, sheet_for


@require_safe
def sheet(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The sheet as a table, its warnings, and its differences from the last version."""
    found = sheet_for(request.user, uuid)
    may_edit = edits_sheets(request.user)
    context = {
        "sheet": found,
        "page": sheet_page(found.content, found.warnings, not_applicable_by_kind(found)),
        "changes": _changes(request.user, found),
        "may_edit": may_edit,
        "may_correct": may_edit and not found.is_published,
        "formats": Format.choices,
    }
    return render(request, "desk/sheets/detail.html", context)


def _changes(user: User, found: ScoreSheet) -> tuple[ChangeRow, ...]:
    before = previous_of(user, found)
    return change_rows(compare_sheets(before.content, found.content)) if before else ()


@require_POST
def publish(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Publish a draft after its warnings were confirmed one by one."""
    published = publish_sheet(
        sheet_for(request.user, uuid), confirmed=request.POST.get("confirmed") == "on", by=request.user
    )
    messages.success(request, _("%(sheet)s已发布，新安排的轮次将使用这张表。") % {"sheet": published})
    return redirect("desk:sheets-detail", uuid=uuid)


@require_POST
def applicability(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Set which items do not apply, for every kind of the sheet."""
    found = sheet_for(request.user, uuid)
    left_out = {Kind(kind): request.POST.getlist(kind) for kind in found.kinds}
    count = choose_applicability(found, left_out, by=request.user)
    messages.success(request, _("已保存，改动%(count)d处。已经安排的轮次不受影响。") % {"count": count})
    return redirect("desk:sheets-detail", uuid=uuid)


@require_POST
def discard(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Delete a draft."""
    discard_draft(sheet_for(request.user, uuid), by=request.user)
    messages.success(request, _("草稿已删除。"))
    return redirect("desk:sheets-list")
