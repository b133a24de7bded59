"""Party dues: what each member paid for each month, and what the organisation did with them (S1-V-3.3).

No income and no bank data: the amount that was paid, and nothing from which it was computed (kept_out.md 26).
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import DuesEntryKind, DuesState
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class DuesPayment(AppendOnly):
    """One member and month (its first day), paid or exempted. A correction points to the row in whose place it stands."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="dues")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dues_payments")
    month = models.DateField(_("月份"))
    state = models.CharField(_("状态"), max_length=10, choices=DuesState)
    amount = models.DecimalField(_("金额（元）"), max_digits=8, decimal_places=2)
    paid_on = models.DateField(_("交纳日期"))
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-month", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member", "month"], condition=models.Q(corrects__isnull=True), name="dues_once_a_month"
            ),
            models.CheckConstraint(
                condition=models.Q(state=DuesState.EXEMPT, amount=0) | models.Q(state=DuesState.PAID, amount__gte=0),
                name="exempt_dues_are_zero",
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} {self.month:%Y-%m}"


class DuesEntry(AppendOnly):
    """One remittance, expense or allocation of an organisation, with voucher and approver (S1-V-3.3-b)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="dues_entries")
    kind = models.CharField(_("类别"), max_length=10, choices=DuesEntryKind)
    amount = models.DecimalField(_("金额（元）"), max_digits=10, decimal_places=2)
    on = models.DateField(_("日期"))
    purpose = models.CharField(_("用途"), max_length=120)
    voucher = models.CharField(_("凭证号"), max_length=40)
    approver = models.CharField(_("审批人"), max_length=60)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (models.CheckConstraint(condition=models.Q(amount__gt=0), name="dues_entry_moves_something"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount}"
