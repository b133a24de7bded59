"""The three administrators stay apart: no account holds two of these roles, or one beside a post or another role.

Two acts at the same moment must not do together what neither may do alone; so each first takes hold of the account's row.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import ADMINISTRATORS, GrantedRole
from guanmo.stages.organisations.errors import GrantRefused
from guanmo.stages.organisations.models import Appointment, RoleGrant, User


def hold_account(user: User) -> None:
    """Wait until nobody else gives this account anything, for the rest of the transaction.

    SQLite begins every transaction by locking the whole database; PostgreSQL locks this row.
    """
    User.objects.select_for_update().get(pk=user.pk)


def check_apart(user: User, role: GrantedRole, first_day: date, last_day: date | None) -> None:
    """Raises GrantRefused when the account holds, on one of these days, what this role must not stand beside."""
    held = RoleGrant.objects.not_ended().filter(_meets(first_day, last_day, "first_day", "last_day"), user=user)
    if role not in ADMINISTRATORS:
        held = held.filter(role__in=ADMINISTRATORS)
    other = held.first()
    if other is not None:
        words = {"name": user.name, "role": other.get_role_display()}
        raise GrantRefused(
            _("%(name)s已经是%(role)s。系统、安全、审计三类管理员互相分开，也不能兼任业务角色。") % words
        )
    in_post = Appointment.objects.filter(_meets(first_day, last_day, "started_on", "ended_on"), user=user).first()
    if role in ADMINISTRATORS and in_post is not None:
        words = {"name": user.name, "post": str(in_post.post)}
        raise GrantRefused(_("%(name)s现任%(post)s。管理员账号不能同时担任业务职务，请另用一个账号。") % words)


def check_no_administrator(user: User, first_day: date, last_day: date | None) -> None:
    """Raises GrantRefused when the account is one of the three administrators on one of these days: it gets no post."""
    held = RoleGrant.objects.not_ended().filter(role__in=ADMINISTRATORS, user=user)
    found = held.filter(_meets(first_day, last_day, "first_day", "last_day")).first()
    if found is not None:
        words = {"name": user.name, "role": found.get_role_display()}
        raise GrantRefused(_("%(name)s的账号是%(role)s，不能同时担任业务职务。请另用一个账号。") % words)


def _meets(first: date, last: date | None, start: str, end: str) -> Q:
    """Rows whose days share one with ``first`` to ``last``; an open end never comes."""
    still = Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gte": first})
    return still if last is None else still & Q(**{f"{start}__lte": last})
