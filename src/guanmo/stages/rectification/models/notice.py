"""《整改通知单》: one numbered notice to one organisation (S0-3.1-n)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.models.ledger import LedgerRow
from guanmo.stages.rounds.models import Round


class Notice(models.Model):
    """A notice with its rows, the day of issue, who received it when, and whether it was withdrawn. Without a ``round`` for what was found outside."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(_("编号"), max_length=80, unique=True)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="notices")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="notices")
    rows = models.ManyToManyField(LedgerRow, related_name="notices")
    issued_on = models.DateField(_("下发日期"))
    issued_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(_("签收时间"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    received_by = models.CharField(_("签收人"), max_length=60, blank=True)

    class Meta:
        ordering = ("-issued_on", "-pk")

    def __str__(self) -> str:
        return self.number
