"""A file that supports a step of a row: a picture without position and device, or a paper."""

import uuid

from django.db import models

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.rectification.models.ledger import RowTransition


class Attachment(AppendOnly):
    """One file. Pictures are re-encoded, so that nothing but the picture is kept (kept_out.md 30)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    transition = models.ForeignKey(RowTransition, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="rectification/%Y/%m")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name
