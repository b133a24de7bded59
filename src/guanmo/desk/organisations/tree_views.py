"""The pages of the tree's import: template, upload, preview, confirmation, the file that shows the mistakes.

Only the county organisation department has them; for everybody else they do not exist.
"""

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
from guanmo.desk.organisations.forms import UploadForm
from guanmo.desk.organisations.kept_preview import compare_anew, keep_preview, preview_kept
from guanmo.desk.organisations.preview import preview_of
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.organisations.domain.current_tree import current_tree
from guanmo.stages.organisations.domain.import_tree import import_tree
from guanmo.stages.organisations.domain.keep_upload import forget_upload, keep_upload, kept_upload
from guanmo.stages.organisations.domain.tree_plan import plan_tree
from guanmo.stages.organisations.enums import Outcome
from guanmo.stages.organisations.errors import UploadGone
from guanmo.stages.organisations.exporters.error_file import error_file
from guanmo.stages.organisations.exporters.template import template
from guanmo.stages.organisations.importers.tree_file import read_tree
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_import_tree

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS_PER_PAGE = 50
View = Callable[..., HttpResponse]


def importers_only(view: View) -> View:
    """404 for those who may not import; back to the upload when the kept file is gone."""

    @wraps(view)
    def guarded(request: UserRequest, **parts: str) -> HttpResponse:
        if not may_import_tree(access_of(request.user)):
            raise NotVisible
        try:
            return view(request, **parts)
        except UploadGone as gone:
            messages.error(request, str(gone))
            return redirect("desk:organisations-import")

    return guarded


@importers_only
def upload(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            file = read_tree(data)
            token = keep_upload(data, by=request.user)
            keep_preview(token, preview_of(plan_tree(file.tree, by=request.user)), by=request.user)
            return redirect("desk:organisations-preview", token=token)
        except Refused as refused:
            form.add_error("file", str(refused))
    return render(request, "desk/organisations/import.html", {"form": form})


@require_GET
@importers_only
def preview(request: UserRequest, token: str) -> HttpResponse:
    by = request.user
    shown = preview_kept(token, lambda: preview_of(plan_tree(read_tree(kept_upload(token, by=by)).tree, by=by)), by=by)
    page = Paginator(shown["rows"], _ROWS_PER_PAGE).get_page(request.GET.get("page"))
    paths = {
        "again": reverse("desk:organisations-import"),
        "errors": reverse("desk:organisations-errors", args=[token]),
        "confirmation": reverse("desk:organisations-confirmation", args=[token]),
    }
    return render(request, "desk/organisations/preview.html", {"preview": shown, "page": page, "paths": paths})


@require_POST
@importers_only
def confirm(request: UserRequest, token: str) -> HttpResponse:
    compare_anew(token, by=request.user)
    plan = import_tree(read_tree(kept_upload(token, by=request.user)).tree, by=request.user)
    forget_upload(token, by=request.user)
    counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
    messages.success(request, _("已导入：新增 %(new)d 行，更新 %(updated)d 行，不变 %(unchanged)d 行。") % counts)
    return redirect("desk:organisations-list")


@require_GET
@importers_only
def errors(request: UserRequest, token: str) -> HttpResponse:
    file = read_tree(kept_upload(token, by=request.user))
    plan = plan_tree(file.tree, by=request.user)
    return _download(error_file(file.originals, plan.rows), "组织导入错误表.xlsx")


@require_GET
@importers_only
def empty_template(request: UserRequest) -> HttpResponse:
    return _download(template(), "组织导入模板.xlsx")


@require_GET
@importers_only
def filled_template(request: UserRequest) -> HttpResponse:
    tree = current_tree(by=request.user)
    return _download(template(tree.organisations, tree.posts), "全县组织.xlsx")


def _download(data: bytes, name: str) -> HttpResponse:
    header = content_disposition_header(as_attachment=True, filename=name)
    return HttpResponse(data, content_type=_XLSX, headers={"Content-Disposition": header})
