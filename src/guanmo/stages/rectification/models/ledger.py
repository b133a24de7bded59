"""The rectification ledger: one row per problem, and every step of it (S0-3.1-m, S1-L-a, S1-L-b)."""

import uuid
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.enums import OVER, RowState
from guanmo.stages.rectification.models.finding import Finding


class LedgerRow(models.Model):
    """One problem of one organisation. The printed ledger has six columns; the rest explains them (D42).

    ``signed_off_on`` is set by the sign-off alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="rows")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="ledger_rows")
    matter = models.TextField(_("整改事项"))
    measure = models.TextField(_("整改措施"), blank=True)
    due_date = models.DateField(_("整改时限"), null=True, blank=True)
    responsible_person = models.CharField(_("责任人"), max_length=60, blank=True)
    signed_off_on = models.DateField(_("完成销号时间"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=RowState, default=RowState.ENTERED)

    class Meta:
        ordering = ("organisation__path", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state=RowState.SIGNED_OFF, signed_off_on__isnull=False)
                | (~models.Q(state=RowState.SIGNED_OFF) & models.Q(signed_off_on__isnull=True)),
                name="signed_off_rows_have_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[RowState.ENTERED, RowState.CANCELLED])
                | (~models.Q(measure="") & ~models.Q(responsible_person="") & models.Q(due_date__isnull=False)),
                name="issued_rows_are_complete",
            ),
        )

    def __str__(self) -> str:
        return self.matter

    @property
    def is_complete(self) -> bool:
        """Whether the first five columns are filled, as an issue needs (S1-L-a)."""
        return bool(self.measure and self.responsible_person and self.due_date)

    def has_passed(self, today: date) -> bool:
        """Whether the limit lies before today, so that it can no longer be set."""
        return self.due_date is not None and self.due_date < today

    def is_overdue(self, passed: date) -> bool:
        """Not signed off by its time limit (S1-L-b); computed, never stored. ``passed``: the last working day before today."""
        return self.due_date is not None and self.due_date <= passed and self.state not in OVER


class RowTransition(AppendOnly):
    """One step of a row: who, when, from, to, why.

    ``due_date`` is the time limit that this step set (the notice, a return, a reopening), so that no earlier limit is
    lost; None for a step that left the limit alone.
    """

    row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="transitions")
    source = models.CharField(max_length=20, choices=RowState, blank=True)
    target = models.CharField(max_length=20, choices=RowState)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)
    due_date = models.DateField(_("整改时限"), null=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
