"""Enter a problem into the ledger, complete it, or cancel it (S0-3.1-h, S0-3.1-m, S1-L-a)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.transition import advance_row
from guanmo.stages.rectification.enums import PROBLEMS, RowState
from guanmo.stages.rectification.errors import EnteredAlready, LimitPassed, NoProblem, RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import Finding, LedgerRow, RowTransition
from guanmo.stages.rectification.rules import may_keep_ledger
from guanmo.stages.rounds.domain.limits import fitting, written


@dataclass(frozen=True, slots=True)
class Columns:
    """What the township writes into a row; all of it is needed before the row is issued."""

    matter: str
    measure: str = ""
    due_date: date | None = None
    responsible_person: str = ""


@transaction.atomic
def enter_row(finding: Finding, columns: Columns, *, by: User) -> LedgerRow:
    """Open one ledger row for one problem; a finding that holds two problems gets two rows.

    Raises NotAllowed, NoProblem (a highlight, or set aside), EnteredAlready, RowIncomplete, LimitPassed, TextTooLong.
    """
    _check_keeper(finding.organisation.path, by)
    _check_problem(finding)
    _check_new(finding, columns.matter)
    return open_row(finding, columns, by=by)


def open_row(finding: Finding, columns: Columns, *, by: User) -> LedgerRow:
    """The row itself, for acts that enter what they found at once. Call inside a transaction."""
    row = LedgerRow.objects.create(finding=finding, organisation=finding.organisation, **_values(columns))
    RowTransition.objects.create(row=row, target=RowState.ENTERED, by=by)
    record("row.entered", row, by=by, finding=str(finding.uuid))
    return row


def _check_problem(finding: Finding) -> None:
    """Read again and held, so that nobody sets the finding aside at the same moment."""
    current = Finding.objects.select_for_update().get(pk=finding.pk)
    if current.finding_type not in PROBLEMS:
        raise NoProblem(_("亮点不需要整改，不用列入台账。"))
    if current.set_aside:
        raise NoProblem(_("这一条已经定为不列入台账。要列入，请先恢复。"))


def _check_new(finding: Finding, matter: str) -> None:
    """Call while the finding is held: whoever presses at the same moment waits, and finds the row."""
    row = finding.rows.filter(matter=matter.strip()).exclude(state=RowState.CANCELLED).first()
    if row is None:
        return
    entered = row.transitions.select_related("by").order_by("pk").first()
    by, state = (entered.by if entered else None), row.get_state_display()
    raise EnteredAlready(
        _("“%(matter)s”已经由%(by)s列入台账，现在是“%(state)s”，不用再列。这个发现还有别的问题，请改写整改事项。")
        % {"matter": row.matter[:30], "by": by or "—", "state": state}
    )


@transaction.atomic
def complete_row(row: LedgerRow, columns: Columns, *, by: User) -> LedgerRow:
    """Change the columns of a row that is not yet issued.

    Raises NotAllowed, RowIncomplete, LimitPassed, TextTooLong, WrongRowStep.
    """
    _check_keeper(row.organisation.path, by)
    changed = LedgerRow.objects.filter(pk=row.pk, state=RowState.ENTERED).update(**_values(columns))
    if not changed:
        raise WrongRowStep(_("通知单已经下发或这一条已经撤销，台账内容不能再改。"))
    row.refresh_from_db()
    record("row.completed", row, by=by)
    return row


def _values(columns: Columns) -> dict[str, str | date | None]:
    if not columns.matter.strip():
        raise RowIncomplete(_("请写明整改事项。"))
    if columns.due_date and columns.due_date < timezone.localdate():
        raise LimitPassed(
            _("整改时限%(day)s已经过了。请改成今天或者以后的日期；还定不下来的先空着，下发前再补。")
            % {"day": columns.due_date}
        )
    return {
        "matter": columns.matter.strip(),
        "measure": columns.measure.strip(),
        "due_date": columns.due_date,
        "responsible_person": fitting(columns.responsible_person, name=_("责任人"), most=60),
    }


@transaction.atomic
def cancel_row(row: LedgerRow, *, reason: str, by: User) -> None:
    """Cancel a row that was entered twice or by mistake. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    _check_keeper(row.organisation.path, by)
    advance_row(row, RowState.CANCELLED, note=written(reason, missing=_("请写明撤销的原因。")), by=by)


def _check_keeper(path: str, by: User) -> None:
    if not may_keep_ledger(access_of(by), path):
        raise NotAllowed(_("只有乡镇（街道）可以管理整改台账。"))
