"""Whose account it is that the office's own login names. No account is ever made there: the tree makes them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import AccountUnknown
from guanmo.stages.organisations.models import User


def find_account(claims: Mapping[str, Any], claim: str) -> User:
    """The account in use whose name is the value of ``claim``. Raises AccountUnknown."""
    name = claims.get(claim)
    user = User.objects.filter(username=name, is_active=True).first() if isinstance(name, str) and name else None
    if user is None:
        raise AccountUnknown(_("单位统一登录里的这个账号在这里没有。请用账号和密码登录，或请县委组织部核对账号。"))
    return user
