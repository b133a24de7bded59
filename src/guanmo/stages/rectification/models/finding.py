"""What a visit found (S0-1-d), and what every deduction offers at the close of a round."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.points import PointsField
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import FindingType
from guanmo.stages.rounds.models import Visit
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.sheets.models import Item


class Finding(models.Model):
    """One finding on one visit, by an observer, or offered by the deductions on one item (then ``by`` is None).

    ``set_aside`` is the reason why a problem gets no ledger row; empty means that it is still to be entered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    visit = models.ForeignKey(Visit, models.PROTECT, related_name="findings")
    finding_type = models.CharField(_("类型"), max_length=20, choices=FindingType)
    text = models.TextField(_("内容"))
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    deductions = models.ManyToManyField(BallotDeduction, related_name="findings")
    judges = models.PositiveIntegerField(_("扣分人数"), default=0)
    points = PointsField(_("平均扣分"), null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    set_aside = models.CharField(_("不列入台账的原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("visit__organisation__path", "item__section__position", "item__no", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["visit", "item"], condition=models.Q(by=None), name="one_offered_finding_per_item"
            ),
        )

    def __str__(self) -> str:
        return self.text
