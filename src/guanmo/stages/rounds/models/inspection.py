"""Inspections outside the rounds, and the draws that choose whom they visit (S0-4.2-a, S2-3.5-a)."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.method.draws import Entry
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.enums import InspectionType


class Inspection(AppendOnly):
    """One inspection by a township or the county. A random sample has a ``draw_list`` and, once drawn, organisations.

    ``inspectors`` are the names of those who go, as a paper would list them.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("检查单位"), related_name="+")
    type = models.CharField(_("方式"), max_length=20, choices=InspectionType)
    title = models.CharField(_("名称"), max_length=120)
    inspected_on = models.DateField(_("检查日期"))
    inspectors = models.CharField(_("检查人员"), max_length=120)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-inspected_on", "-pk")

    def __str__(self) -> str:
        return self.title

    @property
    def begun(self) -> bool:
        """Whether it may be known and written about: an unannounced one only once it has begun on site (S4-32d)."""
        return self.type != InspectionType.UNANNOUNCED or hasattr(self, "start")


class InspectionStart(AppendOnly):
    """An unannounced inspection has begun on site; before this row whoever is inspected does not see it (S4-32d)."""

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="start")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.inspection} {self.at:%F %H:%M}"


class InspectedOrganisation(AppendOnly):
    """One organisation that an inspection visits."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="organisations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="inspections")

    class Meta:
        ordering = ("organisation__path",)
        constraints = (models.UniqueConstraint(fields=["inspection", "organisation"], name="inspected_once"),)

    def __str__(self) -> str:
        return f"{self.inspection}：{self.organisation}"


class DrawList(AppendOnly):
    """The list from which a random sample is drawn, frozen and published by its ``digest`` before the dice are thrown.

    ``population`` holds ``[uuid of the organisation, name on the list, kind, reason why it does not take part]``;
    ``sizes`` how many of each kind are drawn.
    """

    inspection = models.OneToOneField(Inspection, models.PROTECT, related_name="draw_list")
    population: Any = models.JSONField()
    sizes: Any = models.JSONField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest

    @property
    def entries(self) -> list[Entry]:
        return [Entry(name, stratum, excluded) for _uuid, name, stratum, excluded in self.population]


class Draw(AppendOnly):
    """The dice thrown in public, the seed that they and the list give, and what was drawn: ``[name, number]`` in order."""

    draw_list = models.OneToOneField(DrawList, models.PROTECT, related_name="draw")
    dice = models.CharField(_("骰子数字"), max_length=100)
    seed = models.CharField(max_length=250)
    outcome: Any = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.seed
