"""The seals of a round: the root over its score log at each close, and who confirmed it (security.md 3.3)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly, guards
from guanmo.method.seal.checkpoint import Checkpoint, read_checkpoint
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import SealRole
from guanmo.stages.results.models.ranking import Ranking
from guanmo.stages.rounds.models import Round


class Seal(AppendOnly):
    """Made when the scoring closes, once for each version. ``note`` is the checkpoint with the server's signature.

    ``ranking`` is what was sealed: the first of its version; recounts stand beside it.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="seals")
    version = models.PositiveSmallIntegerField(_("版次"), default=1)
    ranking = models.OneToOneField(Ranking, models.PROTECT, related_name="seal")
    note = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("round", "version")
        constraints = (
            models.UniqueConstraint(fields=["round", "version"], name="one_seal_for_each_version"),
            *guards("seal"),
        )

    def __str__(self) -> str:
        return f"{self.round} {self.checkpoint.fingerprint}"

    @property
    def is_superseded(self) -> bool:
        """Whether two people opened the round again after it; ``reopened_by`` says who and why."""
        return hasattr(self, "reopened_by")

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
