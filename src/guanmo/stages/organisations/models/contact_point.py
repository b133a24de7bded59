"""Contact points of leaders (S2-3.3-a). Visits to them stand in the ledger of contact-point visits."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class ContactPoint(models.Model):
    """One leader keeps contact with one organisation, from when to when."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    leader = models.ForeignKey(User, models.PROTECT, verbose_name=_("联系领导"), related_name="contact_points")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("联系点"), related_name="contact_points"
    )
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "started_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["leader", "organisation"],
                condition=models.Q(ended_on__isnull=True),
                name="contact_point_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="contact_point_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.leader} {self.organisation}"
