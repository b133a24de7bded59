"""Trainings: planned by member type, announced, attended, tested (workflows.md 10)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import CompletionTest, MemberType, TrainingState
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class Training(models.Model):
    """One concentrated training of ``hours`` class hours; ``rotation`` marks the yearly round through all members."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="trainings")
    title = models.CharField(_("培训班名称"), max_length=120)
    starts_on = models.DateField(_("开班日期"))
    days = models.PositiveSmallIntegerField(_("天数"))
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1)
    rotation = models.BooleanField(_("党员轮训"), default=False)
    announced_on = models.DateField(_("通知日期"), null=True)
    state = models.CharField(_("状态"), max_length=20, choices=TrainingState, default=TrainingState.PLANNED)

    class Meta:
        ordering = ("-starts_on", "-pk")

    def __str__(self) -> str:
        return self.title


class TrainingContent(AppendOnly):
    """What the plan says for one type of members: goal and content."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="contents")
    member_type = models.CharField(_("党员类型"), max_length=20, choices=MemberType)
    goal = models.CharField(_("培训目标"), max_length=120)
    content = models.CharField(_("培训内容"), max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["training", "member_type"], name="content_once_for_a_type"),)

    def __str__(self) -> str:
        return f"{self.get_member_type_display()}：{self.goal}"


class TrainingAttendance(AppendOnly):
    """One member in one training: class hours taken part in, and the completion test. The last row of a member holds."""

    training = models.ForeignKey(Training, models.PROTECT, related_name="attendances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="trainings")
    hours = models.DecimalField(_("学时"), max_digits=5, decimal_places=1)
    result = models.CharField(_("考核结果"), max_length=10, choices=CompletionTest, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, related_name="corrected_by", null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("training", "member__organisation__path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["training", "member"], condition=models.Q(corrects__isnull=True), name="attends_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.member} {self.hours}"
