"""Context of every page: whose system this is, and the look that this browser asked for."""

from django.conf import settings
from django.http import HttpRequest

LARGE_TYPE_COOKIE = "large_type"


def appearance(request: HttpRequest) -> dict[str, object]:
    """``large_type``: whether the user chose 大字 (kept in a cookie, so that it also holds before login)."""
    return {
        "large_type": request.COOKIES.get(LARGE_TYPE_COOKIE) == "1",
        "county_name": getattr(settings, "COUNTY_NAME", ""),
    }
