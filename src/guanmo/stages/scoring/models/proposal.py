"""What the records showed and proposed for a visit, frozen when the round opened, and what each judge said to it."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.enums import ProposalAnswer
from guanmo.stages.scoring.models.ballot import BallotVersion
from guanmo.stages.sheets.models import Item


class ProposedDeduction(AppendOnly):
    """One proposal: by which rule, on which item, the fact, and the indicator's version that it rests on.

    It decides nothing. ``fact`` keeps words and figures apart, so that each reader gets them in the own language
    (``fact_text``), and paper in Chinese (``fact_on_paper``). ``periods`` are those that were missed; records that come later change nothing here.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="proposals")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=120)
    indicator = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    points = PointsField(_("建议扣分"))
    fact: Any = models.JSONField(_("记录里看到的"))
    clause = models.CharField(max_length=200)
    periods: Any = models.JSONField(default=list)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["visit", "rule"], name="proposed_once"),
            models.CheckConstraint(condition=models.Q(points__gt=0), name="proposal_takes_something"),
        )

    def __str__(self) -> str:
        return f"{self.item} −{self.points}"


class RecordedFact(AppendOnly):
    """What the records show on an item where nothing was missed: the judge sees it, and it takes nothing."""

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="facts")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=120)
    indicator = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    fact: Any = models.JSONField(_("记录里看到的"))
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["visit", "rule"], name="fact_once"),)

    def __str__(self) -> str:
        return f"{self.item} {self.rule}"


class AnsweredProposal(AppendOnly):
    """What one sheet says to one proposal. A proposal without an answer was not looked at."""

    version = models.ForeignKey(BallotVersion, models.CASCADE, related_name="answers")
    proposal = models.ForeignKey(ProposedDeduction, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=10, choices=ProposalAnswer)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["version", "proposal"], name="answered_once"),
            models.CheckConstraint(
                condition=~models.Q(answer="rejected") | ~models.Q(reason=""), name="rejection_has_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.proposal} {self.answer}"
