"""Dues by month and the ledger with its running balance (S1-V-3.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from guanmo.lib.refusal import NotVisible
from guanmo.method.development import months_later
from guanmo.stages.members.enums import DuesEntryKind, DuesState, TransferState
from guanmo.stages.members.models import DuesEntry, DuesPayment, Member, TransferStep
from guanmo.stages.members.queries.members import visible_to, within_reach
from guanmo.stages.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class MemberMonth:
    """One member in one month in ``organisation``; without a payment it is due, and late once a recorded month is over.

    ``recorded``: dues were kept in that month; of earlier ones nobody knows who paid (missing is never late).
    """

    member: Member
    organisation: Organisation
    payment: DuesPayment | None
    month_over: bool
    recorded: bool

    @property
    def settled(self) -> bool:
        return self.payment is not None

    @property
    def late(self) -> bool:
        """Not paid by the end of the month, whether or not it was paid since; exemptions are never late."""
        if self.payment is None:
            return self.month_over and self.recorded
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
    """Every member who owed dues for the month to an organisation within reach, in tree order."""
    owing = list(owing_members(month).filter(within_reach(user, "path_then")).order_by("path_then", "joined_on", "pk"))
    owing = [one for one in owing if organisation is None or one.organisation_then == organisation.pk]
    units = Organisation.objects.in_bulk({one.organisation_then for one in owing})
    payments = current_payments().filter(month=month)
    payments = payments.filter(member__in=[one.pk for one in owing]) if organisation else payments
    paid = {one.member_id: one for one in payments}
    began, after = _began(), months_later(month, 1)
    return [_month(one, units, paid, month, began, over=today >= after) for one in owing]


def owing_members(month: date) -> QuerySet[Any]:
    """The members who owe dues for a month: had joined by its end and stood on a roster through it, or paid for it.

    ``organisation_then`` (id) and ``path_then`` say to whom: the organisation of the first day of the month, or of the day
    of joining; so the month of a transfer is paid where the member came from.
    """
    after = months_later(month, 1)
    moved = TransferStep.objects.filter(
        transfer__member=OuterRef("pk"),
        target=TransferState.RECEIVED,
        transfer__target__isnull=False,
        on__gt=month,
    ).order_by("on", "pk")
    paid = current_payments().filter(member=OuterRef("pk"), month=month)
    there = Q(left_on__isnull=True) | Q(left_on__gte=after) | Exists(paid)
    return Member.objects.filter(there, joined_on__lt=after).annotate(
        organisation_then=Coalesce(
            Subquery(moved.values("transfer__source")[:1]), F("organisation"), output_field=BigIntegerField()
        ),
        path_then=Coalesce(Subquery(moved.values("transfer__source__path")[:1]), F("organisation__path")),
    )


def _began() -> dict[int | None, date]:
    """The first recorded month of each organisation (id); under None that of all, for who never recorded one."""
    first = DuesPayment.objects.order_by().values_list("organisation").annotate(first=Min("month"))
    began: dict[int | None, date] = dict(first)
    return began | ({None: min(began.values())} if began else {})


def _month(
    member: Member,
    units: Mapping[int, Organisation],
    paid: Mapping[int, DuesPayment],
    month: date,
    began: Mapping[int | None, date],
    *,
    over: bool,
) -> MemberMonth:
    unit = units[member.organisation_then]  # type: ignore[attr-defined]
    first = began.get(unit.pk, began.get(None))
    return MemberMonth(member, unit, paid.get(member.pk), over, recorded=first is not None and month >= first)


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
