"""The tree, the posts in it, and who sees and keeps which part of it."""

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from guanmo.lib.ready_query import ReadyQuery
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Duty, Kind
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries.standing import access_of, appointments
from guanmo.stages.organisations.rules import (
    ORGANISATION_STAFF,
    SUPERIORS,
)


def below(paths: Iterable[str], field: str = "path") -> Q:
    """Everything at or below these tree paths, as a range that an index can serve (ecosystem.md 5, treebeard)."""
    ranges = [Q(**{f"{field}__gte": path, f"{field}__lte": path + "ZZZZ"}) for path in paths]
    return reduce(or_, ranges, Q(pk__in=[]))


def within_reach(user: User, field: str = "path") -> Q:
    """The filter by which a user's posts reach organisations: own organisation and everything below it, for the county all of it."""
    return below(access_of(user).reach, field)


def visible_to(user: User) -> QuerySet[Organisation]:
    """The organisations that a user may see."""
    found: QuerySet[Organisation] = Organisation.objects.filter(within_reach(user))
    return found


def organisation_for(user: User, uuid: UUID) -> Organisation:
    """One organisation as the user may see it; NotVisible (404) when foreign or absent."""
    found = visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def county_name() -> str:
    """The name of the county in the head of every page; empty before the tree is imported."""
    return next((one.short_name for one in _county()), "")


_county = ReadyQuery(lambda: Organisation.objects.filter(kind=Kind.COUNTY).only("short_name")[:1])


def organisation_department() -> Organisation | None:
    """The organisation department of the county; None before the tree is imported."""
    return in_force().filter(kind=Kind.ORGANISATION_DEPARTMENT).first()


def townships() -> QuerySet[Organisation]:
    """All township-level organisations in force, in tree order."""
    return in_force().filter(kind__in=[Kind.TOWN, Kind.TOWNSHIP, Kind.STREET])


def in_force(day: date | None = None) -> QuerySet[Organisation]:
    """Organisations not dissolved on ``day`` (today when None)."""
    day = day or timezone.localdate()
    found: QuerySet[Organisation] = Organisation.objects.filter(Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day))
    return found


def subordinates(organisation: Organisation, kinds: Iterable[Kind]) -> QuerySet[Organisation]:
    """Organisations in force of these kinds below ``organisation``, in tree order."""
    return in_force().filter(below([organisation.path]), kind__in=list(kinds)).exclude(pk=organisation.pk)


def holds(user: User, organisation: Organisation, duties: Iterable[Duty]) -> bool:
    """Whether the user holds one of these duties in exactly this organisation today."""
    return appointments().filter(user=user, post__organisation=organisation, post__duty__in=list(duties)).exists()


def listing(user: User, kind: str = "", text: str = "") -> QuerySet[Organisation]:
    """The organisations in force that the user may see, in tree order, of one kind and with this in name or code."""
    found = visible_to(user).filter(pk__in=in_force().values("pk"))
    if kind:
        found = found.filter(kind=kind)
    for word in text.split():
        found = found.filter(Q(name__icontains=word) | Q(short_name__icontains=word) | Q(code__icontains=word))
    return found


def secretaries(user: User) -> dict[int, str]:
    """The names of today's secretaries by organisation, of all organisations that the user may see."""
    held = appointments().filter(within_reach(user, "post__organisation__path"), post__duty=Duty.SECRETARY)
    return {one.post.organisation_id: one.user.name for one in held}


def secretary_uuids(organisations: Iterable[Organisation]) -> dict[int, str]:
    """The uuids of today's secretaries of these organisations, by organisation."""
    held = appointments().filter(post__organisation__in=list(organisations), post__duty=Duty.SECRETARY)
    return {one.post.organisation_id: str(one.user.uuid) for one in held}


def township_names(user: User) -> dict[str, str]:
    """The short name of each township in the user's reach, by its tree path."""
    return dict(townships().filter(within_reach(user)).values_list("path", "short_name"))


def superiors(organisation: Organisation) -> list[Organisation]:
    """The chain above an organisation, from the county down."""
    steps = range(organisation.steplen, len(organisation.path), organisation.steplen)
    return list(Organisation.objects.filter(path__in=[organisation.path[:step] for step in steps]))


def children(user: User, organisation: Organisation) -> QuerySet[Organisation]:
    """What stands directly below an organisation and is in force, as far as the user may see it."""
    return listing(user).filter(below([organisation.path]), depth=organisation.depth + 1)


def holders(user: User, organisation: Organisation) -> QuerySet[Appointment]:
    """Everybody who holds or held a post in an organisation that the user may see; those in office first."""
    found = Appointment.objects.filter(post__organisation__in=visible_to(user).filter(pk=organisation.pk))
    return found.select_related("post", "user").order_by(F("ended_on").desc(nulls_first=True), "started_on", "pk")


def holder_for(user: User, organisation: Organisation, uuid: UUID) -> User:
    """A person who holds a post in this organisation today; NotVisible (404) when there is none."""
    held = posts_in(user, organisation).filter(user__uuid=uuid).first()
    if held is None:
        raise NotVisible
    return held.user


def posts_in(user: User, organisation: Organisation) -> QuerySet[Appointment]:
    """The appointments of today in an organisation that the user may see."""
    return appointments().filter(post__organisation__in=visible_to(user).filter(pk=organisation.pk))


def keepable(user: User) -> QuerySet[Organisation]:
    """The organisations in force for which the user may enter units, grids and partnerships, in tree order."""
    access = access_of(user)
    if access.is_county_admin:
        return in_force().filter(below(access.counties))
    roles = ORGANISATION_STAFF | SUPERIORS
    return in_force().filter(below(grant.path for grant in access.grants if grant.role in roles))


def organisation_to_keep(user: User, uuid: UUID) -> Organisation:
    """One of them; NotVisible when it is foreign or absent."""
    found = keepable(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
