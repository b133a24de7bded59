"""Give an account a role, and end it. Nobody gives to himself, and nobody more than the own (security.md L9)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.end_sessions import end_all_sessions
from guanmo.stages.organisations.domain.keep_apart import check_apart, hold_account
from guanmo.stages.organisations.enums import GRANTED_ON, GrantedRole, Kind
from guanmo.stages.organisations.errors import GrantRefused, NotAllowed
from guanmo.stages.organisations.models import Organisation, RoleGrant, RoleGrantEnd, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import may_give


@dataclass(frozen=True, slots=True)
class Gift:
    """Which role, on which organisation, from and to which day (None: until it is ended), and why."""

    role: GrantedRole
    organisation: Organisation
    first_day: date
    last_day: date | None
    reason: str


@transaction.atomic
def give_role(user: User, gift: Gift, *, by: User | None) -> RoleGrant:
    """Give it; the person logs in anew. Raises NotAllowed, GrantRefused (with what stands against it)."""
    hold_account(user)
    if by is not None:
        _check_giver(user, gift, by)
    _check_gift(user, gift)
    check_apart(user, gift.role, gift.first_day, gift.last_day)
    made = RoleGrant.objects.create(
        user=user,
        role=gift.role,
        organisation=gift.organisation,
        first_day=gift.first_day,
        last_day=gift.last_day,
        reason=gift.reason.strip(),
        by=by,
    )
    record("grant.given", made, by=by, user=user.username, role=gift.role, organisation=gift.organisation.code)
    end_all_sessions(user)
    return made


@transaction.atomic
def give_role_by_account(account: str, name: str, gift: Gift, *, by: User | None) -> RoleGrant:
    """The same for an account by its name, which is opened, without a password, when there is none."""
    user = User.objects.filter(username=account).first()
    if user is None:
        if by is not None:
            _check_giver(None, gift, by)
        user = User.objects.create_user(account, name=name)
        record("account.opened", user, by=by, user=account)
    return give_role(user, gift, by=by)


@transaction.atomic
def end_grant(grant: RoleGrant, *, reason: str, by: User | None) -> RoleGrantEnd:
    """End it now; the person is logged out everywhere. Raises NotAllowed, GrantRefused (without a reason, or over)."""
    hold_account(grant.user)
    if by is not None:
        _check_ender(grant, by)
    if not reason.strip():
        raise GrantRefused(_("请写明为什么收回。"))
    if RoleGrantEnd.objects.filter(grant=grant).exists():
        raise GrantRefused(_("这项授权已经收回了。请刷新页面查看。"))
    ended = RoleGrantEnd.objects.create(grant=grant, reason=reason.strip(), by=by)
    record("grant.ended", grant, by=by, user=grant.user.username, role=grant.role)
    end_all_sessions(grant.user)
    return ended


def _check_giver(user: User | None, gift: Gift, by: User) -> None:
    if user is not None and user.pk == by.pk:
        raise NotAllowed(_("不能给自己授权。"))
    if not may_give(access_of(by), gift.role, gift.organisation.path, gift.last_day):
        raise NotAllowed(_("这项授权超出了您自己的权限：角色、范围和截止日期都不能超过您自己的。"))


def _check_ender(grant: RoleGrant, by: User) -> None:
    if grant.user_id == by.pk:
        raise NotAllowed(_("不能收回自己的授权，请由授权人收回。"))
    if not may_give(access_of(by), GrantedRole(grant.role), grant.organisation.path, timezone.localdate()):
        raise NotAllowed(_("这项授权不由您收回。"))


def _check_gift(user: User, gift: Gift) -> None:
    """What is wrong whoever gives."""
    if not gift.reason.strip():
        raise GrantRefused(_("请写明为什么授权。"))
    if not user.is_active:
        raise GrantRefused(_("这个账号已经停用。"))
    if gift.first_day < timezone.localdate():
        raise GrantRefused(_("授权不能从过去的日期开始。"))
    if gift.last_day is not None and gift.last_day < gift.first_day:
        raise GrantRefused(_("截止日期早于开始日期。请核对。"))
    if gift.organisation.dissolved_on is not None:
        raise GrantRefused(_("这个组织已经撤销。"))
    if Kind(gift.organisation.kind) not in GRANTED_ON[gift.role]:
        words = {"role": gift.role.label, "organisation": gift.organisation.short_name}
        raise GrantRefused(_("“%(role)s”不能授予“%(organisation)s”这一类组织。请重新选择范围。") % words)
