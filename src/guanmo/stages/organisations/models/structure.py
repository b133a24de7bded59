"""The county's limits for how organisations are set up, and facts about appointments."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.enums import AppointmentFactKind, ChangeReason
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.post import Appointment
from guanmo.stages.organisations.models.user import User


class StructureLimits(AppendOnly):
    """Terms of office in years, days of notice before they end, and numbers of full members; the last row holds."""

    village_term_years = models.PositiveSmallIntegerField(_("村（社区）党组织每届几年"), default=5)
    committee_term_years = models.PositiveSmallIntegerField(_("其他党委每届几年"), default=5)
    branch_term_years = models.PositiveSmallIntegerField(_("其他党总支、党支部每届几年"), default=3)
    notice_days = models.PositiveSmallIntegerField(_("届满前多少天开始提醒"), default=180)
    members_to_establish = models.PositiveSmallIntegerField(_("有几名正式党员就应当建立党组织"), default=3)
    general_branch_members = models.PositiveSmallIntegerField(_("党总支至少多少名党员"), default=50)
    committee_members = models.PositiveSmallIntegerField(_("党委至少多少名党员"), default=100)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.at:%F}"


class AppointmentFact(AppendOnly):
    """One fact about an appointment: a word of ``enums.FACT_WORDS``, the day and the body. The newest of a kind holds."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="facts")
    kind = models.CharField(_("事项"), max_length=30, choices=AppointmentFactKind)
    word = models.CharField(_("情况"), max_length=30)
    on = models.DateField(_("日期"))
    body = models.CharField(_("经办单位"), max_length=120)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class SecretaryChange(AppendOnly):
    """That a secretary was changed: when, by which organisation, and one word why, which few read (S4-12b)."""

    appointment = models.OneToOneField(Appointment, models.PROTECT, related_name="change")
    on = models.DateField(_("离任日期"))
    decided_by = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("决定的党组织"), related_name="+")
    reason = models.CharField(_("原因"), max_length=20, choices=ChangeReason)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.appointment} {self.on}"
