"""Take in a monthly sheet: every row or none; a row that is there already stays as it is."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.domain.keep_record import Entry, check, check_keeper, check_reader, derived, file_record
from guanmo.stages.records.domain.month_rows import MonthBook, MonthRow
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.errors import MonthSheetRefused, RecordIncomplete
from guanmo.stages.records.models import Record, RecordTransition


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows became records, and how many were there already."""

    new: int
    unchanged: int


@transaction.atomic
def import_month(organisation: Organisation, book: MonthBook, *, by: User) -> Counted:
    """Write the rows as filed records. Raises NotAllowed; MonthSheetRefused with the first thing that is wrong."""
    check_keeper(organisation, by)
    if book.problems:
        first = book.problems[0]
        raise MonthSheetRefused(_at(first.sheet, first.row, first.message))
    Organisation.objects.select_for_update().get(pk=organisation.pk)  # the same sheet twice at once comes one by one
    known = {one.uuid: one for one in Record.objects.filter(uuid__in=[row.number for row in book.rows])}
    new = 0
    for row in book.rows:
        held = known.get(row.number)
        if held is None:
            known[row.number] = _write(organisation, row, by)
            new += 1
        elif not _same(held, organisation, row):
            raise MonthSheetRefused(
                _at(row.type.title, row.row, _("这条已经记过，不能用表改。请在网页上更正。")), code="changed"
            )
    note("records.imported", organisation, by=by, new=new, unchanged=len(book.rows) - new)
    return Counted(new, len(book.rows) - new)


def _write(organisation: Organisation, row: MonthRow, by: User) -> Record:
    entry, ledger = Entry(row.held_on, row.values, row.period), row.type.ledger
    check_reader(row.type, organisation, by)
    try:
        check(ledger, entry)
    except RecordIncomplete as refused:
        raise MonthSheetRefused(_at(row.type.title, row.row, str(refused))) from refused
    made = Record.objects.create(
        uuid=row.number, type=row.type, organisation=organisation, held_on=row.held_on, values=dict(row.values), by=by,
        **derived(ledger, entry),
    )  # fmt: skip
    RecordTransition.objects.create(record=made, target=RecordState.DRAFT, by=by)
    return file_record(made, by=by)


def _same(held: Record, organisation: Organisation, row: MonthRow) -> bool:
    written = (row.type.code, organisation.pk, row.held_on, dict(row.values))
    return (held.type.code, held.organisation_id, held.held_on, held.values) == written


def _at(sheet: str, row: int, message: str) -> str:
    place = _("“%(sheet)s”第%(row)d行：%(message)s")
    return place % {"sheet": sheet, "row": row, "message": message}
