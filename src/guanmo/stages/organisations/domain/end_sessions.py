"""End sessions: a person's own ones one by one, or all of them at once."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from guanmo.audit.record import record
from guanmo.stages.organisations.models import User


@transaction.atomic
def end_session(session: UserSession, *, by: User) -> None:
    """The browser or phone is logged out with its next request."""
    _end([session])
    record("session.ended", by, by=by)


@transaction.atomic
def end_other_sessions(*, keep: str | None, by: User) -> int:
    """Log out the person everywhere but in the session ``keep``. Returns how many ended."""
    others = list(UserSession.objects.filter(user=by).exclude(session_key=keep or ""))
    _end(others)
    record("session.others_ended", by, by=by, count=len(others))
    return len(others)


def end_all_sessions(user: User) -> None:
    """Inside an act that has its own audit line: a new password."""
    _end(list(UserSession.objects.filter(user=user)))


def _end(sessions: list[UserSession]) -> None:
    Session.objects.filter(session_key__in=[one.session_key for one in sessions]).delete()
    UserSession.objects.filter(pk__in=[one.pk for one in sessions]).delete()
