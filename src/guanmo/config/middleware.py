"""The one place where refusals become answers, and what every answer says: its security policy, and that nobody keeps it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from guanmo.audit.denials import REFUSED, note_denial
from guanmo.lib.page_policy import POLICY
from guanmo.lib.refusal import NotVisible, Refused

Answer = Callable[[HttpRequest], HttpResponse]


class ContentSecurityPolicy:
    """Nothing inline, nothing from elsewhere; and no copy in a browser or on the way, unless the page says otherwise.

    Computers in offices are shared: after the logout the way back must not show what was on the screen (security.md F1).
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class Refusals:
    """``NotVisible`` is a 404; ``Refused`` is its sentence: JSON for scripts, a message on the page it came from for people.

    Whatever was denied, here or below, is a line of the audit log.
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.answer(request)
        note_denial(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotVisible):
            raise Http404 from exception
        if not isinstance(exception, Refused):
            return None
        request.META[REFUSED] = exception.code
        if "application/json" in request.headers.get("Accept", ""):
            return JsonResponse({"code": exception.code, "message": str(exception)}, status=409)
        back = request.headers.get("Referer", "")
        if request.method == "POST" and url_has_allowed_host_and_scheme(back, {request.get_host()}):
            messages.error(request, str(exception))
            return HttpResponseRedirect(back)
        return render(request, "ui/refused.html", {"message": str(exception)}, status=409)
