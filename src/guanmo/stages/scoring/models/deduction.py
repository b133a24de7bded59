"""The deductions of a ballot version, one row each (S1-T-a)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.lib.points import PointsField
from guanmo.method.deduction import Deduction
from guanmo.stages.scoring.models.ballot import BallotVersion
from guanmo.stages.sheets.models import Item

FACT_LIMIT = 500
"""The most characters that the reason of one deduction may have."""


class BallotDeduction(AppendOnly):
    """Points taken off one item, by a rule and a count or by hand, with the reason."""

    version = models.ForeignKey(BallotVersion, models.CASCADE, related_name="deductions")
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    rule = models.PositiveSmallIntegerField(null=True)
    count = models.PositiveSmallIntegerField(null=True)
    points = PointsField(_("扣分"))
    reason = models.CharField(_("扣分原因"), max_length=FACT_LIMIT)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=models.Q(points__gte=0), name="deduction_is_not_negative"),
            models.CheckConstraint(condition=models.Q(points=0) | ~models.Q(reason=""), name="deduction_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.item} −{self.points}"

    @property
    def content(self) -> Deduction:
        """The deduction as a value for the method."""
        return Deduction(self.item.section.no, self.item.no, self.points, self.reason, self.rule, self.count)
