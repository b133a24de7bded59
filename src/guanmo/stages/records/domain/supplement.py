"""Correct or complete a locked record: a new row beside it, with who, when and why. The record stays as it was signed."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.stages.organisations.models import User
from guanmo.stages.records.domain.check_recipient import check_recipient
from guanmo.stages.records.domain.close_record import check_not_closed
from guanmo.stages.records.domain.evidence import attach_all, attach_held, ready_files
from guanmo.stages.records.domain.keep_record import Entry, check, check_keeper, check_unchanged, lock
from guanmo.stages.records.domain.limits import reason_of
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.errors import RecordIncomplete
from guanmo.stages.records.models import Record, Supplement
from guanmo.stages.records.queries import is_withdrawn, was_filed


def supplement_record(record: Record, entry: Entry, *, reason: str, by: User) -> Supplement:
    """Keep how the record should read, and more papers; its day and period stay.

    Raises NotAllowed, RecordIncomplete, AttachmentRefused, ChangedMeanwhile.
    """
    ready = ready_files(entry.files)
    with transaction.atomic():
        held = _supplementable(record, reason, by)
        if held.state != RecordState.LOCKED:
            raise RecordIncomplete(_("记录还没有归档，直接修改就可以。"), code="not_locked")
        check_unchanged(held, entry)
        check(held.type.ledger, replace(entry, held_on=held.held_on, period=held.period))
        check_recipient(held, entry.values)
        added = Supplement.objects.create(record=held, values=dict(entry.values), reason=reason_of(reason), by=by)
        attach_all(held, ready, supplement=added, by=by)
        attach_held(held, entry.held, supplement=added, by=by)
        note("record.supplemented", held, by=by, reason=added.reason)
    return added


@transaction.atomic
def withdraw_record(record: Record, *, reason: str, by: User) -> Supplement:
    """Let a record count no more: entered twice, wrong ledger. Raises NotAllowed, RecordIncomplete.

    One that was given back goes this way too, so that its signatures stay.
    """
    held = _supplementable(record, reason, by)
    if held.state != RecordState.LOCKED and not (held.state == RecordState.DRAFT and was_filed(held)):
        raise RecordIncomplete(_("记录还没有归档，直接修改就可以。"), code="not_locked")
    added = Supplement.objects.create(record=held, reason=reason_of(reason), withdraws=True, by=by)
    note("record.withdrawn", held, by=by, reason=added.reason)
    return added


def _supplementable(record: Record, reason: str, by: User) -> Record:
    check_keeper(record.organisation, by)
    held = lock(record)
    if is_withdrawn(held):
        raise RecordIncomplete(_("这份记录已经作废，不能再更正。"), code="withdrawn")
    check_not_closed(held)
    reason_of(reason)
    return held
