"""Development cases: one person on the way from application to membership, with every check and step (S1-V-3.1, S4-15a)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import (
    CultivationKind,
    DevelopmentCheckKind,
    DevelopmentState,
    Education,
    RecommendingBody,
    Sex,
)
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class Development(models.Model):
    """One case. ``since`` is the day on which the present state began; ``contact_person`` answers for it throughout.

    ``member`` is the row on the roster once the person is admitted.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="developments")
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=10, choices=Sex)
    birth_year = models.PositiveSmallIntegerField(_("出生年份"))
    education = models.CharField(_("学历"), max_length=20, choices=Education)
    recommended_by = models.CharField(_("推荐单位"), max_length=20, choices=RecommendingBody)
    contact_person = models.CharField(_("培养联系人"), max_length=60)
    applied_on = models.DateField(_("申请日期"))
    state = models.CharField(_("状态"), max_length=20, choices=DevelopmentState, default=DevelopmentState.APPLIED)
    since = models.DateField(_("本阶段起始日期"))
    member = models.OneToOneField(Member, models.PROTECT, related_name="development", null=True)

    class Meta:
        ordering = ("organisation__path", "applied_on", "pk")

    def __str__(self) -> str:
        return self.name


class DevelopmentCheck(AppendOnly):
    """One check that was held: passed or not, by which body."""

    development = models.ForeignKey(Development, models.PROTECT, related_name="checks")
    kind = models.CharField(_("事项"), max_length=30, choices=DevelopmentCheckKind)
    passed = models.BooleanField(_("通过"))
    on = models.DateField(_("日期"))
    body = models.CharField(_("组织单位"), max_length=60)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class KinshipDeclaration(AppendOnly):
    """A yes or no about a member of the two committees, with the day of its filing; the last one of a case holds.

    No relative is named (S4-15k, kept_out.md 10).
    """

    development = models.ForeignKey(Development, models.PROTECT, related_name="kinship_declarations")
    kinship = models.BooleanField(_("与“两委”成员有近亲属关系"))
    filed_on = models.DateField(_("申报备案日期"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.development} {self.filed_on}"


class CultivationEntry(AppendOnly):
    """One dated entry of education or observation; ``title`` says what took place, nothing about the mind (S1-E-3.1-b)."""

    development = models.ForeignKey(Development, models.PROTECT, related_name="cultivation")
    kind = models.CharField(_("类别"), max_length=20, choices=CultivationKind)
    on = models.DateField(_("日期"))
    title = models.CharField(_("做了什么"), max_length=120)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on} {self.title}"


class DevelopmentStep(AppendOnly):
    """One step, approved by the superior, with the papers that were filed for it."""

    development = models.ForeignKey(Development, models.PROTECT, related_name="steps")
    source = models.CharField(max_length=20, choices=DevelopmentState, blank=True)
    target = models.CharField(max_length=20, choices=DevelopmentState)
    on = models.DateField(_("日期"))
    papers = models.CharField(_("归档材料"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
