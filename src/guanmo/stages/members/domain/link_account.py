"""Say which account is the member's own: it opens the own page (S2-2.1.4-b)."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.correct_member import locked
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.errors import AlreadyOpen, FactsRefused
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User


@transaction.atomic
def link_account(member: Member, *, username: str, by: User | None) -> None:
    """Keep it; an empty name takes it away. Raises NotAllowed, AlreadyLeft, FactsRefused (no such account), AlreadyOpen."""
    current = locked(member, by=by)
    account = User.objects.filter(username=username, is_active=True).first()
    if username and account is None:
        raise FactsRefused(_("没有账号“%(name)s”。请核对登录时用的账号。") % {"name": username})
    with only_one(lambda: AlreadyOpen(_("账号“%(name)s”已经是另一名党员的。请核对。") % {"name": username})):
        Member.objects.filter(pk=current.pk).update(account=account)
    record("member.account_linked", member, by=by, username=username)
