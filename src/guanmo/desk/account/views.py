"""The page of the own account, ending sessions, and the form that was sent after a session had ended."""

from allauth.account.views import LoginView
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as library
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from guanmo.desk.account import kept_form
from guanmo.desk.account.forms import LoginForm, RemovalForm
from guanmo.desk.account.presenters import own_account
from guanmo.desk.http import UserRequest
from guanmo.stages.organisations.domain.end_sessions import end_other_sessions, end_session
from guanmo.stages.organisations.queries import session_for


class Login(LoginView):  # type: ignore[misc]
    """The library's page, with a button for the office's own login where there is one."""

    template_name = "ui/login.html"
    form_class = LoginForm

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        offices = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        name = settings.OIDC_NAME or _("单位统一登录")
        return {**super().get_context_data(**kwargs), "office_login": name if offices else ""}


@login_not_required
@require_safe
def to_office(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Away to the office's own login; back to ours with a sentence when that does not answer."""
    try:
        response: HttpResponse = library.login(request, provider_id)
    except RequestException:
        messages.error(request, _("单位统一登录现在连不上。请过一会儿再试，或用账号和密码登录。"))
        return redirect("account_login")
    return response


@never_cache
@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Password, second factor, and where one is logged in."""
    return render(request, "desk/account/home.html", own_account(request.user, request.session.session_key))


@require_POST
def end(request: UserRequest, number: int) -> HttpResponse:
    """Log out one browser or phone of one's own."""
    end_session(session_for(request.user, number), by=request.user)
    messages.success(request, _("已退出那里的登录。"))
    return redirect("account")


@require_POST
def end_others(request: UserRequest) -> HttpResponse:
    """Log out everywhere but here."""
    count = end_other_sessions(keep=request.session.session_key, by=request.user)
    messages.success(request, ngettext("已退出其他 %(n)s 处登录。", "已退出其他 %(n)s 处登录。", count) % {"n": count})
    return redirect("account")


@never_cache
@require_safe
def kept(request: UserRequest) -> HttpResponse:
    """The form that could not be saved, ready to be sent again; the overview when there is none."""
    form = kept_form.kept(request)
    if form is None:
        return redirect("desk:overview")
    return render(request, "desk/account/kept.html", {"form": form})


@require_POST
def forget(request: UserRequest) -> HttpResponse:
    """Give up what was kept."""
    kept_form.forget(request)
    messages.success(request, _("已放弃刚才没有保存的内容。"))
    return redirect("desk:overview")


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    """The library's page, which also asks whether another second factor is left."""

    form_class = RemovalForm

    def get_form_kwargs(self) -> dict[str, object]:
        return {**super().get_form_kwargs(), "authenticator": self.get_object()}
