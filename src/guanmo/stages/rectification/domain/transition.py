"""One step of a ledger row: claimed in the database, so that of two people who press at once one is told."""

from datetime import date

from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method import lifecycle
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, RowTransition


def advance_row(
    row: LedgerRow,
    target: RowState,
    *,
    note: str = "",
    due_date: date | None = None,
    signed_off_on: date | None = None,
    by: User,
) -> RowTransition:
    """Move the row to ``target`` if it is still where the table allows it. Raises WrongRowStep.

    Call inside a transaction. ``due_date`` is a new time limit, None leaves the limit alone. ``signed_off_on`` is given by
    the sign-off and cleared by every other step.
    """
    current = lock_row(row)
    if not lifecycle.may_follow(lifecycle.LEDGER_ROW, current.state, target):
        raise WrongRowStep(
            _("这一条现在是“%(state)s”，不能%(target)s。可能别人刚刚办理过，请刷新页面查看。")
            % {"state": current.get_state_display(), "target": _step_name(target)}
        )
    changed = {"state": target, "signed_off_on": signed_off_on, "due_date": due_date or current.due_date}
    LedgerRow.objects.filter(pk=row.pk).update(**changed)
    record(f"row.{target}", row, by=by, note=note, **({"due_date": str(due_date)} if due_date else {}))
    return RowTransition.objects.create(
        row=row, source=current.state, target=target, by=by, note=note, due_date=due_date
    )


def lock_row(row: LedgerRow) -> LedgerRow:
    """The row as it stands in the database, held until the transaction ends."""
    return LedgerRow.objects.select_for_update().get(pk=row.pk)


def _step_name(target: RowState) -> str:
    return {
        RowState.ENTERED: _("列入台账"),
        RowState.NOTIFIED: _("下发通知"),
        RowState.IN_RECTIFICATION: _("开始整改"),
        RowState.SUBMITTED: _("提交整改结果"),
        RowState.LOOKED_BACK: _("登记回头看"),
        RowState.RETURNED: _("退回整改"),
        RowState.SIGNED_OFF: _("销号"),
        RowState.REOPENED: _("重新整改"),
        RowState.CANCELLED: _("撤销"),
    }[target]
