"""Evidence: one file, named by its SHA-256, that serves any number of records of its organisation."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.models.record import Record, Supplement


def path_of(digest: str) -> Path:
    """Where the file of this digest lies."""
    return Path(settings.MEDIA_ROOT) / "evidence" / digest[:2] / digest


class EvidenceFile(AppendOnly):
    """One file of one organisation; its row exists only once the file is safely on the disk.

    ``fingerprint`` is the perceptual hash of a picture (16 hexadecimal digits), empty for papers.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="evidence_files")
    digest = models.CharField(max_length=64)
    name = models.CharField(_("文件名"), max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (models.UniqueConstraint(fields=["organisation", "digest"], name="evidence_once"),)

    def __str__(self) -> str:
        return self.name


class RecordEvidence(AppendOnly):
    """A file serves a record, as which kind of paper (``role``) or for which ``step``; added later with a supplement."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="evidence")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="uses")
    role = models.CharField(max_length=60)
    supplement = models.ForeignKey(Supplement, models.PROTECT, null=True, related_name="evidence")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["record", "file", "role"], name="evidence_once_per_role"),)

    def __str__(self) -> str:
        return f"{self.role} {self.file}"
