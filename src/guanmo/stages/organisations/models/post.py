"""Posts and who holds them, from when to when."""

from datetime import date

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class Post(models.Model):
    """One kind of seat in one organisation; several people may hold seats of the same duty."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="posts")
    duty = models.CharField(_("职务"), max_length=30, choices=Duty)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["organisation", "duty"], name="post_once_per_organisation"),)

    def __str__(self) -> str:
        return gettext("%(organisation)s%(duty)s") % {
            "organisation": self.organisation,
            "duty": self.get_duty_display(),
        }


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments by day."""

    def on(self, day: date) -> "AppointmentQuerySet":
        """Those in force on ``day``; both ends of an appointment belong to it."""
        not_ended = models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=day)
        return self.filter(not_ended, started_on__lte=day)


class Appointment(models.Model):
    """One person holds one post from ``started_on`` to ``ended_on`` (None while it lasts). Rows are ended, not deleted."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    started_on = models.DateField(_("任职日期"))
    ended_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["post", "user", "started_on"], name="appointment_once"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="appointment_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.post} {self.user}"
