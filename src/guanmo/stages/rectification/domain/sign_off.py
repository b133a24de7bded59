"""Sign off item by item, return, reopen (S0-3.1-p). There is no bulk closing."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.transition import advance_row, check_others_work
from guanmo.stages.rectification.enums import LookBackResult, RowState
from guanmo.stages.rectification.errors import RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, SignOff
from guanmo.stages.rectification.rules import may_check, may_reopen
from guanmo.stages.rounds.domain.limits import written


@transaction.atomic
def sign_off(row: LedgerRow, *, evidence: str, by: User) -> SignOff:
    """Accept one row after a look-back that found it fixed. Raises NotAllowed, OwnRow, ReasonMissing, WrongRowStep.

    Whoever submitted the rectification last does not accept it, also when the township wrote it down for an organisation that
    works on paper: then a second person of the township signs.
    """
    if not may_check(access_of(by), row.organisation.path, row.organisation_id):
        raise NotAllowed(_("销号由乡镇（街道）逐项验收，整改单位不能自己销号。"))
    evidence = written(evidence, missing=_("请写明验收的情况。"))
    today = timezone.localdate()
    advance_row(row, RowState.SIGNED_OFF, note=evidence, signed_off_on=today, by=by)
    check_others_work(row, by)
    _check_fixed(row)
    return SignOff.objects.create(row=row, acceptor=by, signed_off_on=today, evidence=evidence)


def _check_fixed(row: LedgerRow) -> None:
    """The look-back recorded last decides, whatever its date."""
    last = row.look_backs.order_by("pk").last()
    if last is None or last.result != LookBackResult.FIXED:
        raise WrongRowStep(_("最近一次“回头看”还没有整改到位，不能销号。请退回继续整改。"))


@transaction.atomic
def return_row(row: LedgerRow, *, reason: str, due_date: date, by: User) -> None:
    """Send a looked-back row back with a reason and a new time limit. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    if not may_check(access_of(by), row.organisation.path, row.organisation_id):
        raise NotAllowed(_("只有乡镇（街道）可以退回整改。"))
    advance_row(row, RowState.RETURNED, note=_reason(reason), due_date=_limit(due_date), by=by)


@transaction.atomic
def reopen_row(row: LedgerRow, *, reason: str, due_date: date, by: User) -> None:
    """Reopen a signed-off row with a reason and a new time limit. Raises NotAllowed, ReasonMissing, WrongRowStep."""
    if not may_reopen(access_of(by), row.organisation.path):
        raise NotAllowed(_("只有乡镇（街道）或县委组织部可以重新启动整改。"))
    advance_row(row, RowState.REOPENED, note=_reason(reason), due_date=_limit(due_date), by=by)


def _reason(text: str) -> str:
    return written(text, missing=_("请写明原因。"))


def _limit(due_date: date) -> date:
    if due_date < timezone.localdate():
        raise RowIncomplete(_("新的整改时限不能早于今天。"))
    return due_date
