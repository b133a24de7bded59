"""A sealed round is opened again: one person asks with a reason, another confirms (security.md 3.3, 3.5)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly, guards
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import Decision
from guanmo.stages.results.models.seal import Seal


class Reopening(AppendOnly):
    """The leader of a round asks that the scoring which this seal closed be opened again."""

    seal = models.ForeignKey(Seal, models.PROTECT, related_name="reopenings")
    reason = models.TextField(_("重新打开的原因"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (*guards("reopening"),)

    def __str__(self) -> str:
        return f"{self.seal} {self.reason[:20]}"


class ReopeningAnswer(AppendOnly):
    """What the second person said. One answer an asking; the table itself refuses that of the one who asked.

    ``confirmed`` repeats the seal where the answer opened the round: each seal is opened again once.
    """

    reopening = models.OneToOneField(Reopening, models.PROTECT, related_name="answer")
    decision = models.CharField(max_length=10, choices=Decision)
    reason = models.TextField(_("说明"), blank=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    confirmed = models.OneToOneField(Seal, models.PROTECT, null=True, related_name="reopened_by")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(by=models.F("asked_by")), name="reopened_by_two_people"),
            models.CheckConstraint(
                condition=models.Q(decision="confirmed", confirmed__isnull=False)
                | (models.Q(decision="declined", confirmed=None) & ~models.Q(reason="")),
                name="reopening_confirmed_or_declined_with_a_reason",
            ),
            *guards("reopening_answer"),
        )

    def __str__(self) -> str:
        return f"{self.reopening} {self.get_decision_display()}"
