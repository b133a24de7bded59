"""The kinds of ledgers: which there are, what one asks and holds, and for the county how it is set, without code."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.desk.records.guide import guide_choices, guide_of
from guanmo.desk.records.ledger_form import LedgerForm
from guanmo.desk.records.spans import span_of
from guanmo.desk.records.tally import BalanceLine, running_balance, tally_of
from guanmo.desk.records.words import TONES, rhythm_text
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.method.ledger_due import year_shown
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, listing
from guanmo.stages.records.domain.describe_ledger import describe_ledger, load_ledgers
from guanmo.stages.records.enums import LedgerGroup, kinds_of
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import enters, ledger_for, ledgers_for, listed, reads
from guanmo.stages.records.rules import may_describe, may_read_at_all

PAGE = 50


@require_safe
def ledger_list(request: UserRequest) -> HttpResponse:
    """Every ledger that concerns the user, group by group, with its clause."""
    if not may_read_at_all(access_of(request.user)):
        raise NotVisible
    found = ledgers_for(request.user)
    groups = [
        (group.label, [(one, rhythm_text(one.ledger)) for one in found if one.group == group]) for group in LedgerGroup
    ]
    edits = may_describe(access_of(request.user))
    context = {
        "groups": [one for one in groups if one[1]],
        "may_describe": edits,
        "unguided": _unguided(request.user, found) if edits else set(),
    }
    return render(request, "desk/records/ledgers.html", context)


def _unguided(user: User, found: list[RecordType]) -> set[str]:
    """Kinds of organisational life for which nobody wrote down the steps, once there is a guide (S4-4a)."""
    life = [one for one in found if one.group == LedgerGroup.LIFE]
    return {one.code for one in life if not one.ledger.guide} if guide_choices(user) else set()


@require_POST
def ledger_load(request: UserRequest) -> HttpResponse:
    """Bring in the shipped ledgers; a second time changes nothing."""
    _editors_only(request)
    start = timezone.localdate().replace(month=1, day=1)
    made = load_ledgers(shipped_ledgers(), kept_from=start, by=request.user)
    messages.success(
        request, _("已载入%(made)d种台账。") % {"made": made} if made else _("标准台账都已经在了，没有变化。")
    )
    return redirect("desk:ledgers-list")


@require_safe
def ledger_detail(request: UserRequest, code: str) -> HttpResponse:
    """The records of one ledger, with how many of each kind, what they amount to, and who has none."""
    type, today = ledger_for(request.user, code), timezone.localdate()
    there = [one for one in listing(request.user) if Kind(one.kind) in kinds_of(type.ledger.kinds)]
    organisation = next((one for one in there if str(one.uuid) == request.GET.get("organisation")), None)
    chosen = organisation or (there[0] if len(there) == 1 else None)
    first, last, spans = span_of(request.GET.get("period", ""), request.GET.get("organisation", ""), today)
    year = list(listed(request.user, code, chosen).filter(held_on__range=(year_shown(today), today)))
    records = [one for one in year if first <= one.held_on <= last]
    read = [one for one in ([chosen] if chosen else there) if reads(request.user, one, type)]
    page = Paginator(records, PAGE).get_page(request.GET.get("page"))
    context = {
        "type": type,
        "guide": guide_of(request.user, type.ledger),
        "rhythm": rhythm_text(type.ledger),
        "organisations": there,
        "chosen": chosen,
        "spans": spans,
        "keeps": any(enters(request.user, one, type) for one in there),
        "page": page,
        "lines": [(one, TONES[one.state]) for one in page.object_list],
        "tally": tally_of(type, records, year, read, today),
        "balance": _balance(request, type, chosen, first, last),
        "may_describe": may_describe(access_of(request.user)),
    }
    return render(request, "desk/records/ledger.html", context)


def _balance(
    request: UserRequest, type: RecordType, chosen: Organisation | None, first: date, last: date
) -> list[BalanceLine]:
    """The lines of the time shown; what came before it counts in every balance."""
    if type.ledger.balance is None or chosen is None:
        return []
    lines = running_balance(type.ledger.balance, list(listed(request.user, type.code, chosen)))
    return [one for one in lines if first <= one.record.held_on <= last]


@require_http_methods(["GET", "POST"])
def ledger_create(request: UserRequest) -> HttpResponse:
    """A new ledger of the county's own."""
    _editors_only(request)
    return _set(request, None)


@require_http_methods(["GET", "POST"])
def ledger_edit(request: UserRequest, code: str) -> HttpResponse:
    """The next version of a ledger; what was recorded stays as it was."""
    _editors_only(request)
    return _set(request, ledger_for(request.user, code))


def _set(request: UserRequest, type: RecordType | None) -> HttpResponse:
    known = type.content if type else {}
    form = LedgerForm(request.POST or None, content=known, guides=guide_choices(request.user))
    if form.is_valid():
        kept = {"kept_from": form.cleaned_data["kept_from"], "retired": form.cleaned_data["retired"]}
        try:
            made = describe_ledger(form.content(), **kept, new=type is None, by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已保存为第%(version)d版，从现在起按新的要求记。") % {"version": made.version})
            return redirect("desk:ledgers-list")
    context: dict[str, Any] = {"form": form, "type": type}
    return render(request, "desk/records/ledger_form.html", context)


def _editors_only(request: UserRequest) -> None:
    if not may_describe(access_of(request.user)):
        raise NotVisible
