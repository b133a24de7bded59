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
    row: LedgerRow, target: RowState, *, note: str = "", signed_off_on: date | None = None, by: User
) -> RowTransition:
    """Move the row to ``target`` if it is still where the table allows it. Raises WrongRowStep.

    Call inside a transaction. ``signed_off_on`` is given by the sign-off and cleared by every other step.
    """
    sources = [state for state in RowState if lifecycle.may_follow(lifecycle.LEDGER_ROW, state, target)]
    current = LedgerRow.objects.select_for_update().get(pk=row.pk).state
    claimed = LedgerRow.objects.filter(pk=row.pk, state=current, state__in=sources).update(
        state=target, signed_off_on=signed_off_on
    )
    if not claimed:
        label = RowState(current).label
        raise WrongRowStep(
            _("这一条现在是“%(state)s”，不能%(target)s。可能别人刚刚办理过，请刷新页面查看。")
            % {"state": label, "target": _step_name(target)}
        )
    row.state, row.signed_off_on = target, signed_off_on
    record(f"row.{target}", row, by=by, note=note)
    return RowTransition.objects.create(row=row, source=current, target=target, by=by, note=note)


def _step_name(target: RowState) -> str:
    return {
        RowState.NOTIFIED: _("下发通知"),
        RowState.IN_RECTIFICATION: _("开始整改"),
        RowState.SUBMITTED: _("提交整改结果"),
        RowState.LOOKED_BACK: _("登记回头看"),
        RowState.RETURNED: _("退回整改"),
        RowState.SIGNED_OFF: _("销号"),
        RowState.REOPENED: _("重新整改"),
        RowState.CANCELLED: _("撤销"),
    }[target]
