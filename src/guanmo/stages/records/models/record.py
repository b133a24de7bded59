"""Records: what one organisation did on one day, every step of it, and what was added afterwards."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.enums import RecordState, SignatureRole
from guanmo.stages.records.models.locked import KeptWhenLocked
from guanmo.stages.records.models.record_type import RecordType


class Record(KeptWhenLocked):
    """One entry of one ledger.

    ``values`` are plain JSON as ``method.ledger_values`` reads them. ``period``, ``each`` and ``also`` (codes of other
    ledgers for which it counts, because its keeper said so) follow from them and are kept for counting. ``withdrawn`` is
    never set here: a supplement withdraws.
    """

    path_to_state: ClassVar[str] = "state"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    type = models.ForeignKey(RecordType, models.PROTECT, related_name="records")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="records")
    held_on = models.DateField(_("日期"))
    period = models.CharField(_("所属时期"), max_length=7, blank=True)
    each = models.CharField(max_length=40, blank=True)
    title = models.CharField(_("内容"), max_length=120, blank=True)
    values: Any = models.JSONField(default=dict)
    also: Any = models.JSONField(default=list)
    state = models.CharField(_("状态"), max_length=20, choices=RecordState, default=RecordState.DRAFT)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta(KeptWhenLocked.Meta):
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["organisation", "type", "held_on"]),)

    def __str__(self) -> str:
        return self.title or self.type.title


class RecordTransition(AppendOnly):
    """One step of a record: who, when, from, to, why."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="transitions")
    source = models.CharField(max_length=20, choices=RecordState, blank=True)
    target = models.CharField(max_length=20, choices=RecordState)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class Signature(AppendOnly):
    """Somebody signed exactly this content: it counts only while the record's ``digest`` is still the same.

    ``on_paper`` when the name stands in the record book, of which a scan is among the evidence; then ``user`` is None.
    """

    record = models.ForeignKey(Record, models.CASCADE, related_name="signatures")
    role = models.CharField(_("签字人"), max_length=20, choices=SignatureRole)
    name = models.CharField(_("姓名"), max_length=60)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.name}"


class Supplement(AppendOnly):
    """What was corrected after the lock: the whole ``values`` as they should read, and why. The record stays as it was.

    With ``withdraws`` the record counts no more (entered twice, wrong organisation).
    """

    record = models.ForeignKey(Record, models.PROTECT, related_name="supplements")
    reason = models.CharField(_("原因"), max_length=200)
    values: Any = models.JSONField(default=dict)
    withdraws = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.reason


class RecordClosing(AppendOnly):
    """A record that is kept for a whole year was closed: from then on it is read only (S2-3.1-e)."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="closing")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.record} {self.at:%F}"
