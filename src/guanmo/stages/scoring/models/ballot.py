"""One judge's sheet for one visit, and its versions as frozen bytes (S0-3.1-i)."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.device_signature import SIGNATURE_LETTERS
from guanmo.lib.points import PointsField
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.scoring.models.signing_key import SigningKey

REASON_LIMIT = 200
"""The most characters that the reason of a correction may have."""


class Ballot(models.Model):
    """The place for one participant's sheet on one visit: exactly one, whatever number of versions it has.

    ``head`` is the version that counts; ``in_conflict`` says that another end of the chain waits for a decision. Both
    follow from the versions and the decisions (``method.revisions``) and change only with them, under a lock.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="ballots")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="ballots")
    head = models.ForeignKey("BallotVersion", models.PROTECT, null=True, related_name="+")
    in_conflict = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["visit", "participant"], name="one_ballot_per_judge_and_visit"),)

    def __str__(self) -> str:
        return f"{self.participant} – {self.visit}"


class BallotVersion(AppendOnly):
    """One finished sheet: the bytes as sent, locked. A correction is a new version that names this one.

    ``id`` is made by the judge's device, so that a repeat is the same row. ``payload`` is the JSON document and
    ``digest`` its SHA-256; the other columns follow from them. ``number`` counts the ballot's versions from 1 as they
    arrived: no clock decides, a server's neither. ``previous`` is the id of the version that this one
    corrects; that one may arrive later. ``total`` is NULL when no item applies, and zero when ``vetoed`` (一票否决).
    ``entered_by`` is who brought it in for the judge (from paper, from a phone's file); NULL when the judge sent it.
    ``signature`` is that of the phone which finished it, by its ``key``; empty and NULL where the phone could not sign.
    """

    id = models.UUIDField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    previous = models.UUIDField(null=True)
    reason = models.CharField(_("更正原因"), max_length=REASON_LIMIT, blank=True)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    total = PointsField(_("得分"), null=True)
    raw_total = PointsField(_("原始得分"))
    rescaled = models.BooleanField(_("已折算"), default=False)
    vetoed = models.BooleanField(_("一票否决"), default=False)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(auto_now_add=True)
    key = models.ForeignKey(SigningKey, models.PROTECT, null=True, related_name="+")
    signature = models.CharField(max_length=SIGNATURE_LETTERS, blank=True)

    class Meta:
        ordering = ("ballot", "number")
        constraints = (
            models.UniqueConstraint(fields=["ballot", "number"], name="versions_are_numbered_as_they_arrive"),
            models.CheckConstraint(
                condition=models.Q(previous=None) | ~models.Q(reason=""), name="correction_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.ballot} {self.digest[:8]}"


class ConflictDecision(AppendOnly):
    """Somebody decided which of two ends of a ballot's chain counts; ``settled``, the ids of all that were here, with it."""

    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="decisions")
    chosen = models.ForeignKey(BallotVersion, models.PROTECT, related_name="+")
    settled: Any = models.JSONField(default=list)
    reason = models.CharField(_("理由"), max_length=REASON_LIMIT)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.ballot} {self.chosen_id}"
