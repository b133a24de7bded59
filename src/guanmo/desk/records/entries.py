"""Enter a record, go on with a draft, correct what is locked. One page, one minute, on a phone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.desk.http import UserRequest
from guanmo.desk.records.entry_fields import Choices
from guanmo.desk.records.entry_form import EntryForm, Offered
from guanmo.desk.records.guide import guide_of
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.method.ledger import POINTING, Field
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import listing
from guanmo.stages.records.domain.keep_record import discard_draft, file_record, keep_draft, stamp_of
from guanmo.stages.records.domain.oversee import note_reading
from guanmo.stages.records.domain.supplement import supplement_record
from guanmo.stages.records.enums import RecordState, kinds_of
from guanmo.stages.records.models import Record, RecordType
from guanmo.stages.records.queries import (
    enters,
    files_of,
    holders_of,
    is_withdrawn,
    keeps,
    last_of,
    leaders_of,
    ledger_for,
    organisations_below,
    record_for,
    records_to_name,
    values_of,
    words_of,
)


@require_http_methods(["GET", "POST"])
def record_create(request: UserRequest, code: str) -> HttpResponse:
    """A new record; ``?organisation=`` says for whom where the user keeps several."""
    type = ledger_for(request.user, code)
    wanted = request.GET.get("organisation", "")
    keeping = [
        one
        for one in listing(request.user)
        if wanted in ("", str(one.uuid))
        and Kind(one.kind) in kinds_of(type.ledger.kinds)
        and enters(request.user, one, type)
    ]
    if not keeping:
        raise NotVisible
    if len(keeping) > 1:
        return render(request, "desk/records/for_whom.html", {"type": type, "organisations": keeping})
    return _entry(request, type, keeping[0], None)


@require_http_methods(["GET", "POST"])
def record_edit(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Go on with a draft."""
    record = _kept(request, uuid)
    if record.state != RecordState.DRAFT or is_withdrawn(record):
        return redirect("desk:records-detail", record.uuid)
    return _entry(request, record.type, record.organisation, record)


def _entry(request: UserRequest, type: RecordType, organisation: Organisation, record: Record | None) -> HttpResponse:
    as_draft = request.POST.get("action") == "draft"
    form = EntryForm(
        *_bound(request), ledger=type.ledger, offered=_offered(request.user, type, organisation, record), complete=not as_draft,
        known=_known(type, organisation, record),
    )  # fmt: skip
    if form.is_valid():
        try:
            record = keep_draft(type, organisation, form.entry(), record=record, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _filed(request, record, as_draft)
    context = {
        "form": form,
        "type": type,
        "organisation": organisation,
        "record": record,
        "guide": guide_of(request.user, type.ledger),
        **_shown(request, record),
    }
    return render(request, "desk/records/entry.html", context)


def _filed(request: UserRequest, record: Record, as_draft: bool) -> HttpResponse:
    """File what was kept; where that is refused the draft stays, with the reason."""
    if as_draft:
        messages.success(request, _("草稿已保存，可以以后接着填。"))
        return redirect("desk:records-detail", record.uuid)
    try:
        filed = file_record(record, by=request.user)
    except Refused as refused:
        messages.warning(request, _("已存为草稿，还不能提交：%(reason)s") % {"reason": refused})
        return redirect("desk:records-edit", record.uuid)
    waits = filed.state == RecordState.AWAITING_SIGNATURES
    messages.success(request, _("已提交，等书记和记录人签字。") if waits else _("已归档。"))
    return redirect("desk:records-detail", record.uuid)


@require_POST
def record_discard(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Throw a draft away."""
    discard_draft(_kept(request, uuid), by=request.user)
    messages.success(request, _("草稿已删除。"))
    return redirect("desk:records-due")


@require_http_methods(["GET", "POST"])
def record_correct(request: UserRequest, uuid: UUID) -> HttpResponse:
    """A supplement to a locked record: how it should read, why, and more papers."""
    record = _kept(request, uuid)
    known = {**values_of(record), "held_on": record.held_on, "period": record.period}
    form = EntryForm(
        *_bound(request), ledger=record.type.ledger, known=known, complete=True, dated=False,
        offered=_offered(request.user, record.type, record.organisation, record),
    )  # fmt: skip
    if form.is_valid():
        try:
            supplement_record(record, form.entry(), reason=request.POST.get("reason", ""), by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已补充更正，原来的记录保留。"))
            return redirect("desk:records-detail", record.uuid)
    context = {
        "form": form,
        "type": record.type,
        "organisation": record.organisation,
        "record": record,
        "corrects": True,
        **_shown(request, record),
    }
    return render(request, "desk/records/entry.html", context)


def _shown(request: UserRequest, record: Record | None) -> dict[str, Any]:
    """The stamp of what the page shows; a restricted record that is shown was read."""
    if record is None:
        return {}
    note_reading(record, by=request.user)
    return {"seen": stamp_of(record)}


def _bound(request: UserRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _kept(request: UserRequest, uuid: UUID) -> Record:
    record = record_for(request.user, uuid)
    if not keeps(request.user, record.organisation):
        raise NotVisible
    return record


def _known(type: RecordType, organisation: Organisation, record: Record | None) -> Mapping[str, Any]:
    """What is known already: the draft; the card as it stands of a ledger with one; else what seldom changes."""
    if record is not None:
        return {**record.values, "held_on": record.held_on, "period": record.period}
    last = last_of(organisation, type.code)
    if last is None:
        return {}
    before = values_of(last)
    return before if type.ledger.one else {f.name: before.get(f.name) for f in type.ledger.fields if f.remember}


def _offered(user: User, type: RecordType, organisation: Organisation, record: Record | None) -> Offered:
    """What may be chosen; what a record says already stays among it, whoever left since."""
    values, words = (values_of(record), words_of(record)) if record else ({}, {})
    choices: dict[str, Choices] = {one.name: [] for one in type.ledger.fields}
    for asked in (one for one in type.ledger.fields if one.kind in POINTING):
        found = _choices(asked, organisation, record)
        there, kept = {key for key, _word in found}, values.get(asked.name) or []
        missing = [one for one in (kept if isinstance(kept, list) else [kept]) if one in words and one not in there]
        choices[asked.name] = [*found, *((one, words[one]) for one in missing)]
    return Offered(choices, files_of(user, organisation))


def _choices(asked: Field, organisation: Organisation, record: Record | None) -> Choices:
    if asked.kind == "holder":
        return holders_of(organisation, record.held_on if record else None)
    if asked.kind == "holders":
        return leaders_of(organisation, record.held_on if record else None)
    if asked.kind == "record":
        return records_to_name(organisation, asked.of)
    return organisations_below(organisation, asked.of)
