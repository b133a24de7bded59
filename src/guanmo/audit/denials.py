"""Whatever somebody was denied is a line too: by whom, at which page, for which object; never what was typed in."""

import logging
from collections import deque
from collections.abc import Mapping
from time import monotonic
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_login_failed
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from guanmo.audit.record import record_denial

REFUSED = "guanmo.refused"
"""Where the code of a refusal stands in ``request.META`` when its answer is a way back to the page."""
WHO = "guanmo.who"
"""Where the account stands that has shown its password, but is not logged in yet."""

_log = logging.getLogger(__name__)
_ACTS = {403: "denied.forbidden", 404: "denied.not_visible", 409: "denied.refused", 410: "denied.refused"}

MOST = 60
"""Lines a minute about one account, about wrong passwords for one account, and about all whom the server does not know.

More would let anybody fill the disk and hold up the ballots; then one line says that the rest was left out.
"""
MINUTE = 60
STRANGERS = "strangers"
lately: dict[str, deque[float]] = {}


def note_denial(request: HttpRequest, response: HttpResponseBase) -> None:
    """Write a line when the answer of a page is a denial. An address that is none is no page: nothing was denied."""
    refused = request.META.get(REFUSED, "")
    act = "denied.refused" if refused else _ACTS.get(response.status_code)
    if act is None or request.resolver_match is None:
        return
    _write(
        act,
        request.resolver_match.view_name or "unnamed",
        _key(request.resolver_match.kwargs),
        by=_person(request),
        method=request.method,
        **({"code": refused} if refused else {}),
    )


def note_failed_login(sender: Any, credentials: Mapping[str, Any], **_given: Any) -> None:
    """Which account was tried; a name that is no account's may be a password, so it is not written down."""
    users = get_user_model()
    name = str(credentials.get(users.USERNAME_FIELD) or credentials.get("username") or "")
    tried = users._default_manager.filter(**{users.USERNAME_FIELD: name}).values_list("pk", flat=True).first()
    about = f"login:{tried}" if tried else STRANGERS
    _write("login.failed", users._meta.label_lower, str(tried or ""), by=None, about=about)


def connect() -> None:
    """Hear of failed logins."""
    user_login_failed.connect(note_failed_login, dispatch_uid="guanmo.audit")


def _person(request: HttpRequest) -> Any:
    """Who is logged in, or whose phone it is (``request.auth`` of the API), or who is on the way in; None for a stranger."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return user
    return getattr(getattr(request, "auth", None), "user", None) or request.META.get(WHO)


def _key(given: Mapping[str, Any]) -> str:
    """The object in the address. Words are left out: a personal link is one, and who reads this must not use it."""
    return next((str(one) for one in given.values() if isinstance(one, UUID | int)), "")


def _write(act: str, page: str, key: str, *, by: Any, about: str = "", **facts: Any) -> None:
    """A denial stays a denial when the database is away, and when somebody knocks too often to be written down."""
    about = about or (str(by.pk) if by is not None else STRANGERS)
    number = _number_this_minute(about)
    if number > MOST:
        _log.warning("%s at %s: too many a minute about %s, not in the audit log", act, page, about)
    try:
        if number <= MOST:
            record_denial(act, page, key, by=by, **facts)
        elif number == MOST + 1:
            record_denial("denied.left_out", page, by=by)
    except DatabaseError:
        _log.exception("a denial could not be written")


def _number_this_minute(about: str) -> int:
    """Which line of the last minute this is, counted from 1; those after the line that says so are all MOST + 2."""
    now, times = monotonic(), lately.setdefault(about, deque())
    while times and now - times[0] >= MINUTE:
        times.popleft()
    if len(times) > MOST:
        return MOST + 2
    times.append(now)
    return len(times)
