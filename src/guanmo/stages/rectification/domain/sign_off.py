"""Look back, sign off item by item, return, reopen (S0-3.1-o, S0-3.1-p). There is no bulk closing."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.transition import advance_row
from guanmo.stages.rectification.enums import LookBackResult, RowState
from guanmo.stages.rectification.errors import OwnRow, RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, LookBack, SignOff
from guanmo.stages.rectification.rules import may_keep_ledger, may_rectify, may_reopen, may_sign_off
from guanmo.stages.rounds.errors import ReasonMissing


@transaction.atomic
def look_back(row: LedgerRow, *, checked_on: date, result: LookBackResult, evidence: str, by: User) -> LookBack:
    """Record one look-back of a submitted row. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    if not may_keep_ledger(access_of(by), row.organisation.path):
        raise NotAllowed(_("“回头看”由乡镇（街道）登记。"))
    if not evidence.strip():
        raise ReasonMissing(_("请写明“回头看”核实的情况。"))
    if checked_on > timezone.localdate():
        raise RowIncomplete(_("“回头看”的日期不能晚于今天。"))
    advance_row(row, RowState.LOOKED_BACK, note=evidence.strip(), by=by)
    return LookBack.objects.create(
        row=row, checked_on=checked_on, checker=by, result=result, evidence=evidence.strip()
    )


@transaction.atomic
def sign_off(row: LedgerRow, *, evidence: str, by: User) -> SignOff:
    """Accept one row after a look-back that found it fixed. Raises NotAllowed, OwnRow, ReasonMissing, WrongRowStep."""
    if not may_sign_off(access_of(by), row.organisation.path) or may_rectify(access_of(by), row.organisation_id):
        raise NotAllowed(_("销号由乡镇（街道）逐项验收，整改单位不能自己销号。"))
    if row.transitions.filter(target=RowState.SUBMITTED, by=by).exists():
        raise OwnRow(_("整改情况是您填写的，请由其他人验收销号。"))
    if not evidence.strip():
        raise ReasonMissing(_("请写明验收的情况。"))
    today = timezone.localdate()
    advance_row(row, RowState.SIGNED_OFF, note=evidence.strip(), signed_off_on=today, by=by)
    last = row.look_backs.last()
    if last is None or last.result != LookBackResult.FIXED:
        raise WrongRowStep(_("最近一次“回头看”还没有整改到位，不能销号。请退回继续整改。"))
    return SignOff.objects.create(row=row, acceptor=by, signed_off_on=today, evidence=evidence.strip())


@transaction.atomic
def return_row(row: LedgerRow, *, reason: str, due_date: date, by: User) -> None:
    """Send a looked-back row back with a reason and a new time limit. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    if not may_keep_ledger(access_of(by), row.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）可以退回整改。"))
    _check_again(reason, due_date)
    advance_row(row, RowState.RETURNED, note=reason.strip(), by=by)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=due_date)


@transaction.atomic
def reopen_row(row: LedgerRow, *, reason: str, due_date: date, by: User) -> None:
    """Reopen a signed-off row with a reason and a new time limit. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    if not may_reopen(access_of(by), row.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）或县委组织部可以重新启动整改。"))
    _check_again(reason, due_date)
    advance_row(row, RowState.REOPENED, note=reason.strip(), by=by)
    LedgerRow.objects.filter(pk=row.pk).update(due_date=due_date)


def _check_again(reason: str, due_date: date) -> None:
    if not reason.strip():
        raise ReasonMissing(_("请写明原因。"))
    if due_date < timezone.localdate():
        raise RowIncomplete(_("新的整改时限不能早于今天。"))
