"""One judge's sheet for one visit, and its versions as frozen bytes (S0-3.1-i)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.stages.rounds.models import Participant, Visit

REASON_LIMIT = 200
"""The most characters that the reason of a correction may have."""


class Ballot(models.Model):
    """The place for one participant's sheet on one visit: exactly one, whatever number of versions it has."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="ballots")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="ballots")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["visit", "participant"], name="one_ballot_per_judge_and_visit"),)

    def __str__(self) -> str:
        return f"{self.participant} – {self.visit}"


class BallotVersion(AppendOnly):
    """One submitted sheet: the bytes as sent, locked. A correction is a new version that names this one.

    ``id`` is made by the judge's device, so that a repeat is the same row. ``payload`` is the JSON document and
    ``digest`` its SHA-256; the other columns follow from them. The valid version is the one that no other names.
    ``total`` is NULL when no item applies, and zero when ``vetoed`` (一票否决).
    """

    id = models.UUIDField(primary_key=True)
    ballot = models.ForeignKey(Ballot, models.PROTECT, related_name="versions")
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    reason = models.CharField(_("更正原因"), max_length=REASON_LIMIT, blank=True)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    total = PointsField(_("得分"), null=True)
    raw_total = PointsField(_("原始得分"))
    rescaled = models.BooleanField(_("已折算"), default=False)
    vetoed = models.BooleanField(_("一票否决"), default=False)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("received_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["ballot"], condition=models.Q(previous=None), name="one_first_version_per_ballot"
            ),
            models.CheckConstraint(
                condition=models.Q(previous=None) | ~models.Q(reason=""), name="correction_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.ballot} {self.digest[:8]}"
