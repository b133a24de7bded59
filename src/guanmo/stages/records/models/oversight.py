"""What stands beside the records: inspections by the superior, fixed days, what was put into a library."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.enums import LedgerGroup, Library
from guanmo.stages.records.models.record import Record


class RecordInspection(AppendOnly):
    """The superior called in the ledgers of one group for one period (S1-V-2.2-d). ``seen`` records were there."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="record_inspections")
    group = models.CharField(_("类别"), max_length=20, choices=LedgerGroup)
    period = models.CharField(_("所属时期"), max_length=7)
    inspected_on = models.DateField(_("调阅日期"))
    opinion = models.CharField(_("意见"), max_length=200, blank=True)
    seen = models.PositiveIntegerField(_("看了几份"))
    inspected_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-inspected_on", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.period}"


class FixedDay(AppendOnly):
    """The day of the month on which an organisation always holds something (S4-4d); the newest row counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="fixed_days")
    code = models.SlugField(max_length=60)
    day = models.PositiveSmallIntegerField(_("每月几日"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.CheckConstraint(condition=models.Q(day__range=(1, 31)), name="fixed_day_of_a_month"),)

    def __str__(self) -> str:
        return f"{self.code} {self.day}"


class LibraryEntry(AppendOnly):
    """A record that the township or the county put into a library, and why."""

    record = models.OneToOneField(Record, models.PROTECT, related_name="library_entry")
    library = models.CharField(max_length=20, choices=Library)
    reason = models.CharField(_("推广理由"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return str(self.record)
