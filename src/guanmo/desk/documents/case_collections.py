"""Print selected cases of a library as one collection (S4-16e)."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response, format_of
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish import render as rendered
from guanmo.stages.documents.composers.collection import case_collection
from guanmo.stages.documents.enums import Format
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.enums import Library
from guanmo.stages.records.models import LibraryEntry
from guanmo.stages.records.queries import library_for
from guanmo.stages.records.rules import may_collect
from guanmo.stages.rectification.queries import keeping_unit

LONGEST_TITLE = 60


@require_safe
def of_library(request: UserRequest, library: str) -> HttpResponse:
    """Tick the cases and name the collection; with ``?format=`` the file of what was ticked."""
    if library not in Library.values or not may_collect(access_of(request.user)):
        raise NotVisible
    chosen = Library(library)
    entries = list(library_for(request.user, chosen))
    ticked = [one for one in entries if str(one.record.uuid) in request.GET.getlist("entry")]
    title = request.GET.get("title", "").strip()[:LONGEST_TITLE] or _usual_title(chosen)
    if "format" in request.GET:
        if ticked:
            return _file(request, title, ticked)
        messages.error(request, _("请先勾选要编进去的案例。"))
    context = {
        "library": chosen,
        "entries": [(one, one in ticked or "format" not in request.GET) for one in entries],
        "title": title,
        "longest": LONGEST_TITLE,
    }
    return render(request, "desk/documents/case_collection.html", context)


def _usual_title(library: Library) -> str:
    words = {
        Library.PRACTICES: "基层党建经验做法选编",
        Library.CASES: "优秀组织生活案例选编",
        Library.LESSONS: "精品党课选编",
    }
    return f"{timezone.localdate().year}年{words[library]}"


def _file(request: UserRequest, title: str, entries: Sequence[LibraryEntry]) -> HttpResponse:
    wanted, unit = format_of(request.GET["format"]), keeping_unit(request.user)
    if wanted is Format.XLSX or unit is None:
        raise NotVisible
    content = case_collection(title, unit.name, entries, today=timezone.localdate())
    return file_response(rendered(content, wanted), wanted, title)
