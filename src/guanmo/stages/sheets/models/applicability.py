"""Items that do not apply to a kind of organisation, as the county sets it (issues_in_sources D37)."""

from django.db import models

from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.sheets.models.sheet import Item


class NotApplicable(models.Model):
    """The item does not apply to organisations of ``kind``. A round freezes the rows that stand when it is scheduled."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="not_applicable")
    kind = models.CharField(max_length=30, choices=Kind)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "kind"], name="not_applicable_once"),)

    def __str__(self) -> str:
        return f"{self.item} – {self.kind}"
