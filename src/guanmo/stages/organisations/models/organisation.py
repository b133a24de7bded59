"""The organisation tree of one county (S0-1-b)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, TWO_NEW, Form, Kind


class Organisation(MP_Node):
    """One party organisation or authority. It is never deleted: it ends on ``dissolved_on``.

    ``code`` is for people and for re-uploads of the tree; ``uuid`` leaves the system; ``id`` stays inside.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("组织代码"), max_length=30, unique=True)
    name = models.CharField(_("党组织名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40)
    kind = models.CharField(_("类别"), max_length=30, choices=Kind)
    form = models.CharField(_("组织形式"), max_length=30, choices=Form)
    established_on = models.DateField(_("成立日期"), null=True, blank=True)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("组织")
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(dissolved_on__isnull=True)
                | models.Q(established_on__isnull=True)
                | models.Q(dissolved_on__gte=models.F("established_on")),
                name="organisation_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_township(self) -> bool:
        return self.kind in TOWNSHIP_LEVEL

    @property
    def is_two_new(self) -> bool:
        return self.kind in TWO_NEW

    @property
    def township_path(self) -> str:
        """The tree path of the township-level organisation above (or at) this one; the county's for the county."""
        return str(self.path[: 2 * self.steplen])
