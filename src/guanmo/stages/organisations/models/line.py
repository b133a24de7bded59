"""Bodies that lead lines of organisations, who works there, and which line an organisation stands in (S4-28, S4-29a)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.enums import BodyKind, Management
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class LineBody(models.Model):
    """One body at a level (``place``), or in an agency; ``host`` is the organisation in whose house it stands (S4-28g)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("哪一种机构"), max_length=30, choices=BodyKind)
    name = models.CharField(_("机构名称"), max_length=60)
    place = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("哪一级（哪个单位）"), related_name="bodies")
    host = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("设在哪里"), related_name="+"
    )
    started_on = models.DateField(_("成立日期"))
    ended_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ("place__path", "kind", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["place", "kind"],
                condition=models.Q(ended_on__isnull=True) & ~models.Q(kind=BodyKind.LINE_DEPARTMENT),
                name="line_body_once_in_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("started_on")),
                name="line_body_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name


class BodyStaffing(AppendOnly):
    """Who works in a body from ``on`` until the next row: names of those in charge and of members, and how many."""

    body = models.ForeignKey(LineBody, models.PROTECT, related_name="staffings")
    on = models.DateField(_("从哪天起"))
    head = models.CharField(_("负责人"), max_length=60)
    members = models.CharField(_("成员"), max_length=300, blank=True)
    full_time = models.PositiveSmallIntegerField(_("专职人数"))
    part_time = models.PositiveSmallIntegerField(_("兼职人数"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.body} {self.on}"


class LineStatement(AppendOnly):
    """In which line an organisation stands from ``on`` until the next statement; ``other`` where two claim it (S4-11a)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="line_statements")
    on = models.DateField(_("从哪天起"))
    body = models.ForeignKey(
        LineBody, models.PROTECT, null=True, blank=True, verbose_name=_("归口管理机构"), related_name="+"
    )
    other = models.ForeignKey(
        LineBody, models.PROTECT, null=True, blank=True, verbose_name=_("同时归口的另一家"), related_name="+"
    )
    party = models.CharField(_("党组织关系"), max_length=20, choices=Management)
    business = models.CharField(_("业务工作"), max_length=20, choices=Management)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"
