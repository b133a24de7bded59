"""Dues by month and the ledger with its running balance (S1-V-3.3)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.method.development import months_later
from guanmo.stages.members.enums import DuesEntryKind, DuesState
from guanmo.stages.members.models import DuesEntry, DuesPayment, Member
from guanmo.stages.members.queries.members import on_roster, visible_to, within_reach
from guanmo.stages.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class MemberMonth:
    """One member in one month; without a payment it is due, and late once the month is over."""

    member: Member
    payment: DuesPayment | None
    month_over: bool

    @property
    def settled(self) -> bool:
        return self.payment is not None

    @property
    def late(self) -> bool:
        """Not paid by the end of the month, whether or not it was paid since; exemptions are never late."""
        if self.payment is None:
            return self.month_over
        return self.payment.state == DuesState.PAID and self.payment.paid_on >= months_later(self.payment.month, 1)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of the dues ledger with the balance after it; ``amount`` is negative where money went out."""

    on: date
    words: str
    voucher: str
    approver: str
    amount: Decimal
    balance: Decimal


def current_payments() -> QuerySet[DuesPayment]:
    """Payments as they stand: without those in whose place a correction came."""
    return DuesPayment.objects.filter(corrected_by__isnull=True)


def dues_of_month(user: User, month: date, today: date, organisation: Organisation | None = None) -> list[MemberMonth]:
    """Every member on the rosters within reach who had joined by the end of the month."""
    after = months_later(month, 1)
    members = on_roster(user, organisation).filter(joined_on__lt=after)
    paid = {one.member_id: one for one in current_payments().filter(within_reach(user), month=month)}
    return [MemberMonth(one, paid.get(one.pk), today >= after) for one in members]


def usual_amounts(user: User, organisation: Organisation) -> dict[int, Decimal]:
    """What each member paid last, to be offered for the next month."""
    rows = current_payments().filter(within_reach(user), organisation=organisation, state=DuesState.PAID)
    return dict(rows.order_by("month", "pk").values_list("member", "amount"))


def payment_for(user: User, uuid: UUID) -> DuesPayment:
    """One payment as it stands; NotVisible when foreign, absent or corrected since."""
    rows = current_payments().filter(within_reach(user)).select_related("member", "organisation")
    found = rows.filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def dues_of_member(user: User, member: Member) -> QuerySet[DuesPayment]:
    """What a member paid, newest month first."""
    return current_payments().filter(member__in=visible_to(user).filter(pk=member.pk))


def dues_ledger(user: User, organisation: Organisation) -> list[LedgerLine]:
    """Income, allocation, remittance and expense of one organisation in order of days, with the running balance."""
    income: dict[date, Decimal] = defaultdict(Decimal)
    for payment in current_payments().filter(within_reach(user), organisation=organisation, state=DuesState.PAID):
        income[payment.paid_on] += payment.amount
    entries = DuesEntry.objects.filter(within_reach(user), organisation=organisation)
    lines: list[tuple[date, str, DuesEntry | None, Decimal]] = [
        (day, "", None, amount) for day, amount in income.items()
    ]
    lines += [(one.on, one.purpose, one, _signed(one)) for one in entries]
    return list(_balanced(sorted(lines, key=lambda line: (line[0], line[2] is not None))))


def _signed(entry: DuesEntry) -> Decimal:
    return entry.amount if entry.kind == DuesEntryKind.ALLOCATED else -entry.amount


def _balanced(lines: Iterable[tuple[date, str, DuesEntry | None, Decimal]]) -> Iterable[LedgerLine]:
    balance = Decimal(0)
    for on, words, entry, amount in lines:
        balance += amount
        voucher, approver = (entry.voucher, entry.approver) if entry else ("", "")
        text = f"{entry.get_kind_display()}：{words}" if entry else ""
        yield LedgerLine(on, text, voucher, approver, amount, balance)
