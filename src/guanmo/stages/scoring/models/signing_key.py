"""The public half of the key with which a judge's phone signs its sheets."""

from uuid import uuid4

from django.db import models

from guanmo.lib.append_only import AppendOnly, guards
from guanmo.lib.device_signature import KEY_LETTERS
from guanmo.stages.rounds.models import Participant


class SigningKey(AppendOnly):
    """A phone's key for one participant, once in the score log of the round. The other half never leaves the phone.

    ``device`` is what the phone calls itself; NULL when the key came with a sheet that somebody brought.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="signing_keys")
    public = models.CharField(max_length=KEY_LETTERS)
    device = models.UUIDField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["participant", "public"], name="signing_key_once_per_participant"),
            *guards("signing_key"),
        )

    def __str__(self) -> str:
        return f"{self.participant} {self.public[:8]}"
