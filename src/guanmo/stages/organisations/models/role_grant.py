"""Roles that are given to an account beside its posts: rows are written once, their end is a row of its own."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from guanmo.lib.append_only import AppendOnly, AppendOnlyQuerySet, guards
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models.organisation import Organisation
from guanmo.stages.organisations.models.user import User


class RoleGrantQuerySet(AppendOnlyQuerySet["RoleGrant"]):
    """Grants by day."""

    def not_ended(self) -> "RoleGrantQuerySet":
        """Those that nobody ended, whatever their days."""
        return self.filter(end=None)

    def on(self, day: date) -> "RoleGrantQuerySet":
        """Those in force on ``day``; both days of a grant belong to it."""
        open_or_later = models.Q(last_day__isnull=True) | models.Q(last_day__gte=day)
        return self.not_ended().filter(open_or_later, first_day__lte=day)


class RoleGrant(AppendOnly):
    """One role for one account, on one organisation and everything below it, from a day to a day (None: until it is ended).

    ``by`` is None when the system gave it: in the demo county, or by the command on the server.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.PROTECT, verbose_name=_("账号"), related_name="role_grants")
    role = models.CharField(_("角色"), max_length=30, choices=GrantedRole)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name=_("范围"), related_name="role_grants")
    first_day = models.DateField(_("开始日期"))
    last_day = models.DateField(_("截止日期"), null=True, blank=True)
    reason = models.CharField(_("原因"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = RoleGrantQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="role_grant_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(user=models.F("by")), name="role_grant_never_to_oneself"),
            *guards("role_grant"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()} {self.organisation}"


class RoleGrantEnd(AppendOnly):
    """From this moment a grant gives nothing any more, and why."""

    grant = models.OneToOneField(RoleGrant, models.PROTECT, related_name="end")
    reason = models.CharField(_("原因"), max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (*guards("role_grant_end"),)

    def __str__(self) -> str:
        return f"{self.grant} {self.at:%F}"
