"""What a person reads about the own account: second factors, sessions, how old the password is."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries.standing import access_of

_SECOND = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_factors(user: User) -> QuerySet[Authenticator]:
    """The authenticators, passkeys and recovery codes of the user, the oldest first."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user=user).order_by("pk")
    return found


def sessions_of(user: User) -> QuerySet[UserSession]:
    """The user's sessions that still open something, the newest first."""
    after = timedelta(seconds=settings.SESSION_AFTER)
    alive = Session.objects.filter(expire_date__gt=timezone.now() + after).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at")
    return found


def session_for(user: User, number: int) -> UserSession:
    """One of the user's own sessions; NotVisible (404) for any other."""
    found = sessions_of(user).filter(pk=number).first()
    if found is None:
        raise NotVisible
    return found


def password_is_due(user: User) -> bool:
    """Whether the county's rule asks for a new password: it is too old, or somebody else gave it. Without a rule never."""
    if not settings.PASSWORD_DAYS or not user.has_usable_password():
        return False
    since = user.own_password_since
    return since is None or timezone.now() - since > timedelta(days=settings.PASSWORD_DAYS)


def needs_second_factor(user: User) -> bool:
    """Whether the county's rule asks this user's roles of today for a second factor."""
    if settings.SECOND_FACTOR == "county":
        access = access_of(user)
        return access.is_county or access.administration is not None
    return bool(settings.SECOND_FACTOR == "everybody")


def lacks_second_factor(user: User) -> bool:
    """Whether one is asked for and none is there yet. Recovery codes alone are none."""
    return needs_second_factor(user) and not second_factors(user).filter(type__in=_SECOND).exists()
