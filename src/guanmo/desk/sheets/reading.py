"""Read a score sheet from an office's file: look at what was understood, then keep it as a draft.

The reader is that of ``guanmo sheet read``. Nothing is stored before a person has looked: between the two steps the
reading travels in the page, signed, so that neither its text nor its warnings can be altered on the way.
"""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.sheets.access import editors_only
from guanmo.desk.sheets.forms import UploadForm
from guanmo.desk.sheets.preview import Preview, previews_of, previews_sent
from guanmo.lib.refusal import Refused
from guanmo.stages.sheets.domain.draft_sheet import draft_sheets
from guanmo.stages.sheets.importers.read import read_sheets
from guanmo.stages.sheets.queries import sheets_listed


@editors_only
@require_http_methods(["GET", "POST"])
def read(request: UserRequest) -> HttpResponse:
    """Ask for a file; show what was read from it, with the warnings at their places."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            readings = read_sheets(file.read(), file.name)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _show(request, previews_of(readings, file.name, list(sheets_listed(request.user))))
    return render(request, "desk/sheets/read.html", {"form": form})


@editors_only
@require_POST
def keep(request: UserRequest) -> HttpResponse:
    """Keep the chosen sheets as drafts, all or none."""
    previews = previews_sent(request.POST, list(sheets_listed(request.user)))
    proposals = [preview.proposal() for preview in previews if preview.is_chosen()]
    if not all(preview.form.is_valid() for preview in previews) or _clashes(previews):
        return _show(request, previews)
    try:
        kept = draft_sheets(proposals, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, previews)
    if not kept:
        messages.info(request, _("没有勾选要保存的表，什么也没有保存。"))
        return redirect("desk:sheets-read")
    messages.success(request, _("已存为草稿。请逐条核对提示，再发布。"))
    return redirect("desk:sheets-detail", uuid=kept[0].uuid) if len(kept) == 1 else redirect("desk:sheets-list")


def _clashes(previews: Sequence[Preview]) -> bool:
    """Two sheets of one file under one code would replace each other."""
    seen: set[str] = set()
    for preview in previews:
        if preview.is_chosen():
            if preview.form.code_to_keep in seen:
                preview.form.add_error("code", _("这两张表用了同一个代号，请改一个。"))
                return True
            seen.add(preview.form.code_to_keep)
    return False


def _show(request: UserRequest, previews: Sequence[Preview]) -> HttpResponse:
    return render(request, "desk/sheets/preview.html", {"previews": previews, "several": len(previews) > 1})
