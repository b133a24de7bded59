"""Units in which a party organisation may stand, and what covers them: every change is a new statement (workflows.md 16)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.enums import EstablishmentMode, UnitKind
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class CoverageUnit(models.Model):
    """A company, social organisation or school, registered where it lies: that village or township answers for it (S4-28i)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField(_("单位名称"), max_length=120)
    kind = models.CharField(_("单位类别"), max_length=20, choices=UnitKind)
    located_in = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("所在村（社区）或乡镇"), related_name="located_units"
    )
    registered_on = models.DateField(_("登记日期"))
    closed_on = models.DateField(_("注销日期"), null=True, blank=True)

    class Meta:
        ordering = ("located_in__path", "name", "pk")

    def __str__(self) -> str:
        return self.name


class CoverageStatement(AppendOnly):
    """What covers a unit from ``on`` until the next statement. ``full_members`` is None where nobody has counted yet.

    With a ``mode`` there is an ``organisation``; ``reason`` says why it is not a separate one (S3-2.2-a). Without one
    ``guide`` may name who was sent.
    """

    unit = models.ForeignKey(CoverageUnit, models.PROTECT, related_name="statements")
    on = models.DateField(_("日期"))
    full_members = models.PositiveIntegerField(_("正式党员人数"), null=True, blank=True)
    mode = models.CharField(_("组建方式"), max_length=20, choices=EstablishmentMode, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("党组织"), related_name="covered_units"
    )
    guide = models.CharField(_("党建指导员"), max_length=60, blank=True)
    reason = models.CharField(_("不单独组建的原因"), max_length=200, blank=True)
    approved_by = models.CharField(_("批准的党组织"), max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.unit} {self.on}"
