"""A document that was issued: its bytes in every format, frozen."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.documents.enums import Audience, DocumentState, Format, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models import Round


class Document(AppendOnly):
    """One issued document. It never changes; a withdrawal is a row of its own and keeps the bytes.

    ``organisation`` is the organisation that it is addressed to or speaks of, when it is one. ``figures`` holds
    ``[{label, text, source}]``: each figure as it was printed and the row and column that it was read from.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=20, choices=Kind)
    title = models.CharField(_("标题"), max_length=200)
    number = models.CharField(_("文号"), max_length=80, blank=True)
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="issued_documents")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="documents")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="documents")
    audience = models.CharField(max_length=20, choices=Audience)
    figures: Any = models.JSONField(default=list)
    issued_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(_("印发时间"), auto_now_add=True)

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["issuer", "number"], condition=~models.Q(number=""), name="one_document_per_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    @property
    def state(self) -> DocumentState:
        return DocumentState.WITHDRAWN if hasattr(self, "withdrawal") else DocumentState.ISSUED


class DocumentFile(AppendOnly):
    """The bytes of a document in one format, with their SHA-256."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    format = models.CharField(max_length=5, choices=Format)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["document", "format"], name="one_file_per_format"),)

    def __str__(self) -> str:
        return f"{self.document}.{self.format}"


class Withdrawal(AppendOnly):
    """A document was withdrawn, with the reason; ``notice`` is the document that says so."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="withdrawal")
    notice = models.OneToOneField(Document, models.PROTECT, related_name="withdraws")
    reason = models.CharField(_("撤回原因"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.document}：{self.reason}"
