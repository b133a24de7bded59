"""A judge's phone: the personal link that lets it in, and what it last said about itself."""

from django.db import models

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Participant


class JudgeLink(models.Model):
    """One participant's way in without a password, for one round and one device.

    Only digests are kept. The token on the paper is spent when the device is bound and gets a key of its own. A link
    that was revoked, or whose round is long over, opens nothing (``rules.link_is_open``).
    """

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    key_digest = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 empty must not be unique
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    bound_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["participant"], condition=models.Q(revoked_at=None), name="one_open_link_per_participant"
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant}"


class DeviceReport(models.Model):
    """What one phone of one judge last reported: how much of it is still only there. Counts, never contents."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    device = models.UUIDField()
    app = models.CharField(max_length=40, blank=True)
    unsent = models.PositiveIntegerField(default=0)
    photos = models.PositiveIntegerField(default=0)
    drafts = models.PositiveIntegerField(default=0)
    persisted = models.BooleanField(null=True)
    clock_offset_ms = models.BigIntegerField(default=0)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "device"], name="report_once_per_device"),)

    def __str__(self) -> str:
        return f"{self.user} {self.device}"
