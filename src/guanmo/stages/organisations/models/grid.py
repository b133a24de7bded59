"""Party-building grids of a village or community: areas with party organisations, a goal and an owner (S4-25b, S4-25c).

No household, building or resident stands in a grid (kept_out.md 1).
"""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.stages.organisations.models.organisation import Organisation


class Grid(models.Model):
    """One area of a village or community, as long as it lasts."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grids")
    name = models.CharField(_("网格名称"), max_length=60)
    goal = models.CharField(_("治理目标"), max_length=200)
    owner = models.CharField(_("责任人"), max_length=60)
    started_on = models.DateField(_("建立日期"))
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="grid_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name


class GridMember(models.Model):
    """A party organisation works in a grid, from when to when."""

    grid = models.ForeignKey(Grid, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="grid_memberships")
    started_on = models.DateField(_("加入日期"))
    ended_on = models.DateField(_("退出日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "started_on", "pk")

    def __str__(self) -> str:
        return f"{self.grid} {self.organisation}"
