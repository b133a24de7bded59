"""Versions of an indicator that the county made: another target, another title, or no longer asked."""

from functools import cached_property
from typing import Any

from django.db import models

from guanmo.lib.append_only import AppendOnly
from guanmo.method.indicators import Definition, read_definition
from guanmo.stages.organisations.models import User


class IndicatorDefinition(AppendOnly):
    """One version of one indicator; the highest ``version`` of a ``code`` is in force. A ``retired`` one is asked no more.

    What nobody changed is in force as it is shipped (``content.shipped_indicators``). ``content`` is the plain form that
    ``method.indicators`` reads.
    """

    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    content: Any = models.JSONField()
    retired = models.BooleanField(default=False)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("code", "version")
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="indicator_version_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @cached_property
    def definition(self) -> Definition:
        """What it asks."""
        return read_definition(self.content)
