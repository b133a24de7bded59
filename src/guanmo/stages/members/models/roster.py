"""That a roster was checked against the people, and the county's time limits (S1-V-3.2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User


class RosterVerification(AppendOnly):
    """Somebody went through an organisation's roster on a day and found it right: ``count`` members stood on it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="roster_verifications")
    on = models.DateField(_("核对日期"))
    count = models.PositiveIntegerField(_("党员人数"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"


class MemberLimits(AppendOnly):
    """The time limits that the county chose; the last row holds. The sources set none of them."""

    roster_days = models.PositiveSmallIntegerField(_("花名册多少天核对一次"), default=90)
    transfer_days = models.PositiveSmallIntegerField(_("组织关系接转多少天内办完"), default=30)
    education_days = models.PositiveSmallIntegerField(_("入党申请人、积极分子多少天内至少教育考察一次"), default=90)
    cultivation_months = models.PositiveSmallIntegerField(_("积极分子培养多少个月才能列为发展对象"), default=12)
    probation_months = models.PositiveSmallIntegerField(_("预备期多少个月"), default=12)
    contact_days = models.PositiveSmallIntegerField(_("流动党员多少天内至少联系一次"), default=90)
    training_hours = models.PositiveSmallIntegerField(_("每名党员一年集中培训多少学时"), default=32)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.at:%F}"
