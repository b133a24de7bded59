"""One line for each act, and the chain that holds the lines together. Written once, never changed (design.md 3)."""

from django.conf import settings
from django.db import models

from guanmo.lib.append_only import AppendOnly, guards


class Entry(AppendOnly):
    """Who (``by``; None for the system) did which ``act`` on which object, and the facts that describe it."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = (*guards("audit_entry"),)
        indexes = (models.Index(fields=["target_type", "target_id"]),)
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.act} {self.target_type}:{self.target_id}"


class Link(AppendOnly):
    """The place of a line in the chain, from 1, and the digest (SHA-256, hex) over the line and the digest before it."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (*guards("audit_link"),)
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.position} {self.digest}"
