"""The page on which a document is written: proposal or draft, what to look at again, save, issue."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import Refused
from guanmo.procedures.publish import issue_as_seen
from guanmo.stages.documents.content import Content
from guanmo.stages.documents.domain.save_draft import save_draft
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.exporters import Caution, rare_characters, unbound_figures
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import draft_of
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rounds.models import Round

Written = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writing:
    """One kind of document that people write: ``compose`` makes its content from the form, ``issue`` issues it.

    ``proposed`` is what the records alone would say, against which figures are held; None where nothing is proposed.
    """

    kind: Kind
    issuer: Organisation
    round: Round | None
    title: str
    note: str
    form: type[forms.Form]
    initial: Written
    compose: Callable[[Any], Content]
    issue: Callable[[Any], Document]
    proposed: Content | None = None


def write(request: UserRequest, writing: Writing) -> HttpResponse:
    """Show the form, save the draft, or issue; what was typed stays whenever something is refused."""
    kept = draft_of(request.user, writing.kind, writing.issuer, writing.round)
    draft = kept if kept and kept.fields else None  # empty after it was issued
    form = writing.form(request.POST or None, initial=draft.fields if draft else writing.initial)
    rare: tuple[Caution, ...] = ()
    unbound: tuple[Caution, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            if "save" in request.POST:
                return _save(request, writing, form)
            rare, unbound = _cautions(writing, form)
            if "confirmed" in request.POST or not (rare or unbound):
                return _issue(request, writing, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "writing": writing,
        "round": writing.round,
        "title": writing.title,
        "note": writing.note,
        "form": form,
        "draft": draft,
        "seen": request.POST.get("seen") or (kept.version if kept else 0),
        "rare": rare,
        "unbound": unbound,
    }
    return render(request, "desk/documents/issue.html", context)


def _save(request: UserRequest, writing: Writing, form: forms.Form) -> HttpResponse:
    save_draft(
        writing.kind,
        writing.issuer,
        {name: form.cleaned_data[name] for name in form.fields},
        round=writing.round,
        seen=_seen(request),
        by=request.user,
    )
    messages.success(request, _("草稿已保存，还没有文号，也没有印发。"))
    return redirect(request.path)


def _seen(request: UserRequest) -> int:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() else 0


def _cautions(writing: Writing, form: forms.Form) -> tuple[tuple[Caution, ...], tuple[Caution, ...]]:
    content = writing.compose(form)
    return rare_characters(content), unbound_figures(content, writing.proposed) if writing.proposed else ()


def _issue(request: UserRequest, writing: Writing, form: forms.Form) -> HttpResponse:
    document = issue_as_seen(
        writing.kind,
        writing.issuer,
        writing.round,
        seen=_seen(request),
        by=request.user,
        issue=lambda: writing.issue(form),
    )
    number = _("，文号%(number)s") % {"number": document.number} if document.number else ""
    messages.success(request, _("已印发%(kind)s%(number)s。") % {"kind": document.get_kind_display(), "number": number})
    return redirect("desk:documents-detail", document.uuid)
