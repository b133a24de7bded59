"""Papers that an organisation keeps or hands in: plans, rules, reports, each with version, date and file."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.documents.enums import PaperKind
from guanmo.stages.organisations.models import Organisation, User


class FiledPaper(AppendOnly):
    """One version of one paper. The same title of the same kind again is the next version; earlier ones stay.

    ``dated`` is the day of the paper itself, from which a rule or plan holds; ``digest`` the SHA-256 of its file.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="papers")
    kind = models.CharField(_("种类"), max_length=20, choices=PaperKind)
    title = models.CharField(_("标题"), max_length=120)
    version = models.PositiveIntegerField(_("版本"))
    dated = models.DateField(_("日期"))
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("kind", "title", "-version")
        constraints = (
            models.UniqueConstraint(fields=["organisation", "kind", "title", "version"], name="paper_version_once"),
        )

    def __str__(self) -> str:
        return self.title


class PaperReceipt(AppendOnly):
    """The office above has received a report (S2-3.4-c)."""

    paper = models.OneToOneField(FiledPaper, models.PROTECT, related_name="receipt")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.paper} {self.by}"
