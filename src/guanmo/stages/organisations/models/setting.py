"""Changes of how party organisations are set up, and that the level above went through them (S3-1.1-b, S4-23a)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.enums import Form, SettingChangeKind
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class SettingChange(AppendOnly):
    """One change, with the form before and after; ``others`` names whom it was merged with or split from.

    The four conditions belong to an upgrade (S3-2.1-a): each was assessed as met or not; elsewhere they are None.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="setting_changes")
    kind = models.CharField(_("怎么调整"), max_length=20, choices=SettingChangeKind)
    on = models.DateField(_("日期"))
    old_form = models.CharField(_("原来的形式"), max_length=30, choices=Form)
    new_form = models.CharField(_("现在的形式"), max_length=30, choices=Form)
    reason = models.CharField(_("原因"), max_length=200)
    approved_by = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("批准的党组织"), related_name="+")
    others = models.CharField(_("涉及的其他组织"), max_length=200, blank=True)
    good_base = models.BooleanField(_("党建基础好"), null=True)
    strong_economy = models.BooleanField(_("经济实力强"), null=True)
    many_members = models.BooleanField(_("党员较多"), null=True)
    ripe_conditions = models.BooleanField(_("条件成熟"), null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()}"


class SettingConfirmation(AppendOnly):
    """In the survey of a year the level above confirmed that an organisation is set up as the tree says."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="setting_confirmations")
    year = models.PositiveSmallIntegerField(_("年度"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "pk")
        constraints = (models.UniqueConstraint(fields=["organisation", "year"], name="setting_confirmed_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.organisation} {self.year}"
