"""Ask before a paper is issued whose characters the carried fonts lack: one page for everything that one button issues."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from guanmo.desk.http import UserRequest
from guanmo.procedures.glyphs import GlyphsMissing, issue_asked, look_ahead
from guanmo.stages.documents.content import Content

Done = TypeVar("Done")
Page = Callable[..., HttpResponse]
TOKEN = "csrfmiddlewaretoken"


def issued(request: UserRequest, act: Callable[[], Done]) -> Done:
    """Do what issues papers; GlyphsMissing, for the page around it, until the user has said yes."""
    return issue_asked(act, confirmed="confirmed" in request.POST)


def look_first(request: UserRequest, contents: Iterable[Content]) -> None:
    """Look at what many acts are about to issue; GlyphsMissing, for the page around it, until the user has said yes."""
    if "confirmed" not in request.POST:
        look_ahead(contents)


def asks_about_glyphs(page: Page) -> Page:
    """The page, which shows the characters and asks, with everything that was sent, where nothing was issued for them."""

    @wraps(page)
    def asking(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return page(request, *args, **kwargs)
        except GlyphsMissing as missing:
            sent = [(name, value) for name, values in request.POST.lists() if name != TOKEN for value in values]
            context = {"rare": missing.cautions, "sent": sent, "back": request.headers.get("Referer", "/")}
            return render(request, "desk/documents/glyphs.html", context, status=409)

    return asking
