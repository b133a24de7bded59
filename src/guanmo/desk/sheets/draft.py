"""Put a draft right without going back to the file: heading, section, item with its rules."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.sheets.forms import HeadingForm, ItemForm, RuleFormSet, SectionForm, corrected_item
from guanmo.desk.sheets.words import recheck
from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.sheets.domain.correct_draft import Heading, correct_heading, correct_item, correct_section
from guanmo.stages.sheets.models import Item
from guanmo.stages.sheets.queries import draft_for, draft_item_for, draft_section_for


@require_http_methods(["GET", "POST"])
def heading(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Name, total and kinds of a draft."""
    sheet = draft_for(request.user, uuid)
    initial = {"title": sheet.title, "total": sheet.total, "kinds": sheet.kinds}
    form = HeadingForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        wanted = Heading(given["title"], given["total"], [Kind(kind) for kind in given["kinds"]])
        correct_heading(sheet, wanted, recheck=recheck, by=request.user)
        return _saved(request, uuid)
    return _page(request, uuid, _("名称和适用类别"), form)


@require_http_methods(["GET", "POST"])
def section(request: UserRequest, uuid: UUID, section: int) -> HttpResponse:
    """Name and points of one section of a draft."""
    found = draft_section_for(request.user, uuid, section)
    form = SectionForm(request.POST or None, initial={"title": found.title, "points": found.points})
    if form.is_valid():
        correct_section(found, **form.cleaned_data, recheck=recheck, by=request.user)
        return _saved(request, uuid)
    return _page(request, uuid, str(found), form)


@require_http_methods(["GET", "POST"])
def item(request: UserRequest, uuid: UUID, section: int, number: int) -> HttpResponse:
    """One item of a draft with its rules; what was typed stays when it is refused."""
    found = draft_item_for(request.user, uuid, section, number)
    form, rules = _item_forms(request, found)
    if form.is_valid() and rules.is_valid():
        try:
            correct_item(found, corrected_item(number, form, rules), recheck=recheck, by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, uuid)
    title = _("%(section)s 第%(number)d项") % {"section": found.section, "number": number}
    return _page(request, uuid, title, form, rules)


def _item_forms(request: UserRequest, found: Item) -> tuple[ItemForm, Any]:
    initial = {name: getattr(found, name) for name in ("text", "points", "method", "note", "truncated")}
    clauses = [
        {"text": rule.text, "kind": rule.kind, "points": rule.points, "cap": rule.cap} for rule in found.rules.all()
    ]
    data = request.POST or None
    return ItemForm(data, initial=initial), RuleFormSet(data, initial=clauses, prefix="rules")


def _saved(request: UserRequest, uuid: UUID) -> HttpResponse:
    messages.success(request, _("已改好，提示也重新核对过了。"))
    return redirect("desk:sheets-detail", uuid=uuid)


def _page(request: UserRequest, uuid: UUID, title: str, form: Form, rules: Any = None) -> HttpResponse:
    context = {"uuid": uuid, "title": title, "form": form, "rules": rules}
    return render(request, "desk/sheets/correct.html", context)
