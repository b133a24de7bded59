"""Look back at a row, as often as wanted and also after the sign-off (S0-3.1-o)."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.transition import advance_row, check_others_work, lock_row
from guanmo.stages.rectification.enums import LOOKED_AT, LookBackResult, RowState
from guanmo.stages.rectification.errors import RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import LedgerRow, LookBack
from guanmo.stages.rectification.rules import may_check
from guanmo.stages.rounds.domain.limits import written


@transaction.atomic
def look_back(row: LedgerRow, *, checked_on: date, result: LookBackResult, evidence: str, by: User) -> LookBack:
    """Record one look-back of a row that was notified. Raises NotAllowed, OwnRow, ReasonMissing, RowIncomplete,
    WrongRowStep.

    A submitted row goes on to the acceptance; a row in any other state stays where it is (a signed-off row that has
    fallen back is reopened by an act of its own).
    """
    if not may_check(access_of(by), row.organisation.path, row.organisation_id):
        raise NotAllowed(_("“回头看”由乡镇（街道）登记。"))
    evidence = written(evidence, missing=_("请写明“回头看”核实的情况。"))
    _check_day(row, checked_on)
    state = lock_row(row).state
    if state not in LOOKED_AT:
        raise WrongRowStep(_("这一条现在是“%(state)s”，还不能登记回头看。") % {"state": RowState(state).label})
    check_others_work(row, by)
    if state in (RowState.SUBMITTED, RowState.LOOKED_BACK):
        advance_row(row, RowState.LOOKED_BACK, note=evidence, by=by)
    check = LookBack.objects.create(row=row, checked_on=checked_on, checker=by, result=result, evidence=evidence)
    record("row.look_back", row, by=by, checked_on=str(checked_on), result=str(result))
    return check


def _check_day(row: LedgerRow, day: date) -> None:
    """Not in the future, not before the day on which the problem was found or last sent back."""
    found_on = row.finding.found_on
    if day > timezone.localdate():
        raise RowIncomplete(_("“回头看”的日期不能晚于今天。"))
    if found_on and day < found_on:
        raise RowIncomplete(_("“回头看”的日期不能早于发现问题的日期。"))
    again = row.transitions.filter(target__in=[RowState.RETURNED, RowState.REOPENED]).order_by("pk").last()
    if again and day < timezone.localdate(again.at):
        raise RowIncomplete(
            _("%(day)s已要求重新整改，“回头看”的日期不能早于这一天。")
            % {"day": date_format(timezone.localdate(again.at))}
        )
