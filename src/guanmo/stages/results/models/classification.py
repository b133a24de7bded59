"""The class of an organisation after a round (S0-1-e, S0-3.1-k). Append-only: the newest row holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import User
from guanmo.stages.results.enums import ManagementClass
from guanmo.stages.results.models.ranking import Standing


class Classification(AppendOnly):
    """The township confirms the proposed class, or another one with a reason."""

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="classifications")
    management_class = models.CharField(_("类别"), max_length=20, choices=ManagementClass)
    reason = models.CharField(_("调整原因"), max_length=200, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.standing.organisation} {self.get_management_class_display()}"
