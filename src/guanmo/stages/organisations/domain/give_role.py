"""Give an account a role, and end it. Nobody gives to himself, and nobody more than the own (security.md L9)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.end_sessions import end_all_sessions
from guanmo.stages.organisations.domain.keep_apart import check_apart, hold_account
from guanmo.stages.organisations.enums import ADMINISTRATORS, GRANTED_ON, GrantedRole, Kind
from guanmo.stages.organisations.errors import GrantRefused, NotAllowed
from guanmo.stages.organisations.models import Organisation, RoleGrant, RoleGrantEnd, User
from guanmo.stages.organisations.queries import access_of, may_receive_from
from guanmo.stages.organisations.rules import may_give


@dataclass(frozen=True, slots=True)
class Gift:
    """Which role, on which organisation, from and to which day (None: until it is ended), and why."""

    role: GrantedRole
    organisation: Organisation
    first_day: date
    last_day: date | None
    reason: str

    @property
    def ends_sessions(self) -> bool:
        """Whether the person is logged out: becoming an administrator today. All else counts with the next request."""
        return self.role in ADMINISTRATORS and self.first_day <= timezone.localdate()


@transaction.atomic
def give_role(user: User, gift: Gift, *, by: User | None) -> RoleGrant:
    """Give it; a new administrator logs in anew. Raises NotAllowed, GrantRefused (with what stands against it)."""
    if by is not None:
        _check_giver(gift, by)
        _check_receiver(user, by)
    return _give(user, gift, by)


def _give(user: User, gift: Gift, by: User | None) -> RoleGrant:
    hold_account(user)
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
    if gift.ends_sessions:
        end_all_sessions(user)
    return made


@transaction.atomic
def give_role_by_account(account: str, name: str, gift: Gift, *, by: User | None) -> RoleGrant:
    """The same for an account by its name, which is opened, without a password, when there is none."""
    user = User.objects.filter(username=account).first()
    if user is not None:
        return give_role(user, gift, by=by)
    if by is not None:
        _check_giver(gift, by)
    user = User.objects.create_user(account, name=name)
    record("account.opened", user, by=by, user=account)
    return _give(user, gift, by)


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


def _check_giver(gift: Gift, by: User) -> None:
    if not may_give(access_of(by), gift.role, gift.organisation.path, gift.last_day):
        raise NotAllowed(_("这项授权超出了您自己的权限：角色、范围和截止日期都不能超过您自己的。"))


def _check_receiver(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise NotAllowed(_("不能给自己授权。"))
    if not may_receive_from(by, user):
        raise NotAllowed(_("只能给本辖区的账号授权：在您的范围内有职务或者授权的账号，或者新账号。"))


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
