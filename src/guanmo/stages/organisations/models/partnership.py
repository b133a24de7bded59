"""Organisations that stand together: pairings, joint committees, liaison platforms, joint organisations (S3-6.2, S1-V-2.5)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.enums import PartnershipKind
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class Partnership(models.Model):
    """One organisation with its partners; ``person`` answers for it on its own side (S3-6.2-h).

    What the partners do together stands in the ledgers of the record types, not here.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("方式"), max_length=30, choices=PartnershipKind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    person = models.CharField(_("本方责任人"), max_length=60)
    started_on = models.DateField(_("开始日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "kind", "started_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="partnership_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()}"


class PartnershipSide(models.Model):
    """One partner: an organisation of the county, or the ``name`` of one outside; with its own responsible ``person``.

    ``part_time_member`` sits for it on a joint committee.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="sides")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="partnership_sides"
    )
    name = models.CharField(_("县外或未建组织的单位"), max_length=120, blank=True)
    person = models.CharField(_("对方责任人"), max_length=60)
    part_time_member = models.CharField(_("兼职委员"), max_length=60, blank=True)
    started_on = models.DateField(_("加入日期"))
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)

    class Meta:
        ordering = ("started_on", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """The name by which people know the partner."""
        return self.organisation.name if self.organisation else self.name


class PartnershipRule(AppendOnly):
    """A rule by which the partners work together (机制文件): its title and the day on which it was adopted."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="rules")
    title = models.CharField(_("机制文件"), max_length=120)
    on = models.DateField(_("通过日期"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.title
