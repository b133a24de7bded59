"""Posts with duties, their publication, and in-service members' service in a community (S1-V-3.4, S1-V-4.5)."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import PostKind, ServiceKind
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class AssignedPost(models.Model):
    """One post of one member in one organisation; a member centre household only with the member's consent."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="posts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assigned_posts")
    kind = models.CharField(_("类别"), max_length=20, choices=PostKind)
    title = models.CharField(_("岗位"), max_length=60)
    duties = models.CharField(_("职责"), max_length=200)
    skill = models.CharField(_("特长"), max_length=60, blank=True)
    consented_on = models.DateField(_("本人同意日期"), null=True, blank=True)
    started_on = models.DateField(_("上岗日期"))
    ended_on = models.DateField(_("离岗日期"), null=True, blank=True)

    class Meta:
        ordering = ("organisation__path", "kind", "title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=PostKind.CENTRE_HOUSEHOLD) | models.Q(consented_on__isnull=False),
                name="centre_household_by_consent",
            ),
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=models.Q(ended_on__isnull=True),
                name="one_post_of_a_kind_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return self.title


class PostPublication(AppendOnly):
    """The list of posts as it was made public: ``posts`` holds ``[name, post, duties]`` (S1-V-3.4)."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="post_publications")
    on = models.DateField(_("公开日期"))
    place = models.CharField(_("公开方式"), max_length=60)
    posts: Any = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.organisation} {self.on}"


class CommunityRegistration(models.Model):
    """An in-service member registered with a community (S1-V-4.5-a)."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="registrations")
    community = models.ForeignKey(Organisation, models.PROTECT, related_name="registrations")
    registered_on = models.DateField(_("报到日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ("community__path", "registered_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_on__isnull=True), name="registered_with_one_community"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} {self.community}"


class ServiceActivity(AppendOnly):
    """One service of a registered member: date, kind and hours; nothing about the residents."""

    registration = models.ForeignKey(CommunityRegistration, models.PROTECT, related_name="activities")
    on = models.DateField(_("日期"))
    kind = models.CharField(_("类别"), max_length=20, choices=ServiceKind)
    hours = models.DecimalField(_("小时"), max_digits=4, decimal_places=1)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
