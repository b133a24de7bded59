"""The list of score sheets, and the button that brings the two shipped ones (S0-A-a, S0-A-b)."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.sheets.access import edits_sheets
from guanmo.desk.sheets.list_page import list_page
from guanmo.desk.sheets.words import recheck
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.domain.draft_sheet import Proposal
from guanmo.stages.sheets.domain.load_real_sheets import load_real_sheets
from guanmo.stages.sheets.importers.real import RealSheet, real_sheets
from guanmo.stages.sheets.importers.settle import place
from guanmo.stages.sheets.queries import in_force_for, sheets_listed


@require_safe
def sheets(request: UserRequest) -> HttpResponse:
    """All versions, and which sheet is in force for each kind of organisation."""
    page = list_page(sheets_listed(request.user), in_force_for(request.user))
    return render(request, "desk/sheets/list.html", {"page": page, "may_edit": edits_sheets(request.user)})


@require_POST
def load(request: UserRequest) -> HttpResponse:
    """Bring both shipped sheets as drafts."""
    load_real_sheets([_proposal(real) for real in real_sheets()], by=request.user)
    messages.success(request, _("已载入两张标准得分表的草稿。请打开每一张逐条核对，再发布。"))
    return redirect("desk:sheets-list")


def _cut_off(real: RealSheet) -> Iterator[dict[str, str]]:
    """Items whose text breaks off in the source must be compared with the original (S1-T-c)."""
    for section, item in real.sheet.items:
        if item.truncated:
            message = item.note or _("原文到这里就断了，请对照原件确认。")
            yield {"code": "truncated", "message": message, "where": place(section, item)}


def _proposal(real: RealSheet) -> Proposal:
    return Proposal(
        content=real.sheet,
        code=real.code,
        kinds=[Kind(kind) for kind in real.kinds],
        warnings=[*_cut_off(real), *recheck(real.sheet)],
        source=_("随系统提供的标准得分表"),
        not_for=[(Kind(kind), keys) for kind, keys in real.not_for],
    )
