"""A session's two ends: so many hours after the login, and so many minutes without a click."""

import time
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from guanmo.desk.account.kept_form import KEPT

SEEN, END = "guanmo_seen", "guanmo_end"
STEP = 60
"""Seconds: the last click is written down no more often than this."""


def begin(request: HttpRequest) -> None:
    """The session that a login opened ends at its hour, whatever happens in it.

    Its row stays for some hours more. Nobody is logged in by it then; it tells whose form was sent too late.
    """
    hours = timedelta(seconds=settings.SESSION_COOKIE_AGE + settings.SESSION_AFTER)
    request.session.set_expiry(timezone.now() + hours)
    now = int(time.time())
    request.session[SEEN], request.session[END] = now, now + settings.SESSION_COOKIE_AGE


def is_over(request: HttpRequest) -> bool:
    """Whether the hours since the login are used up."""
    end = request.session.get(END)
    return end is not None and time.time() > end


def start_over(request: HttpRequest) -> None:
    """Nothing of a session that is over goes into the next one but the form that its end cut off.

    A second factor that was shown hours ago, on a computer that may be somebody else's by now, says nothing any more.
    """
    form = request.session.get(KEPT)
    request.session.flush()
    if form is not None:
        request.session[KEPT] = form


def is_idle(request: HttpRequest) -> bool:
    """Whether the last click was too long ago."""
    seen = request.session.get(SEEN)
    return bool(settings.IDLE_SECONDS) and seen is not None and time.time() - seen > settings.IDLE_SECONDS


def see(request: HttpRequest) -> None:
    """Write down a click."""
    seen = request.session.get(SEEN)
    if seen is not None and time.time() - seen > STEP:
        request.session[SEEN] = int(time.time())
