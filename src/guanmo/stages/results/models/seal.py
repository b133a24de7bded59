"""The seal of a round: the root over its score log at the close, and who confirmed it (security.md 3.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly, guards
from guanmo.method.seal.checkpoint import Checkpoint, read_checkpoint
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import SealRole
from guanmo.stages.rounds.models import Round


class Seal(AppendOnly):
    """Made once when the scoring closes. ``note`` is the checkpoint with the server's signature."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="seal")
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (*guards("seal"),)

    def __str__(self) -> str:
        return f"{self.round} {self.checkpoint.fingerprint}"

    @property
    def checkpoint(self) -> Checkpoint:
        return read_checkpoint(self.note)


class SealSignature(AppendOnly):
    """One person confirmed, logged in, the root that the page showed. Each part of the three is confirmed once."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="signatures")
    role = models.CharField(_("身份"), max_length=20, choices=SealRole)
    root = models.CharField(max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["seal", "role"], name="seal_signed_once_for_each_part"),
            models.UniqueConstraint(fields=["seal", "by"], name="seal_signed_once_by_each_person"),
            *guards("seal_signature"),
        )

    def __str__(self) -> str:
        return f"{self.seal} {self.get_role_display()}"
