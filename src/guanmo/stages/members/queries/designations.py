"""Who is what for which organisation, and which organisations lack somebody (S1-V-1.9-a, S1-V-2.7-b, S3-3.2-d, S3-4.1.3-a)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.enums import DesignationFunction
from guanmo.stages.members.models import Designation, ReserveCadre
from guanmo.stages.members.queries.members import within_reach
from guanmo.stages.members.rules import own_organisations
from guanmo.stages.organisations.enums import OBSERVED, TOWNSHIP_LEVEL, TWO_NEW, VILLAGE_LEVEL, Duty, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, appointments, in_force, secretaries

WANTED: dict[DesignationFunction, frozenset[Kind]] = {
    DesignationFunction.INFORMATION_OFFICER: OBSERVED,
    DesignationFunction.GUIDE: TWO_NEW,
    DesignationFunction.CONTACT_LEADER: TWO_NEW,
    DesignationFunction.PARTY_STAFF: TWO_NEW,
    DesignationFunction.TRAINING_RESPONSIBLE: TOWNSHIP_LEVEL | VILLAGE_LEVEL | {Kind.COUNTY},
}
"""Which kinds of organisations must have somebody."""
RESERVES = range(3, 8)
"""Three to seven reserve cadres in each village or community (S1-V-1.4)."""
YOUNG = 35
"""The sources say "young" without a number; reserve cadres up to this age are counted."""


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who answers for an organisation: as named, else by default (S2-4-b, S2-4-c). Empty where there is nobody."""

    first: str
    directly: str


@dataclass(frozen=True, slots=True)
class ReserveTally:
    """How many reserve cadres one organisation has, how many of them had no measure taken, and how many are young."""

    count: int
    idle: int
    young: int


@dataclass(frozen=True, slots=True)
class Gap:
    """One function, and the organisations within reach that have nobody in it."""

    function: DesignationFunction
    organisations: tuple[Organisation, ...]


def designations(user: User, day: date) -> QuerySet[Designation]:
    """Who is named today for organisations within reach, with the number of visits (``visited``)."""
    now = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    found = Designation.objects.filter(within_reach(user), now, started_on__lte=day).select_related("organisation")
    return found.annotate(visited=Count("visits")).order_by("organisation__path", "function", "started_on", "pk")


def designation_for(user: User, uuid: UUID) -> Designation:
    """One with its visits, also a past one; NotVisible when foreign or absent."""
    rows = Designation.objects.filter(within_reach(user)).select_related("organisation")
    found = rows.prefetch_related("visits__by").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def gaps(user: User, day: date) -> list[Gap]:
    """Where somebody is missing; a post of information officer counts as named (S1-V-1.9-a)."""
    held = {(one.function, one.organisation_id) for one in designations(user, day)}
    officers = (
        appointments(day).filter(post__duty=Duty.INFORMATION_OFFICER).values_list("post__organisation", flat=True)
    )
    held |= {(DesignationFunction.INFORMATION_OFFICER, one) for one in officers}
    reach = list(in_force(day).filter(within_reach(user, "path")))
    return [Gap(function, _without(function, reach, held)) for function in WANTED]


def _without(
    function: DesignationFunction, reach: Iterable[Organisation], held: set[tuple[str, int]]
) -> tuple[Organisation, ...]:
    return tuple(one for one in reach if one.kind in WANTED[function] and (function, one.pk) not in held)


def responsible_for(user: User, organisations: Iterable[Organisation], day: date) -> dict[int, Responsible]:
    """By organisation: the first responsible, by default the secretary, and the directly responsible.

    By default that is the leader in charge of party building where one is named, and the secretary in villages and two-new
    organisations (S0-4.1-a).
    """
    named = {(one.organisation_id, one.function): one.name for one in designations(user, day)}
    secretary = secretaries(user)
    return {one.pk: _responsible(one, named, secretary.get(one.pk, "")) for one in organisations}


def _responsible(one: Organisation, named: dict[tuple[int, str], str], secretary: str) -> Responsible:
    first = named.get((one.pk, DesignationFunction.FIRST_RESPONSIBLE), secretary)
    usual = secretary if one.kind in OBSERVED else named.get((one.pk, DesignationFunction.LEADER_IN_CHARGE), "")
    return Responsible(first, named.get((one.pk, DesignationFunction.DIRECTLY_RESPONSIBLE), usual))


def reserve_cadres(user: User) -> QuerySet[ReserveCadre]:
    """The reserve cadres of the own organisation (kept_out.md 29) with the number of their measures (``measured``)."""
    own = own_organisations(access_of(user))
    found = ReserveCadre.objects.filter(organisation__in=own, left_on__isnull=True).select_related("organisation")
    return found.annotate(measured=Count("measures")).order_by("organisation__path", "entered_on", "pk")


def reserve_tallies(user: User) -> dict[int, ReserveTally]:
    """By organisation (id) within reach: how many reserve cadres it has; no names."""
    held = ReserveCadre.objects.filter(within_reach(user), left_on__isnull=True).order_by()
    idle = Count("pk", distinct=True, filter=Q(measures__isnull=True))
    born = timezone.localdate().year - YOUNG
    young = Count("pk", distinct=True, filter=Q(birth_year__gte=born))
    counted = held.values_list("organisation").annotate(count=Count("pk", distinct=True), idle=idle, young=young)
    return {organisation: ReserveTally(*counts) for organisation, *counts in counted}


def reserve_for(user: User, uuid: UUID) -> ReserveCadre:
    """One with the measures; NotVisible when foreign or absent."""
    found = reserve_cadres(user).prefetch_related("measures__by").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found
