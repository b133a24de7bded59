"""Ranking and classification filed together with the county (S0-3.1-l)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import Answer
from guanmo.stages.results.models.ranking import Ranking


class Filing(AppendOnly):
    """One submission. A returned one stays; the township files again with a new number."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    ranking = models.ForeignKey(Ranking, models.PROTECT, related_name="filings")
    number = models.CharField(_("备案编号"), max_length=80, unique=True)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(_("报送时间"), auto_now_add=True)

    class Meta:
        ordering = ("-submitted_at", "-pk")

    def __str__(self) -> str:
        return self.number

    @property
    def state_label(self) -> str:
        """What the county answered, or that the answer is awaited."""
        answer = getattr(self, "answer", None)
        return str(answer.get_answer_display()) if answer else str(_("待备案"))


class FilingAnswer(AppendOnly):
    """The county accepts the filing, with the number of its ``receipt``, or returns it with a reason. One answer a filing."""

    filing = models.OneToOneField(Filing, models.PROTECT, related_name="answer")
    answer = models.CharField(max_length=20, choices=Answer)
    reason = models.TextField(_("退回原因"), blank=True)
    receipt = models.CharField(_("回执编号"), max_length=80, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(answer="returned") | ~models.Q(reason=""), name="returned_filing_has_a_reason"
            ),
            models.UniqueConstraint(fields=["receipt"], condition=~models.Q(receipt=""), name="receipt_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.filing} {self.get_answer_display()}"
