"""Whatever goes wrong is answered in our own form, so that the phone can tell it from a stranger's page."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

E = TypeVar("E", bound=Exception)
FORMAT = "score1"
SOON = "5"
"""Seconds after which a phone may try again when the database is busy or away."""


class Problem(Exception):
    """An answer that is no success: HTTP ``status``, a stable ``code`` and a sentence for the judge."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def answer(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """Our answer: the data under the mark of this API, never kept by a cache on the way."""
    response = JsonResponse({"api": FORMAT, **data}, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


def answer_problems(api: NinjaAPI) -> None:
    """Give the API its answers to what is raised."""
    _on(api, Problem, _problem)
    _on(api, ValidationError, _malformed)
    _on(api, HttpError, _malformed)
    _on(api, Http404, _nowhere)
    _on(api, OperationalError, _busy)


def _on(api: NinjaAPI, kind: type[E], handler: Callable[[HttpRequest, E], HttpResponse]) -> None:
    api.add_exception_handler(kind, cast(Any, handler))


def _problem(_request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer({"code": problem.code, "message": problem.message}, problem.status)


def _malformed(_request: HttpRequest, _error: ValidationError | HttpError) -> HttpResponse:
    return answer({"code": "malformed", "message": _("手机发来的内容不完整，请刷新页面后再试。")}, 400)


def _nowhere(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return answer({"code": "not_found", "message": _("没有这个内容。")}, 404)


def _busy(_request: HttpRequest, _error: OperationalError) -> HttpResponse:
    response = answer({"code": "busy", "message": _("服务器正忙，稍后会自动再试。")}, 503)
    response["Retry-After"] = SOON
    return response
