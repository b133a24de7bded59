"""A .docx that an office brought as its own form for a kind of document."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.documents.enums import Kind
from guanmo.stages.organisations.models import Organisation, User


class DocumentTemplate(AppendOnly):
    """One version of an office's template for one kind; the newest counts. ``retired`` says: from here on none.

    Earlier versions stay, because documents were made from them. ``digest`` is the SHA-256 of ``content``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="document_templates")
    version = models.PositiveIntegerField(_("版本"))
    name = models.CharField(_("文件名"), max_length=120)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("kind", "-version")
        constraints = (models.UniqueConstraint(fields=["kind", "owner", "version"], name="template_version_once"),)

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
