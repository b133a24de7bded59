"""The libraries: what was selected for all organisations to read."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.records.words import value_text
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.enums import Library
from guanmo.stages.records.queries import library_for, values_of
from guanmo.stages.records.rules import may_collect, may_read_at_all
from guanmo.ui.shapes import Choice

PAGE = 20
_READ = ("text", "long_text", "choice", "choices")


@require_safe
def library(request: UserRequest, library: str) -> HttpResponse:
    """One library; its texts alone, never people or papers."""
    if library not in Library.values or not may_read_at_all(access_of(request.user)):
        raise NotVisible
    chosen = Library(library)
    page = Paginator(library_for(request.user, chosen), PAGE).get_page(request.GET.get("page"))
    entries = [
        (one, [(f.title, value_text(f, values_of(one.record).get(f.name), {})) for f in one.record.type.ledger.fields if f.kind in _READ])
        for one in page.object_list
    ]  # fmt: skip
    tabs = [Choice(one.label, f"../{one.value}/", one == chosen) for one in Library]
    return render(
        request,
        "desk/records/library.html",
        {
            "library": chosen,
            "entries": entries,
            "tabs": tabs,
            "page": page,
            "collects": may_collect(access_of(request.user)),
        },
    )
