"""The transfer of a member's organisational relation, step by step (S1-E-3.5-a)."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import TransferState
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User

OPEN = (TransferState.REQUESTED, TransferState.SENT, TransferState.RETURNED)


class Transfer(models.Model):
    """From ``source`` to ``target``, or to ``target_name`` where that is outside of the county."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="transfers")
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    target = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    target_name = models.CharField(_("转往的县外党组织"), max_length=120, blank=True)
    requested_on = models.DateField(_("申请日期"))
    state = models.CharField(_("状态"), max_length=20, choices=TransferState, default=TransferState.REQUESTED)

    class Meta:
        ordering = ("-requested_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(state__in=OPEN), name="one_open_transfer_per_member"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} → {self.destination}"

    @property
    def destination(self) -> str:
        return self.target.name if self.target else self.target_name

    def is_overdue(self, today: date, days: int) -> bool:
        """Open longer than the county's limit."""
        return self.state in OPEN and today > self.requested_on + timedelta(days=days)


class TransferStep(AppendOnly):
    """One step: who, when, from, to, why."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="steps")
    source = models.CharField(max_length=20, choices=TransferState, blank=True)
    target = models.CharField(max_length=20, choices=TransferState)
    on = models.DateField(_("日期"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
