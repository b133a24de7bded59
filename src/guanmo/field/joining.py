"""A phone joins one round by the judge's personal link, and leaves it.

Opening the link spends nothing: previews of messages open links too. The button does. The key that the phone will have
comes from a secret which the page left on the phone, so that pressing twice, or after an answer was lost on the way,
is the same phone. That secret travels within this site alone (SameSite), which stands in for a CSRF token: the page
sends no referrer, so browsers do not say where its form came from.
"""

import secrets
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from guanmo.field.api.auth import KEY_COOKIE, by_key
from guanmo.field.api.problems import answer
from guanmo.stages.scoring.domain.judge_link import bind_device, check_unbound, digest_of, find_link, is_bound_by
from guanmo.stages.scoring.errors import LinkRefused
from guanmo.stages.scoring.models import JudgeLink
from guanmo.stages.scoring.rules import last_day_of_link

SECRET_COOKIE = "guanmo_join"
SECRET_SECONDS = 3600
STATUS = {"link_bound": 409}


@login_not_required
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show whose link it is; a POST binds this phone. 410 when the link opens nothing, 409 when it is spent."""
    try:
        response = _press(request, token) if request.method == "POST" else _look(request, token)
    except LinkRefused as refusal:
        context = {"message": str(refusal), "bound": refusal.code in STATUS}
        response = render(request, "field/join_refused.html", context, status=STATUS.get(refusal.code, 410))
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@csrf_exempt
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Lock the phone: neither key nor session is left on it. What it has not sent stays there. Needs ``X-Guanmo``."""
    if "X-Guanmo" not in request.headers:
        return answer({"code": "header", "message": _("请求缺少必要的标记，请从打分页面提交。")}, 403)
    logout(request)
    response = answer({})
    for name in (KEY_COOKIE, SECRET_COOKIE):
        response.delete_cookie(name, path=reverse("field:duties"), samesite="Strict")
    return response


def _look(request: HttpRequest, token: str) -> HttpResponse:
    link, secret = find_link(token), request.COOKIES.get(SECRET_COOKIE, "")
    for key in (request.COOKIES.get(KEY_COOKIE, ""), _key(token, secret)):
        if is_bound_by(link, key):
            return _enter(request, link, key)
    check_unbound(link)
    return _page(request, link, secret or secrets.token_urlsafe())


def _press(request: HttpRequest, token: str) -> HttpResponse:
    secret = request.COOKIES.get(SECRET_COOKIE, "")
    if not secret:
        link = find_link(token)
        check_unbound(link)
        return _page(request, link, secrets.token_urlsafe(), status=403)
    key = _key(token, secret)
    return _enter(request, bind_device(token, key=key), key)


def _key(token: str, secret: str) -> str:
    """A key for this link alone: one phone may hold links of several rounds in turn."""
    return digest_of(f"{token}:{secret}")


def _page(request: HttpRequest, link: JudgeLink, secret: str, status: int = 200) -> HttpResponse:
    now_here = by_key(request)
    context = {
        "person": link.participant,
        "round": link.participant.round,
        "replaces": now_here is not None,
        "in_wechat": "MicroMessenger" in request.headers.get("User-Agent", ""),
        "no_cookies": status == 403,
    }
    response = render(request, "field/join.html", context, status=status)
    _keep(request, response, SECRET_COOKIE, secret, seconds=SECRET_SECONDS)
    return response


def _enter(request: HttpRequest, link: JudgeLink, key: str) -> HttpResponse:
    response = HttpResponseRedirect(reverse("field:duties"))
    _keep(request, response, KEY_COOKIE, key, seconds=_seconds_left(link))
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str, *, seconds: int) -> None:
    path, secure = reverse("field:duties"), request.is_secure() or settings.SESSION_COOKIE_SECURE
    response.set_cookie(name, value, max_age=seconds, path=path, secure=secure, httponly=True, samesite="Strict")


def _seconds_left(link: JudgeLink) -> int:
    """Until the midnight after the last day of the link."""
    after = last_day_of_link(link.participant.round.deadline) + timedelta(days=1)
    end = timezone.make_aware(datetime.combine(after, time.min))
    return max(int((end - timezone.now()).total_seconds()), 0)
