"""The libraries: what was selected for all organisations to read."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.records.words import value_text
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.enums import Library
from guanmo.stages.records.queries import library_for, values_of
from guanmo.stages.records.rules import may_read_at_all
from guanmo.ui.shapes import Choice

_READ = ("text", "long_text", "choice", "choices")


@require_safe
def library(request: UserRequest, library: str) -> HttpResponse:
    """One library; its texts alone, never people or papers."""
    if library not in Library.values or not may_read_at_all(access_of(request.user)):
        raise NotVisible
    chosen = Library(library)
    entries = [
        (one, [(f.title, value_text(f, values_of(one.record).get(f.name), {})) for f in one.record.type.ledger.fields if f.kind in _READ])
        for one in library_for(request.user, chosen)
    ]  # fmt: skip
    tabs = [Choice(one.label, f"../{one.value}/", one == chosen) for one in Library]
    return render(request, "desk/records/library.html", {"library": chosen, "entries": entries, "tabs": tabs})
