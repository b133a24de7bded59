"""Close what is kept for a whole year: from then on it is read, and neither corrected nor withdrawn (S2-3.1-e)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.method.ledger_values import is_empty
from guanmo.stages.organisations.models import User
from guanmo.stages.records.domain.keep_record import check_keeper, lock
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.errors import RecordIncomplete, RecordLocked
from guanmo.stages.records.models import Record, RecordClosing
from guanmo.stages.records.queries import is_closed, is_withdrawn, values_of


@transaction.atomic
def close_record(record: Record, *, by: User) -> RecordClosing:
    """Close a filed record of a ledger that is closed. Raises NotAllowed, RecordLocked, RecordIncomplete (a row without
    its result)."""
    check_keeper(record.organisation, by)
    held = lock(record)
    if not held.type.ledger.closes or held.state != RecordState.LOCKED or is_withdrawn(held):
        raise RecordIncomplete(_("只有已经归档的目标管理档案可以结档。"), code="not_locked")
    check_not_closed(held)
    _check_results(held)
    closing = RecordClosing.objects.create(record=held, by=by)
    note("record.closed", held, by=by)
    return closing


def check_not_closed(record: Record) -> None:
    """Raises RecordLocked."""
    if is_closed(record):
        raise RecordLocked(_("档案已经结档，只能查阅，不能再改。"), code="closed")


def _check_results(record: Record) -> None:
    column, values = record.type.ledger.closes, values_of(record)
    for table in (one for one in record.type.ledger.fields if one.kind == "table"):
        for number, row in enumerate(values.get(table.name) or [], 1):
            if column in {one.name for one in table.columns} and is_empty(row.get(column)):
                raise RecordIncomplete(_("第%(number)d行还没有写结果，写了再结档。") % {"number": number})
