"""Who is what for an organisation beside the posts: responsible persons, guides, contacts, party staff; and reserve cadres."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import ONE_AT_A_TIME, DesignationFunction, Education, Engagement
from guanmo.stages.organisations.models import Organisation, User


class Designation(models.Model):
    """One named person for one organisation, from when to when.

    ``field`` is the field of work of a leadership member; ``qualification`` what training or rule qualifies for the task.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="designations")
    function = models.CharField(_("担任"), max_length=30, choices=DesignationFunction)
    name = models.CharField(_("姓名"), max_length=60)
    home_unit = models.CharField(_("派出单位"), max_length=120, blank=True)
    engagement = models.CharField(_("配备方式"), max_length=20, choices=Engagement, blank=True)
    field = models.CharField(_("分工"), max_length=120, blank=True)
    qualification = models.CharField(_("资格和培训"), max_length=120, blank=True)
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "function", "started_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="designation_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["organisation", "function"],
                condition=models.Q(ended_on__isnull=True, function__in=ONE_AT_A_TIME),
                name="one_seat_one_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_function_display()} {self.name}"


class DesignationVisit(AppendOnly):
    """One visit of a guide or contact leader, and what it helped with; nothing about persons."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="visits")
    on = models.DateField(_("日期"))
    matter = models.CharField(_("帮助解决的问题"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.designation} {self.on}"


class ReserveCadre(models.Model):
    """A person prepared for a leading post, with entry date and mentor (S1-V-1.4-b)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="reserve_cadres")
    name = models.CharField(_("姓名"), max_length=60)
    birth_year = models.PositiveSmallIntegerField(_("出生年份"))
    education = models.CharField(_("学历"), max_length=20, choices=Education)
    mentor = models.CharField(_("联系培养人"), max_length=60)
    entered_on = models.DateField(_("列入日期"))
    left_on = models.DateField(_("调出日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "entered_on", "pk")

    def __str__(self) -> str:
        return self.name


class CultivationMeasure(AppendOnly):
    """One dated measure by which a reserve cadre is developed."""

    cadre = models.ForeignKey(ReserveCadre, models.PROTECT, related_name="measures")
    on = models.DateField(_("日期"))
    title = models.CharField(_("培养措施"), max_length=120)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on} {self.title}"
