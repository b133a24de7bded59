"""What every visitor has: the bundled stylesheets and behaviours, and the choice of large type (works without JavaScript)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.ui.bundles import bundle
from guanmo.ui.context import LARGE_TYPE_COOKIE

YEAR = 365 * 24 * 3600
BUNDLES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


def _back(request: HttpRequest) -> str:
    """The page to return to; never another site."""
    asked = request.POST.get("next") or request.GET.get("next") or request.META.get("HTTP_REFERER", "")
    allowed = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if asked and allowed else "/"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def large_type(request: HttpRequest) -> HttpResponse:
    """Switch 大字 on or off (``on=1`` or ``on=0``; without it, the other way round) and go back.

    GET is allowed: it changes only how this browser shows pages, so that a plain link can do it.
    """
    asked = request.POST.get("on") or request.GET.get("on")
    now = request.COOKIES.get(LARGE_TYPE_COOKIE) == "1"
    on = asked == "1" if asked in {"0", "1"} else not now
    response = HttpResponseRedirect(_back(request))
    response.set_cookie(LARGE_TYPE_COOKIE, "1" if on else "0", max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


@login_not_required
@require_safe
def bundled(request: HttpRequest, edition: str, kind: str) -> HttpResponse:
    """One bundle, for good when it is the one that was asked for.

    A page that was read before an update asks for the old one: it gets the new one, to be asked for again.
    """
    wanted = bundle(kind)
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(wanted.packed if packed else wanted.content, BUNDLES[kind])
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if edition == wanted.digest else "no-cache"
    return response
