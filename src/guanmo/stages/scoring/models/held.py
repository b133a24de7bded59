"""Sheets that arrived and could not be counted: kept aside with the reason, never dropped."""

from django.db import models

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.device_signature import LONGEST
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.models.ballot import BallotVersion


class HeldBallot(AppendOnly):
    """What a user sent, byte for byte. The same bytes held for the same reason are kept once.

    ``version_id`` and ``visit`` are what the document claims to be; NULL when it could not be read. ``by`` is the judge
    in whose name it came, ``entered_by`` who brought it in for the judge, if anybody did. ``signature`` is the phone's,
    as it came, right or wrong.
    """

    digest = models.CharField(max_length=64)
    body = models.BinaryField()
    version_id = models.UUIDField(null=True, db_index=True)
    visit = models.UUIDField(null=True, db_index=True)
    code = models.CharField(max_length=30, choices=HoldCode)
    message = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (models.UniqueConstraint(fields=["by", "digest", "code"], name="held_once"),)

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:8]}"

    @property
    def text(self) -> str:
        """The document for reading; bytes that are no text are shown as escapes."""
        return bytes(self.body).decode(errors="backslashreplace")


class Readmission(AppendOnly):
    """A held sheet was taken after all, by somebody who runs the round; ``version`` is what it became."""

    held = models.OneToOneField(HeldBallot, models.PROTECT, related_name="readmission")
    version = models.ForeignKey(BallotVersion, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.held)
