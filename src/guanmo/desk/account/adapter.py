"""How django-allauth behaves here: nobody signs up, nobody is written to, and what is refused is said in our words."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guanmo.audit.denials import REFUSED, WHO
from guanmo.desk.account import kept_form
from guanmo.desk.account.session import begin
from guanmo.stages.organisations.domain.note_login import note_login
from guanmo.stages.organisations.domain.note_second_factor import note_second_factor
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.queries import may_come_in

ERRORS = {
    "username_password_mismatch": gettext_lazy("账号或密码不对，请再输一遍。忘记密码的，请县委组织部重设。"),
    "incorrect_password": gettext_lazy("密码不对，请再输一遍。"),
    "incorrect_code": gettext_lazy("验证没有通过。请核对手机时间，输入现在显示的 6 位数字，或换一个恢复码。"),
    "too_many_login_attempts": gettext_lazy("输错次数太多，请过 5 分钟再试。"),
    "rate_limited": gettext_lazy("试得太快了，请过几分钟再试。"),
}
SAID = {
    "mfa/messages/totp_activated.txt": gettext_lazy("验证器已启用。下次登录要输入它显示的 6 位数字。"),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("验证器已停用。"),
    "mfa/messages/webauthn_added.txt": gettext_lazy("通行密钥已添加。"),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("通行密钥已删除。"),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("恢复码已生成。手机丢了时，用它们代替 6 位数字。"),
}
WAYS = {
    "reauthenticate": gettext_lazy("改用密码"),
    "mfa_reauthenticate": gettext_lazy("改用 6 位数字或恢复码"),
    "mfa_reauthenticate:webauthn": gettext_lazy("改用通行密钥"),
}
"""To confirm once more that it is oneself."""

NOWHERE = "0.0.0.0"
"""The address of who has none."""
_log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """``ACCOUNT_ADAPTER``."""

    error_messages = {**DefaultAccountAdapter.error_messages, **ERRORS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nothing: the library counts by account alone, and a stranger could lock a judge out. Axes counts."""

    def pre_login(self, request: HttpRequest, user: User, **about: Any) -> HttpResponse | None:
        """Refuse who has the right password but no reason to come in (any more)."""
        if may_come_in(user):
            return None
        request.session.flush()
        request.META[REFUSED], request.META[WHO] = "no_reason_to_come_in", user
        sentence = _("%(name)s现在没有在任的职务，也不是本轮评委，不能登录。有疑问请联系县委组织部。")
        messages.error(request, sentence % {"name": user.name})
        return redirect("account_login")

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        begin(request)
        note_login(by=user)
        if kept_form.kept(request) is None:  # what another person sent does not stay in this session
            kept_form.forget(request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        return [{**way, "description": WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a socket of the system nobody has an address of his own; that must not keep everybody out."""
        try:
            return str(super().get_client_ip(request))
        except PermissionDenied:
            _log.warning("no visitor has an address: behind a proxy, set GUANMO_BEHIND_PROXY=1")
            return NOWHERE

    def add_message(self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **kw: Any) -> None:
        text = kw.get("message") or SAID.get(message_template)
        if text:
            messages.add_message(request, level, text)

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """Nobody has an address here: the audit log gets a line instead of the person a letter."""
        note_second_factor(template_prefix, by=user)
