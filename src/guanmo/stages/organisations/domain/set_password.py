"""Who logs in with what: the county gives a holder a first password, and everybody changes the own one.

Passwords are hashed; neither they nor their hashes stand in the audit line.
"""

import secrets

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.domain.end_sessions import end_all_sessions
from guanmo.stages.organisations.domain.keep_head import check_account
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, grants_in_force, posts_of
from guanmo.stages.organisations.rules import may_give_passwords

_READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike on paper: i, l, o, 0, 1
_GROUPS, _LETTERS = 3, 4


@transaction.atomic
def give_password(user: User, *, by: User) -> str:
    """Replace the password of somebody with a post or a grant by a random one (59 bits) and return it, the only time it can be read.

    Whoever is logged in with the old one is logged out. Raises NotAllowed for all but the county's administrators,
    for the own account, for a person with neither, and for the head of the department or an administrator who has one.
    """
    if not may_give_passwords(access_of(by)):
        raise NotAllowed(_("登录密码由县委组织部设置。"))
    if user.pk == by.pk:
        raise NotAllowed(_("自己的密码请在右上角“修改密码”中修改。"))
    if not posts_of(user).exists() and not grants_in_force().filter(user=user).exists():
        raise NotAllowed(_("%(name)s现在没有在任的职务，也没有授权，不用设置登录密码。") % {"name": user.name})
    check_account(user, by=by)
    password = _random()
    user.own_password_since = None
    _set(user, password)
    record("password.given", user, by=by)
    return password


@transaction.atomic
def change_password(password: str, *, by: User) -> None:
    """Replace the own password; every session of the person ends. Raises ValidationError for one that is too weak."""
    by.own_password_since = timezone.now()
    _set(by, password)
    record("password.changed", by, by=by)


@transaction.atomic
def replace_password(user: User, password: str) -> None:
    """At the server, for an account whose password only its holder may change and has forgotten.

    Whoever types it may be somebody else, so it counts as given. Raises ValidationError for one that is too weak.
    """
    user.own_password_since = None
    _set(user, password)
    record("password.replaced", user, by=None)


def _set(user: User, password: str) -> None:
    validate_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password", "own_password_since"])
    end_all_sessions(user)


def _random() -> str:
    """Four letters and digits, three times: easy to read out and to type on a phone. Never without a digit."""
    groups = ["".join(secrets.choice(_READABLE) for _n in range(_LETTERS)) for _g in range(_GROUPS)]
    return "-".join(groups) if any(map(str.isdigit, "".join(groups))) else _random()
