"""What a user is today: the posts held and the roles given. Every request asks it, so both come in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateField, Q, QuerySet, Value
from django.utils import timezone

from guanmo.lib.planned_once import cursor_of
from guanmo.stages.organisations.enums import ADMINISTRATORS, Duty, GrantedRole, Kind, Role
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.organisations.queries.grants import grants_in_force
from guanmo.stages.organisations.rules import Access, Administration, Grant, role_of

_NOBODY = -1
"""Stands for the user's id in the statement."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A post (its ``duty``) or a given ``role``, and on which organisation; the other of the two is empty.

    ``last_day`` is that of a given role, None while it is open.
    """

    pk: int
    last_day: date | None
    role: str
    duty: str
    organisation: int
    name: str
    kind: Kind
    path: str

    @property
    def duty_label(self) -> str:
        """The name of the post."""
        return str(Duty(self.duty).label)


def standing_of(user: User) -> Sequence[Standing]:
    """Everything of today, given roles first, each in the order in which it came; read once for each user object."""
    cached: Sequence[Standing] | None = getattr(user, "_standing", None)
    if cached is None:
        cached = _read(user)
        user._standing = cached  # type: ignore[attr-defined]
    return cached


def own_posts(user: User) -> Sequence[Standing]:
    """The user's own posts of today, the oldest first."""
    return [one for one in standing_of(user) if one.duty]


def access_of(user: User) -> Access:
    """What the user's posts and grants of today allow; made once for each user object (that is, once a request)."""
    cached: Access | None = getattr(user, "_access", None)
    if cached is None:
        cached = _access(standing_of(user))
        user._access = cached  # type: ignore[attr-defined]
    return cached


def appointments(day: date | None = None) -> QuerySet[Appointment]:
    """Appointments in force on ``day`` (today when None) with their posts, organisations and holders.

    With its organisation a post ends too, whether or not somebody entered the day.
    """
    day = day or timezone.localdate()
    held = Appointment.objects.on(day).exclude(post__organisation__dissolved_on__lte=day)
    return held.select_related("post__organisation", "user")


def units_of_all(people: Iterable[int]) -> set[tuple[int, int]]:
    """For many people (their ids) each organisation in which one holds a post or a role today: (person, organisation)."""
    ids = list(people)
    given = grants_in_force().filter(user__in=ids, user__is_active=True).values_list("user", "organisation")
    held = appointments().filter(user__in=ids, user__is_active=True).values_list("user", "post__organisation")
    return {*given, *held}


def posts_of(user: User) -> QuerySet[Appointment]:
    """The user's own posts of today."""
    return appointments().filter(user=user)


def _access(standing: Sequence[Standing]) -> Access:
    administers = next((one for one in standing if one.role in ADMINISTRATORS), None)
    if administers is not None:  # beside it nothing counts, whatever was entered by hand
        return Access((), Administration(GrantedRole(administers.role), administers.path, administers.last_day))
    return Access(tuple(grant for grant in map(_grant, standing) if grant is not None))


def _grant(one: Standing) -> Grant | None:
    duty = Duty(one.duty) if one.duty else None
    role = role_of(one.kind, duty) if duty else Role(one.role)
    return Grant(role, one.organisation, one.path, one.kind, duty) if role else None


def _read(user: User) -> Sequence[Standing]:
    if not user.is_active or user.pk is None:
        return ()
    statement, values = _statement(timezone.localdate(), connection.vendor)
    with cursor_of(connection) as cursor:
        cursor.execute(statement, [user.pk if one == _NOBODY else one for one in values])
        return sorted((_standing(*row) for row in cursor.fetchall()), key=lambda one: (one.duty != "", one.pk))


def _standing(
    pk: int, last_day: Any, role: str, duty: str, organisation: int, name: str, kind: str, path: str
) -> Standing:
    day = date.fromisoformat(last_day) if isinstance(last_day, str) else last_day  # SQLite keeps days as texts
    return Standing(pk, day, role, duty, organisation, name, Kind(kind), path)


@lru_cache(maxsize=4)
def _statement(day: date, _vendor: str) -> tuple[str, tuple[Any, ...]]:
    """The statement of a day and its values: putting it together takes Django ten times as long as the database's answer."""
    whose, open_end, nothing = Q(user=_NOBODY), Value(None, DateField()), Value("")
    place = ("id", "short_name", "kind", "path")
    roles = grants_in_force(day).filter(whose).order_by()
    posts = appointments(day).filter(whose).order_by()
    given = roles.values_list("pk", "last_day", "role", nothing, *(f"organisation__{one}" for one in place))
    held = posts.values_list("pk", open_end, nothing, "post__duty", *(f"post__organisation__{one}" for one in place))
    statement, values = given.union(held, all=True).query.sql_with_params()
    assert values.count(_NOBODY) == 2
    return statement, values
