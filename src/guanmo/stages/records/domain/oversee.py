"""Inspect the ledgers of those below, fix a day of the month, put a record into a library."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.method.rhythm import first_day, is_period, last_day
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.records.domain.keep_record import check_keeper, lock
from guanmo.stages.records.domain.limits import fitting
from guanmo.stages.records.enums import LedgerGroup, Library
from guanmo.stages.records.errors import NotInspectable, RecordIncomplete
from guanmo.stages.records.models import EvidenceFile, FixedDay, LibraryEntry, Record, RecordInspection, RecordType
from guanmo.stages.records.queries import counting, in_force, ledgers_of, promotable, visible_to
from guanmo.stages.records.rules import may_inspect, may_promote


@transaction.atomic
def inspect_records(
    organisations: Sequence[Organisation],
    group: LedgerGroup,
    period: str,
    *,
    inspected_on: date,
    opinion: str = "",
    by: User,
) -> list[RecordInspection]:
    """Log that the ledgers of these organisations were called in. Raises NotAllowed, NotInspectable."""
    if not organisations:
        raise NotInspectable(_("请至少选择一个组织。"))
    if inspected_on > timezone.localdate():
        raise NotInspectable(_("调阅日期不能晚于今天。"))
    book = _book(group, period)
    opinion = fitting(opinion, name=_("意见"))
    return [_inspect(one, group, book, period, inspected_on, opinion, by) for one in organisations]


def _book(group: LedgerGroup, period: str) -> Q:
    """The records that are called in together: of this group's ledgers, in this period. Raises NotInspectable."""
    asked = [one for one in in_force() if one.group == group and _fits(one, period)]
    if not asked or first_day(asked[0].ledger.inspected, period) > timezone.localdate():
        raise NotInspectable(_("请选择要调阅的时期。"))
    every = asked[0].ledger.inspected
    days = (first_day(every, period), last_day(every, period))
    return Q(type__code__in=[one.code for one in asked], held_on__range=days)


def _fits(type: RecordType, period: str) -> bool:
    return bool(type.ledger.inspected) and is_period(type.ledger.inspected, period)


def _inspect(
    organisation: Organisation, group: LedgerGroup, book: Q, period: str, inspected_on: date, opinion: str, by: User
) -> RecordInspection:
    if not may_inspect(access_of(by), organisation.path):
        raise NotAllowed(_("只能调阅下级组织的台账。"))
    made = RecordInspection.objects.create(
        organisation=organisation,
        group=group,
        period=period,
        inspected_on=inspected_on,
        opinion=opinion,
        seen=counting(Record.objects.filter(book, organisation=organisation)).count(),
        inspected_by=_superior(organisation, by),
        by=by,
    )
    note("records.inspected", made, by=by, organisation=organisation.code, period=period)
    return made


def _superior(organisation: Organisation, by: User) -> Organisation:
    """The organisation for which the person inspects: the nearest above of those in which the person holds a post."""
    held: list[Organisation] = list(Organisation.objects.filter(pk__in=access_of(by).organisation_ids()))
    above = [one for one in held if organisation.path.startswith(one.path)]
    return above[-1] if above else held[0]


@transaction.atomic
def fix_day(organisation: Organisation, code: str, day: int, *, by: User) -> FixedDay:
    """Say on which day of the month it is always held (S4-4d). Raises NotAllowed, RecordIncomplete."""
    check_keeper(organisation, by)
    if code not in {one.code for one in ledgers_of(organisation)}:
        raise NotAllowed(_("这类组织不用记“%(title)s”。") % {"title": code})
    if not 1 <= day <= 31:
        raise RecordIncomplete(_("请填写1到31之间的日子。"), code="no_day")
    made = FixedDay.objects.create(organisation=organisation, code=code, day=day, by=by)
    note("day.fixed", made, by=by, code=code, day=day)
    return made


@transaction.atomic
def promote(record: Record, *, reason: str, by: User) -> LibraryEntry:
    """Put a record into the library of its ledger. Raises NotAllowed, RecordIncomplete."""
    library = record.type.ledger.library
    if not library or not may_promote(access_of(by), record.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）和县委组织部可以推广。"))
    record = lock(record)
    if not promotable(record) or not reason.strip():
        raise RecordIncomplete(_("只能推广已归档、还没有入库的记录，并写明推广理由。"), code="not_promotable")
    made = LibraryEntry.objects.create(
        record=record, library=Library(library), reason=fitting(reason, name=_("推广理由")), by=by
    )
    note("record.promoted", made, by=by, library=library)
    return made


def note_reading(record: Record, *, by: User) -> None:
    """Log that somebody read a restricted record (kept_out.md: restricted records have an access log)."""
    if record.type.visibility != "line":
        note("record.read", record, by=by)


def note_download(file: EvidenceFile, *, by: User) -> None:
    """Log that somebody read a paper of restricted records: one line for each record that it serves."""
    for record in visible_to(by).filter(evidence__file=file).distinct():
        note_reading(record, by=by)
