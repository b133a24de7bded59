"""Floating members, who keeps in touch with them, and what home and host branch record (S1-V-3.5-a, S3-6.1-a)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import FloatingCategory, LifeKind
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class Floating(models.Model):
    """A member away from the home branch: one of five categories, the host branch, a contact person; never a place."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="floatings")
    category = models.CharField(_("类别"), max_length=20, choices=FloatingCategory)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True)
    host_name = models.CharField(_("县外的流入地党组织"), max_length=120, blank=True)
    contact_person = models.CharField(_("分包联系人"), max_length=60)
    started_on = models.DateField(_("外出日期"))
    ended_on = models.DateField(_("返回日期"), null=True, blank=True)

    class Meta:
        ordering = ("member__organisation__path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_on__isnull=True), name="floating_once_at_a_time"
            ),
            models.CheckConstraint(condition=~models.Q(contact_person=""), name="floating_has_a_contact_person"),
        )

    def __str__(self) -> str:
        return f"{self.member} {self.get_category_display()}"

    @property
    def host_branch(self) -> str:
        return self.host.name if self.host else self.host_name


class FloatingContact(AppendOnly):
    """That the contact person was in touch on a day; not what was said."""

    floating = models.ForeignKey(Floating, models.PROTECT, related_name="contacts")
    on = models.DateField(_("联系日期"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.floating} {self.on}"


class LifeEntry(AppendOnly):
    """One education or meeting that a member took part in, recorded by the home or the host branch (S3-6.1-a, S2-2.1.4-b)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="life")
    kind = models.CharField(_("类别"), max_length=20, choices=LifeKind)
    on = models.DateField(_("日期"))
    title = models.CharField(_("名称"), max_length=120)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on} {self.title}"
