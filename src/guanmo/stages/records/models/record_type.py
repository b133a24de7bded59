"""Versions of what a ledger asks. A new version never changes what was recorded under the one before."""

import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.method.ledger import Ledger, read_ledger
from guanmo.stages.organisations.models import User
from guanmo.stages.records.enums import LedgerGroup, Visibility


class RecordType(AppendOnly):
    """One version of one kind of ledger; the highest ``version`` of a ``code`` is in force.

    ``kept_from`` is the day from which the county keeps it: nothing is missing before. A ``retired`` version asks nothing.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(_("名称"), max_length=60)
    group = models.CharField(_("类别"), max_length=20, choices=LedgerGroup)
    visibility = models.CharField(max_length=20, choices=Visibility, default=Visibility.LINE)
    content: Any = models.JSONField()
    kept_from = models.DateField(_("从哪天起记"))
    retired = models.BooleanField(default=False)
    shipped = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("code", "version")
        constraints = (models.UniqueConstraint(fields=["code", "version"], name="ledger_version_once"),)

    def __str__(self) -> str:
        return self.title

    @cached_property
    def ledger(self) -> Ledger:
        """What it asks."""
        return read_ledger(self.content)
