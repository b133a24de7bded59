"""What the page of the own account shows."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext as _

from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import needs_second_factor, password_is_due, second_factors, sessions_of

BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Login:
    """One browser or phone that is logged in."""

    number: int
    browser: str
    address: str
    since: datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """The second factors of one person."""

    is_needed: bool
    authenticator: Authenticator | None
    passkeys: tuple[Authenticator, ...]
    has_codes: bool
    codes_left: int

    @property
    def is_on(self) -> bool:
        return self.authenticator is not None or bool(self.passkeys)


def own_account(user: User, session_key: str | None) -> dict[str, object]:
    """The context of the page."""
    return {
        "password_due": password_is_due(user),
        "factors": _factors(user),
        "logins": [_login(one, session_key) for one in sessions_of(user)],
    }


def _factors(user: User) -> Factors:
    kinds = Authenticator.Type
    found = list(second_factors(user))
    codes = next((one for one in found if one.type == kinds.RECOVERY_CODES), None)
    return Factors(
        is_needed=needs_second_factor(user),
        authenticator=next((one for one in found if one.type == kinds.TOTP), None),
        passkeys=tuple(one for one in found if one.type == kinds.WEBAUTHN),
        has_codes=codes is not None,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
    )


def _login(session: UserSession, current: str | None) -> Login:
    is_this = session.session_key == current
    return Login(session.pk, browser_of(session.user_agent), session.ip, session.created_at, is_this)


def browser_of(user_agent: str) -> str:
    """Browser and system in two words; a sentence when neither is known."""
    found = [next((name for sign, name in kinds if re.search(sign, user_agent)), "") for kinds in (BROWSERS, SYSTEMS)]
    words = [_("微信") if one == "微信" else one for one in found if one]
    return " · ".join(words) or _("认不出的浏览器")
