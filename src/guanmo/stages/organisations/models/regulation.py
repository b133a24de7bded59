"""Regulations that limits, stages and checks rest on (S4-23d)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models.user import User


class Regulation(AppendOnly):
    """One regulation as the county checked it; the newest row of a ``code`` holds. Unknown days are None.

    ``cited_as`` are other ways in which documents name it, ``note`` says where they do so wrongly.
    """

    code = models.SlugField(max_length=60)
    title = models.CharField(_("全称"), max_length=120)
    issuer = models.CharField(_("制定机关"), max_length=60)
    valid_from = models.DateField(_("施行日期"), null=True, blank=True)
    valid_to = models.DateField(_("废止日期"), null=True, blank=True)
    cited_as = models.CharField(_("文件里的其他写法"), max_length=300, blank=True)
    note = models.CharField(_("引用的出入"), max_length=300, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gt=models.F("valid_from")),
                name="regulation_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"《{self.title}》"
