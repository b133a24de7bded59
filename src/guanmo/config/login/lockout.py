"""Too many wrong passwords: whose, from where, and for how long (security.md F2)."""

from math import ceil
from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext

SECONDS = 60


def address_of(request: HttpRequest) -> str:
    """The address a request came from: what the proxy says where there is one, otherwise the peer's own.

    "" inside the house, where there is no visitor.
    """
    return str(get_adapter(request).get_client_ip(request)) if "REMOTE_ADDR" in request.META else ""


def answer(request: HttpRequest, _response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Says how long to wait, and that the account is open everywhere else."""
    minutes = _minutes_left(request, credentials)
    sentence = ngettext(
        "密码输错次数太多。为了安全，请 %(n)s 分钟后再在这里登录；换一个网络可以马上登录，用打分二维码打分不受影响。",
        "密码输错次数太多。为了安全，请 %(n)s 分钟后再在这里登录；换一个网络可以马上登录，用打分二维码打分不受影响。",
        minutes,
    )
    return render(request, "429.html", {"message": sentence % {"n": minutes}}, status=429)


def _minutes_left(request: HttpRequest, credentials: dict[str, Any] | None) -> int:
    """Until the last wrong password of this account from this address is old enough."""
    rows = AxesProxyHandler.get_implementation().get_user_attempts(request, credentials)[0]
    last = rows.order_by("-attempt_time").values_list("attempt_time", flat=True).first() or timezone.now()
    seconds: float = (last + get_cool_off(request) - timezone.now()).total_seconds()
    return max(ceil(seconds / SECONDS), 1)
