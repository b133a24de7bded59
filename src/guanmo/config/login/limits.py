"""What every page asks of a session: not over, not idle for too long, no due password, a second factor where one is asked for."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user, logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from guanmo.desk.account.kept_form import keep, to_keep
from guanmo.desk.account.session import is_idle, is_over, see, start_over
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import lacks_second_factor, password_is_due

Answer = Callable[[HttpRequest], HttpResponse]

ALWAYS = ("account", "mfa_", "password_change", "set_language")
"""Beginnings of the names of pages on which one does what is asked for."""
WAYS_IN = ("account_login", "mfa_authenticate", "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback")
"""Names of the pages on which one logs in, by whatever means."""
MINUTE, HOUR = 60, 3600


class WhoIsHere(AuthenticationMiddleware):
    """Nobody, once the session's hours are used up: asked where the user is, so that it holds for every page and call."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: AnonymousUser() if is_over(request) else get_user(request))  # type: ignore[assignment]


class Idle:
    """Ends a session after its hours, or so many minutes without a click, and keeps what was sent too late.

    Pages that need no login are not asked: a judge's phone scores for hours, and its sheets lie on the phone. Only those
    on which one logs in begin a new session first.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        if is_over(request) and _name(request) in WAYS_IN:
            start_over(request)
        if not getattr(view, "login_required", True):
            return None
        if is_over(request):
            hours = {"hours": settings.SESSION_COOKIE_AGE // HOUR}
            return _end(request, _("登录已满 %(hours)s 小时，为了安全已退出。请重新登录，会回到刚才的地方。") % hours)
        if not request.user.is_authenticated:
            return None
        if is_idle(request):
            minutes = {"minutes": settings.IDLE_SECONDS // MINUTE}
            sentence = _("您已 %(minutes)s 分钟没有操作，为了安全已退出。请重新登录，会回到刚才的地方。")
            return _end(request, sentence % minutes)
        see(request)
        return None


class FirstThings:
    """Nothing else before the password is one's own and young enough, and the second factor is there."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        open_page = not getattr(view, "login_required", True) or _name(request).startswith(ALWAYS)
        return None if open_page else _asked_first(request)


def _name(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _end(request: HttpRequest, sentence: str) -> HttpResponseRedirect:
    form = None if _name(request).startswith(ALWAYS) else to_keep(request)  # a password is never kept
    logout(request)
    messages.warning(request, sentence)
    if form is None:
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
    keep(request, form)
    return redirect_to_login(reverse("account-kept"))


def _by_password(request: HttpRequest) -> bool:
    """Whether this session was opened with a password; who came by the office's own login may not know the one here."""
    return any(one["method"] == "password" for one in get_authentication_records(request, request.user))


def _asked_first(request: HttpRequest) -> HttpResponseRedirect | None:
    user = request.user
    if not isinstance(user, User):
        return None
    if settings.PASSWORD_DAYS and _by_password(request) and password_is_due(user):
        messages.warning(request, _("请先换一个只有您自己知道的密码，再继续工作。"))
        return redirect("password_change")
    if settings.SECOND_FACTOR != "free" and lacks_second_factor(user):
        return redirect("account")  # which says why
    return None
