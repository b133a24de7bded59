"""One ledger row: everything about it, and the steps that are possible now (workflows.md 4)."""

from collections import Counter
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest, download
from guanmo.desk.rectification.steps import BY_NAME, open_steps, submitted_by
from guanmo.desk.rectification.words import history, line_of, way_of
from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rectification.queries import attachment_for, history_of, row_for
from guanmo.stages.rectification.rules import may_check, may_keep_ledger
from guanmo.stages.results.queries import worth
from guanmo.stages.rounds.queries import calendar_today


@require_safe
def row_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    return _page(request, row_for(request.user, uuid))


@require_POST
def row_step(request: UserRequest, uuid: UUID, name: str) -> HttpResponse:
    """Take one step; a refusal comes back with everything that was written."""
    row, step = row_for(request.user, uuid), BY_NAME[name]
    if not step.may(access_of(request.user), row):
        raise NotAllowed(_("这一步不由您办理。"))
    form = step.form(request.POST, request.FILES, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            step.act(row, form, request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, str(step.done))
            return redirect("desk:ledger-row", row.uuid)
    return _page(request, row_for(request.user, uuid), (name, form))


def _page(request: UserRequest, row: LedgerRow, bound: tuple[str, forms.Form] | None = None) -> HttpResponse:
    row, access = history_of(row), access_of(request.user)
    deducted = ((one.reason, worth(one)) for one in row.finding.deductions.all())
    reasons = Counter((reason, points) for reason, points in deducted if points)
    context = {
        "row": row,
        "steps_done": way_of(row),
        "line": line_of(row, calendar_today()),
        "reasons": [(reason, points, judges) for (reason, points), judges in reasons.items()],
        "steps": open_steps(request.user, row, bound),
        "history": history(row),
        "attachments": [file for one in row.transitions.all() for file in one.attachments.all()],
        "keeps": may_keep_ledger(access, row.organisation.path),
        "wants_other": _wants_other(request, row),
    }
    return render(request, "desk/rectification/row.html", context)


def _wants_other(request: UserRequest, row: LedgerRow) -> bool:
    """The row waits for a look-back or the acceptance, but this person wrote down the rectification."""
    may = may_check(access_of(request.user), row.organisation.path, row.organisation_id)
    return row.state in (RowState.SUBMITTED, RowState.LOOKED_BACK) and may and submitted_by(row, request.user)


@require_safe
def attachment(request: UserRequest, uuid: UUID) -> FileResponse:
    """A file as a download: never shown inline, never sniffed."""
    found = attachment_for(request.user, uuid)
    return download(found.file.open("rb"), found.name, found.media_type)
