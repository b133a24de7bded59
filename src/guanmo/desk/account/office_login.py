"""The office's own login (OpenID Connect): who comes from there must have an account here; nothing is linked or stored."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from guanmo.audit.denials import REFUSED
from guanmo.stages.organisations.domain.find_account import find_account
from guanmo.stages.organisations.errors import AccountUnknown


class OfficeLogin(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """``SOCIALACCOUNT_ADAPTER``."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by the claim, each time anew: a link that was stored once could outlive the claim."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            _refuse(request, _("请从登录页重新开始。"), "office_login")
        told = sociallogin.account.extra_data
        try:
            sociallogin.user = find_account(told.get("userinfo") or told.get("id_token") or {}, settings.OIDC_CLAIM)
        except AccountUnknown as unknown:
            _refuse(request, str(unknown), unknown.code)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **about: Any) -> None:
        _refuse(request, _("单位统一登录没有成功。请再试一次，或用账号和密码登录。"), "office_login")


def _refuse(request: HttpRequest, sentence: str, code: str) -> NoReturn:
    request.META[REFUSED] = code
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect("account_login"))
