"""The fence: the declared rule is asked before the page, so that a check which a page forgot is still made."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed

from guanmo.config.access.tables import DECLARED
from guanmo.config.access.who import JUDGE
from guanmo.stages.organisations.models import User

Answer = Callable[[HttpRequest], HttpResponse]


class Fence:
    """For whom an address is not meant there is no such address: 404, and a line in the audit log like every denial.

    What it asks of a user is what the pages ask: it is read once for a request (``access_of``).
    """

    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        rule = DECLARED.get(request.resolver_match.view_name) if request.resolver_match else None
        if rule is None:
            raise Http404("no rule is declared")
        if rule.who is JUDGE:
            return None
        if rule.who.admits is not None:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            if not rule.who.admits(request.user):
                raise Http404("not meant for this account")
        return None if request.method in rule.methods else HttpResponseNotAllowed(rule.methods)
