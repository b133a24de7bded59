"""How the second factor behaves here: secrets are sealed, and what the county asks for cannot be taken off."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.desk.account.adapter import ERRORS
from guanmo.lib.sealing import SealBroken
from guanmo.stages.organisations.domain.second_factor_secret import open_secret, seal_secret
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import needs_second_factor, second_factors

WHOSE: ContextVar[int | None] = ContextVar("WHOSE", default=None)
"""The account (id) whose code is being looked at while nobody is logged in yet."""
SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]
    """``MFA_ADAPTER``."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": ERRORS["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy("您的职务必须用第二道验证，不能停用最后一个。请先添加另一个。"),
        "cannot_generate_recovery_codes": gettext_lazy("请先启用验证器或添加通行密钥，再生成恢复码。"),
    }

    def get_totp_issuer(self) -> str:
        return _("观摩")

    def encrypt(self, text: str) -> str:
        """The secret as it lies in the database: worthless without the keys, which are in no backup of it."""
        return seal_secret(text, _whose())

    def decrypt(self, encrypted_text: str) -> str:
        return open_secret(encrypted_text, _whose())

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether another second factor is left, or none is asked for."""
        if authenticator.type not in SECOND or not needs_second_factor(authenticator.user):
            return True
        return bool(second_factors(authenticator.user).filter(type__in=SECOND).exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        number = second_factors(user).filter(type=type).count() + 1
        return _("第 %(n)s 个") % {"n": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": _("观摩")}


@contextmanager
def secret_of_session(request: HttpRequest) -> Iterator[None]:
    """Inside, the library finds the secret that is not confirmed yet, or makes one; the session's row never holds it open."""
    session, adapter = request.session, SecondFactor()
    if sealed := session.pop(SECRET_SESSION_KEY, None):
        with suppress(SealBroken, ValueError):  # of another account or key: the library makes a new one
            session[SECRET_SESSION_KEY] = adapter.decrypt(sealed)
    yield
    session[SECRET_SESSION_KEY] = adapter.encrypt(session[SECRET_SESSION_KEY])


def _whose() -> int:
    """The account whose secret the library seals or opens; it tells only the text."""
    whose: int = WHOSE.get() or context.request.user.pk
    return whose
