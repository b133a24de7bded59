"""What few may read: lost-contact and unqualified members, and members to be helped (kept_out.md 18, 21)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.members.enums import CareCategory, CareKind, Decision, RestrictedKind, RestrictedState
from guanmo.stages.members.models.member import Member
from guanmo.stages.organisations.models import Organisation, User


class RestrictedCase(models.Model):
    """State, decision and nothing else: no reason, no search notes. ``organisation`` is the member's when it was noted."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="restricted_cases")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="restricted_cases")
    kind = models.CharField(_("类别"), max_length=20, choices=RestrictedKind)
    state = models.CharField(_("状态"), max_length=20, choices=RestrictedState, default=RestrictedState.NOTED)
    decision = models.CharField(_("处置决定"), max_length=20, choices=Decision, blank=True)

    class Meta:
        ordering = ("organisation__path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member", "kind"],
                condition=~models.Q(state=RestrictedState.CLOSED),
                name="one_open_case_of_a_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class RestrictedStep(AppendOnly):
    """One step with its day and, for an approval, the approving organisation."""

    case = models.ForeignKey(RestrictedCase, models.PROTECT, related_name="steps")
    source = models.CharField(max_length=20, choices=RestrictedState, blank=True)
    target = models.CharField(max_length=20, choices=RestrictedState)
    on = models.DateField(_("日期"))
    decision = models.CharField(_("处置决定"), max_length=20, choices=Decision, blank=True)
    approved_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class CareNeed(models.Model):
    """That a member is to be visited or helped, by one category; ``helper`` is the leader paired with the member."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    member = models.ForeignKey(Member, models.PROTECT, related_name="care_needs")
    category = models.CharField(_("关爱类别"), max_length=20, choices=CareCategory)
    helper = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("帮扶领导"), related_name="helps", null=True, blank=True
    )
    started_on = models.DateField(_("列入日期"))
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)

    class Meta:
        ordering = ("member__organisation__path", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["member"], condition=models.Q(ended_on__isnull=True), name="cared_for_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_category_display()} {self.pk}"


class CareAct(AppendOnly):
    """What was done on a day; an amount with its approver for aid. No description (S4-18g)."""

    need = models.ForeignKey(CareNeed, models.PROTECT, related_name="acts")
    kind = models.CharField(_("类别"), max_length=20, choices=CareKind)
    on = models.DateField(_("日期"))
    amount = models.DecimalField(_("金额（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    approver = models.CharField(_("审批人"), max_length=60, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(kind=CareKind.AID) | (models.Q(amount__gt=0) & ~models.Q(approver="")),
                name="aid_has_an_amount_and_an_approver",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
