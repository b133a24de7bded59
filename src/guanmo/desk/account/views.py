"""The page of the own account, ending sessions, and the form that was sent after a session had ended."""

from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.account import kept_form
from guanmo.desk.account.forms import RemovalForm
from guanmo.desk.account.presenters import own_account
from guanmo.desk.http import UserRequest
from guanmo.stages.organisations.domain.end_sessions import end_other_sessions, end_session
from guanmo.stages.organisations.queries import session_for


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
