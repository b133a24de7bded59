"""The pages of a roster's import: template, upload, preview, confirmation, the file that shows the mistakes."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.members.presenters.roster_preview import RosterPreview, preview_of
from guanmo.desk.organisations.forms import UploadForm
from guanmo.desk.organisations.kept_preview import compare_anew, keep_preview, preview_kept
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.members.domain.import_roster import import_roster
from guanmo.stages.members.domain.roster_plan import plan_roster
from guanmo.stages.members.domain.roster_rows import Roster
from guanmo.stages.members.exporters.roster_template import roster_template
from guanmo.stages.members.importers.roster_file import read_roster
from guanmo.stages.members.rules import may_keep_somewhere
from guanmo.stages.organisations.domain.keep_upload import forget_upload, keep_upload, kept_upload
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import UploadGone
from guanmo.stages.organisations.exporters.error_file import error_file
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS_PER_PAGE = 50
View = Callable[..., HttpResponse]


def keepers_only(view: View) -> View:
    """404 for those who keep no roster; back to the upload when the kept file is gone."""

    @wraps(view)
    def guarded(request: UserRequest, **parts: str) -> HttpResponse:
        if not may_keep_somewhere(access_of(request.user)):
            raise NotVisible
        try:
            return view(request, **parts)
        except UploadGone as gone:
            messages.error(request, str(gone))
            return redirect("desk:rosters-import")

    return guarded


@keepers_only
def upload(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            roster = read_roster(data)
            token = keep_upload(data, by=request.user)
            keep_preview(token, _compared(roster, request.user), by=request.user)
            return redirect("desk:rosters-preview", token=token)
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "desk/members/import.html", {"form": form})


@require_GET
@keepers_only
def preview(request: UserRequest, token: str) -> HttpResponse:
    by = request.user
    shown = preview_kept(token, lambda: _compared(read_roster(kept_upload(token, by=by)), by), by=by)
    page = Paginator(shown["rows"], _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    paths = {
        "again": reverse("desk:rosters-import"),
        "errors": reverse("desk:rosters-errors", args=[token]),
        "confirmation": reverse("desk:rosters-confirmation", args=[token]),
    }
    return render(request, "desk/members/preview.html", {"preview": shown, "page": page, "paths": paths})


def _compared(roster: Roster, by: User) -> RosterPreview:
    return preview_of(plan_roster(roster, by=by), roster)


@require_POST
@keepers_only
def confirm(request: UserRequest, token: str) -> HttpResponse:
    compare_anew(token, by=request.user)
    plan = import_roster(read_roster(kept_upload(token, by=request.user)), by=request.user)
    forget_upload(token, by=request.user)
    counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
    messages.success(request, _("已导入：新增 %(new)d 行，更新 %(updated)d 行，不变 %(unchanged)d 行。") % counts)
    return redirect("desk:members-list")


@require_GET
@keepers_only
def errors(request: UserRequest, token: str) -> HttpResponse:
    roster = read_roster(kept_upload(token, by=request.user))
    plan = plan_roster(roster, by=request.user)
    return _download(error_file([roster.original], plan.rows), "花名册错误表.xlsx")


@require_GET
@keepers_only
def template(request: UserRequest) -> HttpResponse:
    return _download(roster_template(), "党员花名册模板.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": header})
