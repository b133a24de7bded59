"""自查自纠: what an organisation found when it checked itself (S4-5c)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, SecretaryChange, User


class SelfCheck(AppendOnly):
    """One self-check of one organisation. Its problems are findings; the superior may rest a decision on it (S4-5d)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="self_checks")
    checked_on = models.DateField(_("自查日期"))
    summary = models.TextField(_("自查情况"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-checked_on", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.checked_on}"


class ChangeBasis(AppendOnly):
    """A secretary was changed on the strength of a self-check (S4-5d); read by the few who read why."""

    change = models.OneToOneField(SecretaryChange, models.PROTECT, related_name="basis")
    self_check = models.ForeignKey(SelfCheck, models.PROTECT, related_name="changes")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.change} {self.self_check}"
