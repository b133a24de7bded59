"""One line for each act. Lines are written in the act's own transaction and never changed or removed."""

from django.conf import settings
from django.db import models

from guanmo.lib.append_only import AppendOnly


class Entry(AppendOnly):
    """Who (``by``; None for the system) did which ``act`` on which object, and the facts that describe it."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes = (models.Index(fields=["target_type", "target_id"]),)
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.act} {self.target_type}:{self.target_id}"
