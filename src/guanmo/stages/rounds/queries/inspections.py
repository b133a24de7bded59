"""Which inspections a user may see, and what may be inspected."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import OBSERVED, Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, in_force, subordinates, within_reach
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rounds.enums import InspectionType
from guanmo.stages.rounds.models import InspectedOrganisation, Inspection
from guanmo.stages.rounds.queries.lists import county_itself, organisers_for

COMING = Q(inspection__type=InspectionType.UNANNOUNCED, inspection__start__isnull=True)
"""Whom an unannounced inspection is to visit that has not begun on site: neither they nor a list may tell (S4-32d)."""


def inspections_visible_to(user: User) -> QuerySet[Inspection]:
    """The county sees all, a township its own and those that visit what is in reach, an organisation those that visit it.

    An unannounced one is seen by nobody but its organiser and the county before it has begun on site (S4-32d); whoever
    holds a post in an organisation that it is to visit does not see it either, though sent by the organiser.
    """
    access = access_of(user)
    whole = Inspection.objects.select_related("organiser", "draw_list", "draw_list__draw", "start", "by")
    found: QuerySet[Inspection] = whole.annotate(count=Count("organisations"))
    if access.is_county:
        return found.filter(below(access.counties, "organiser__path"))
    sends = {*TOWNSHIP_STAFF, Role.INSPECTION_OFFICER}
    own = below((g.path for g in access.grants if g.role in sends), "organiser__path")
    visited = InspectedOrganisation.objects.filter(~COMING, within_reach(user, "organisation__path")).values(
        "inspection"
    )
    against_own = InspectedOrganisation.objects.filter(COMING, organisation__in=access.organisation_ids())
    return found.filter(own | Q(pk__in=visited)).exclude(pk__in=against_own.values("inspection"))


def inspection_for(user: User, uuid: UUID) -> Inspection:
    """One inspection as the user may see it; NotVisible when foreign or absent."""
    found = inspections_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def inspected_by(user: User, inspection: Inspection) -> QuerySet[InspectedOrganisation]:
    """Whom the inspection visits, as far as the user may see the inspection."""
    seen = InspectedOrganisation.objects.filter(inspection__in=inspections_visible_to(user).values("pk"))
    return seen.filter(inspection=inspection).select_related("organisation")


def inspecting_units(user: User) -> list[Organisation]:
    """For whom the user may record an inspection: the own townships, and for the county's officers the county first."""
    access = access_of(user)
    county = found if (found := county_itself()) and access.covers(found.path, Role.COUNTY_ADMIN) else None
    sent = in_force().filter(pk__in=access.organisation_ids(Role.INSPECTION_OFFICER))
    return [*([county] if county else []), *organisers_for(user), *sent]


def inspectable_by(user: User, organiser: Organisation) -> Sequence[Organisation]:
    """What the organiser may inspect, as far as it is in the user's reach."""
    return list(subordinates(organiser, OBSERVED).filter(within_reach(user)))
