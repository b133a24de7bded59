"""Enter a problem into the ledger, complete it, or cancel it (S0-3.1-h, S0-3.1-m, S1-L-a)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.transition import advance_row
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import Finding, LedgerRow, RowTransition
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.stages.rounds.errors import ReasonMissing


@dataclass(frozen=True, slots=True)
class Columns:
    """What the township writes into a row; all of it is needed before the row is issued."""

    matter: str
    measure: str = ""
    due_date: date | None = None
    responsible_person: str = ""


@transaction.atomic
def enter_row(finding: Finding, columns: Columns, *, by: User) -> LedgerRow:
    """Open one ledger row for one problem; a finding that holds two problems gets two rows. Raises NotAllowed, RowIncomplete."""
    _check_keeper(finding.visit.organisation.path, by)
    if not columns.matter.strip():
        raise RowIncomplete(_("请写明整改事项。"))
    row = LedgerRow.objects.create(
        finding=finding,
        organisation=finding.visit.organisation,
        matter=columns.matter.strip(),
        measure=columns.measure.strip(),
        due_date=columns.due_date,
        responsible_person=columns.responsible_person.strip(),
    )
    RowTransition.objects.create(row=row, target=RowState.ENTERED, by=by)
    record("row.entered", row, by=by, finding=str(finding.uuid))
    return row


@transaction.atomic
def complete_row(row: LedgerRow, columns: Columns, *, by: User) -> LedgerRow:
    """Change the columns of a row that is not yet issued. Raises NotAllowed, RowIncomplete, WrongRowStep."""
    _check_keeper(row.organisation.path, by)
    if not columns.matter.strip():
        raise RowIncomplete(_("请写明整改事项。"))
    changed = LedgerRow.objects.filter(pk=row.pk, state=RowState.ENTERED).update(
        matter=columns.matter.strip(),
        measure=columns.measure.strip(),
        due_date=columns.due_date,
        responsible_person=columns.responsible_person.strip(),
    )
    if not changed:
        raise WrongRowStep(_("通知单已经下发，台账内容不能再改。"))
    row.refresh_from_db()
    record("row.completed", row, by=by)
    return row


@transaction.atomic
def cancel_row(row: LedgerRow, *, reason: str, by: User) -> None:
    """Cancel a row that was entered twice or by mistake. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    _check_keeper(row.organisation.path, by)
    if not reason.strip():
        raise ReasonMissing(_("请写明撤销的原因。"))
    advance_row(row, RowState.CANCELLED, note=reason.strip(), by=by)


def _check_keeper(path: str, by: User) -> None:
    if not may_keep_ledger(access_of(by), path):
        raise NotAllowed(_("只有乡镇（街道）可以管理整改台账。"))
