"""A sheet filled in on paper: one person types it in, another confirms it against the paper, then it is a ballot."""

import uuid

from django.db import models

from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.models.ballot import BallotVersion


class PaperEntry(models.Model):
    """What was typed in, as the document that will be frozen. ``version`` is set by the confirmation."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="+")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="+")
    payload = models.TextField()
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    version = models.OneToOneField(BallotVersion, models.PROTECT, null=True, related_name="+")
    returned_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-entered_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("entered_by")),
                name="paper_needs_two_people",
            ),
        )

    def __str__(self) -> str:
        return f"{self.participant} – {self.visit}"
