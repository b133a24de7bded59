"""One step of a ledger row: claimed in the database, so that of two people who press at once one is told."""

from datetime import date

from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.rectification import may_step
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.errors import OwnRow, RowIncomplete, WrongRowStep
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
    if not may_step(current.state, target, row.finding.source):
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


def check_complete(row: LedgerRow) -> None:
    """The first five columns are needed before a row is issued (S1-L-a). Raises RowIncomplete."""
    columns = ((_("整改措施"), row.measure), (_("整改时限"), row.due_date), (_("责任人"), row.responsible_person))
    missing = _("、").join(name for name, value in columns if not value)
    if missing:
        raise RowIncomplete(
            _("“%(matter)s”还缺：%(missing)s。请先补全。") % {"matter": row.matter[:30], "missing": missing}
        )


def check_others_work(row: LedgerRow, by: User) -> None:
    """Whoever wrote down the rectification last neither looks back at it nor accepts it (S0-3.1-p). Raises OwnRow."""
    submitted = row.transitions.filter(target=RowState.SUBMITTED).order_by("pk").last()
    if submitted is not None and submitted.by_id == by.pk:
        raise OwnRow(_("整改情况是您填写的，请由其他人“回头看”和验收销号。"))


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
