"""Reminders of a time limit: before it, on its day and after it, each once (S1-L-b)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.rectification.enums import Remind
from guanmo.stages.rectification.models.ledger import LedgerRow


class Reminder(AppendOnly):
    """One reminder of one time limit of one row. A row that gets a new limit is reminded of that one afresh."""

    row = models.ForeignKey(LedgerRow, models.PROTECT, related_name="reminders")
    due_date = models.DateField(_("整改时限"))
    kind = models.CharField(max_length=10, choices=Remind)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (models.UniqueConstraint(fields=["row", "due_date", "kind"], name="reminded_once"),)

    def __str__(self) -> str:
        return f"{self.row} {self.get_kind_display()}"
