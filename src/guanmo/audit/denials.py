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

STRANGERS = 60
"""Lines a minute about people whom the server does not know. More would let anybody fill the disk and hold up the ballots."""
MINUTE = 60
lately: deque[float] = deque(maxlen=STRANGERS)


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
    _write("login.failed", users._meta.label_lower, str(tried or ""), by=None)


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


def _write(act: str, page: str, key: str, *, by: Any, **facts: Any) -> None:
    """A denial stays a denial when the database is away, and when strangers knock too often to be written down."""
    if by is None and _is_flood():
        _log.warning("%s at %s: too many strangers a minute, not in the audit log", act, page)
        return
    try:
        record_denial(act, page, key, by=by, **facts)
    except DatabaseError:
        _log.exception("a denial could not be written")


def _is_flood() -> bool:
    now = monotonic()
    if len(lately) == STRANGERS and now - lately[0] < MINUTE:
        return True
    lately.append(now)
    return False
