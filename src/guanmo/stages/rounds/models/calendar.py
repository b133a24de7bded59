"""What the county changes in the calendar of working days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.enums import DayKind


class CalendarDay(AppendOnly):
    """One day as the county set it. The newest row of a day holds, before what the State Council arranged."""

    day = models.DateField(_("日期"))
    kind = models.CharField(_("安排"), max_length=20, choices=DayKind)
    name = models.CharField(_("说明"), max_length=60)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"
