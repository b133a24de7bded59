"""What was found: on a visit, by a self-check, by an inspection; and what every deduction offers at the close of a round."""

import uuid
from datetime import date

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from guanmo.lib.points import PointsField
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.enums import FindingType, Source
from guanmo.stages.rectification.models.self_check import SelfCheck
from guanmo.stages.rounds.models import Inspection, Visit
from guanmo.stages.scoring.models import BallotDeduction
from guanmo.stages.sheets.models import Item

_ORIGIN = {
    Source.DEDUCTION: models.Q(visit__isnull=False, inspection=None, self_check=None, by=None),
    Source.VISIT_NOTE: models.Q(visit__isnull=False, inspection=None, self_check=None),
    Source.SELF_CHECK: models.Q(visit=None, inspection=None, self_check__isnull=False),
    Source.INSPECTION: models.Q(visit=None, inspection__isnull=False, self_check=None),
    Source.CRITICISM: models.Q(visit=None, inspection=None, self_check=None),
}


class Finding(models.Model):
    """One finding about one organisation, by a person, or offered by the deductions on one item (then ``by`` is None).

    ``source`` says where it comes from and which of ``visit``, ``inspection`` and ``self_check`` is set. An offered
    finding bundles the deductions of all judges on the item; each stays the judge's own (``deductions``). ``set_aside`` is
    the reason why a problem gets no ledger row; empty means that it is still to be entered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.CharField(_("问题来源"), max_length=20, choices=Source)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="findings")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="findings")
    inspection = models.ForeignKey(Inspection, models.PROTECT, null=True, blank=True, related_name="findings")
    self_check = models.ForeignKey(SelfCheck, models.PROTECT, null=True, blank=True, related_name="findings")
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
        ordering = ("organisation__path", "item__section__position", "item__no", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["visit", "item"], condition=models.Q(source="deduction"), name="one_offered_finding_per_item"
            ),
            *(
                models.CheckConstraint(condition=~models.Q(source=source) | origin, name=f"finding_from_{source}")
                for source, origin in _ORIGIN.items()
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def occasion(self) -> str:
        """On what occasion it was found, as papers and pages name it."""
        if self.visit:
            return self.visit.round.title
        if self.inspection:
            return self.inspection.title
        return str(self.get_source_display())

    @property
    def found_on(self) -> date | None:
        """The day of the visit, the inspection or the self-check; for a criticism the day on which it was written."""
        if self.visit:
            return self.visit.visited_on
        if self.inspection:
            return self.inspection.inspected_on
        return self.self_check.checked_on if self.self_check else localtime(self.at).date()
