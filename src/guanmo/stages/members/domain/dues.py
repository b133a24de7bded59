"""Record dues: what members paid for a month, corrections, and what the organisation did with them (S1-V-3.3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.develop import check_day
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.enums import DuesEntryKind, DuesState
from guanmo.stages.members.errors import DuesRefused, ReasonMissing
from guanmo.stages.members.models import DuesEntry, DuesPayment, Member
from guanmo.stages.members.queries import owing_members
from guanmo.stages.organisations.models import Organisation, User


@transaction.atomic
def record_dues(
    organisation: Organisation,
    month: date,
    amounts: Mapping[Member, Decimal | None],
    *,
    paid_on: date,
    by: User | None,
) -> list[DuesPayment]:
    """Record what these members paid for the month (its first day); None is an exemption.

    Raises NotAllowed, FactsRefused, DuesRefused (nobody, a member of another organisation, or twice for the same month).
    """
    check_keeper(organisation, by=by)
    check_day(paid_on)
    _check_members(organisation, month, amounts)
    with only_one(lambda: _recorded_before(month, amounts)):
        rows = DuesPayment.objects.bulk_create(
            DuesPayment(
                member=member,
                organisation=organisation,
                month=month,
                state=DuesState.EXEMPT if amount is None else DuesState.PAID,
                amount=amount or Decimal(0),
                paid_on=paid_on,
                by=by,
            )
            for member, amount in amounts.items()
        )
    record("dues.recorded", organisation, by=by, month=f"{month:%Y-%m}", members=len(rows))
    return rows


def _check_members(organisation: Organisation, month: date, amounts: Mapping[Member, Decimal | None]) -> None:
    if not amounts:
        raise DuesRefused(_("请先勾选党员。"))
    owing = owing_members(month).filter(organisation_then=organisation.pk, pk__in=[one.pk for one in amounts])
    if owing.count() < len(amounts):
        raise DuesRefused(_("只能登记当月在本组织花名册上的党员。"))
    if any(amount is not None and amount < 0 for amount in amounts.values()):
        raise DuesRefused(_("金额不能是负数。"))


def _recorded_before(month: date, amounts: Mapping[Member, Decimal | None]) -> DuesRefused:
    again = DuesPayment.objects.filter(member__in=list(amounts), month=month).select_related("member")[0]
    words = {"name": again.member.name, "month": f"{month:%Y-%m}"}
    return DuesRefused(_("%(name)s %(month)s 的党费已经登记过了。要改的请用“更正”。") % words)


@transaction.atomic
def correct_dues(payment: DuesPayment, *, amount: Decimal | None, paid_on: date, reason: str, by: User) -> DuesPayment:
    """Put a new row in the place of one; None is an exemption. Raises NotAllowed, ReasonMissing, DuesRefused."""
    check_keeper(payment.organisation, by=by)
    check_day(paid_on)
    if not reason.strip():
        raise ReasonMissing(_("请写明为什么更正。"))
    with only_one(lambda: DuesRefused(_("这一笔已经更正过了。请刷新页面，更正最新的一笔。"))):
        corrected = DuesPayment.objects.create(
            member=payment.member,
            organisation=payment.organisation,
            month=payment.month,
            state=DuesState.EXEMPT if amount is None else DuesState.PAID,
            amount=amount or Decimal(0),
            paid_on=paid_on,
            corrects=payment,
            reason=reason.strip(),
            by=by,
        )
    record("dues.corrected", corrected, by=by, old=str(payment.amount), new=str(corrected.amount), reason=reason)
    return corrected


@dataclass(frozen=True, slots=True)
class DuesMovement:
    """Money remitted, spent or allocated, with its voucher and who approved it."""

    kind: DuesEntryKind
    amount: Decimal
    on: date
    purpose: str
    voucher: str
    approver: str


@transaction.atomic
def enter_dues_movement(movement: DuesMovement, *, organisation: Organisation, by: User | None) -> DuesEntry:
    """Keep one line of the dues ledger. Raises NotAllowed, FactsRefused, DuesRefused."""
    check_keeper(organisation, by=by)
    check_day(movement.on)
    if movement.amount <= 0:
        raise DuesRefused(_("金额要大于零。"))
    entry = DuesEntry.objects.create(organisation=organisation, by=by, **asdict(movement))
    record("dues.moved", entry, by=by, kind=movement.kind, amount=str(movement.amount), voucher=movement.voucher)
    return entry
