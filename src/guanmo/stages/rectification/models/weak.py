"""软弱涣散基层党组织: one case from the finding to the transformation (S4-24, S4-27b, S2-2.1.3-b)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rectification.enums import Basis, StaffRole, WeakState
from guanmo.stages.rectification.models.self_check import SelfCheck


class WeakCase(models.Model):
    """One organisation in one case. ``basis`` says what it rests on; a class or a self-check alone opens nothing.

    ``plan`` is the rectification plan, without which the rectifying does not begin (S4-24b). ``batch`` is the name under
    which it was found (查摆一批).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="weak_cases")
    batch = models.CharField(_("批次"), max_length=40)
    basis = models.CharField(_("依据"), max_length=20, choices=Basis)
    reason = models.TextField(_("主要问题"))
    self_check = models.ForeignKey(SelfCheck, models.PROTECT, null=True, blank=True, related_name="weak_cases")
    state = models.CharField(_("状态"), max_length=20, choices=WeakState, default=WeakState.SUSPECTED)
    plan = models.TextField(_("整顿方案"), blank=True)
    due_date = models.DateField(_("整顿时限"), null=True, blank=True)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-opened_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state="rectifying") | (~models.Q(plan="") & models.Q(due_date__isnull=False)),
                name="rectifying_has_a_plan",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=~models.Q(state__in=["transformed", "rebuilt", "dismissed"]),
                name="one_open_weak_case",
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_state_display()}"


class WeakStep(AppendOnly):
    """One step of a case: when it was taken, by whom, on what evidence; ``approval`` names who decided a rebuilding."""

    case = models.ForeignKey(WeakCase, models.PROTECT, related_name="steps")
    source = models.CharField(max_length=20, choices=WeakState, blank=True)
    target = models.CharField(max_length=20, choices=WeakState)
    taken_on = models.DateField(_("日期"))
    note = models.TextField(_("情况"))
    approval = models.CharField(_("批准机关"), max_length=120, blank=True)
    due_date = models.DateField(_("整顿时限"), null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"


class WeakStaff(AppendOnly):
    """Somebody sent to a weak organisation, or a secretary attached to it (S4-24c, S4-24d).

    ``home_unit`` is where the person held a post when sent. Being sent ends with the last post or role there, for acts also
    with the case and with whoever is sent later as the same.
    """

    case = models.ForeignKey(WeakCase, models.PROTECT, related_name="staff")
    role = models.CharField(_("身份"), max_length=20, choices=StaffRole)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("姓名"))
    home_unit = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("派出单位"))
    arrived_on = models.DateField(_("到位日期"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("arrived_on", "pk")

    def __str__(self) -> str:
        return f"{self.person}（{self.get_role_display()}）"
