"""Reads of stage rounds. Every read for a person goes through ``visible_to``."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from guanmo.lib.period import Quarter
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, below, townships
from guanmo.stages.rounds.enums import PUBLISHED, RoundState, Tier
from guanmo.stages.rounds.models import Participant, Round, Visit

_TOWNSHIP_ROLES = frozenset({Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER, Role.LEADERSHIP_MEMBER})


def visible_to(user: User) -> QuerySet[Round]:
    """Rounds of the own township, rounds the user takes part in, and published rounds that visited the own organisation.

    The county sees all. A published county round is open to every township (S0-3.3-j).
    """
    access = access_of(user)
    if access.is_county:
        return Round.objects.all()
    of_township = below((g.path for g in access.grants if g.role in _TOWNSHIP_ROLES), "organiser__path")
    taking_part = Q(pk__in=Participant.objects.filter(user=user).values("round"))
    own = Visit.objects.filter(organisation__in=access.organisation_ids()).values("round")
    published = Q(state__in=PUBLISHED) & (Q(pk__in=own) | Q(tier=Tier.COUNTY_DEMONSTRATION))
    return Round.objects.filter(of_township | taking_part | published)


def round_for(user: User, uuid: UUID) -> Round:
    """One round as the user may see it; NotVisible when foreign or absent."""
    found = visible_to(user).select_related("organiser", "leader", "cycle").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def visits_visible_to(user: User) -> QuerySet[Visit]:
    """The visits of the rounds that the user may see."""
    return Visit.objects.filter(round__in=visible_to(user)).select_related("organisation", "sheet", "round__organiser")


def visit_for(user: User, uuid: UUID) -> Visit:
    """One visit as the user may see it; NotVisible when foreign or absent."""
    found = visits_visible_to(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def overdue_townships(quarter: Quarter) -> QuerySet[Organisation]:
    """Townships without an internal round in a quarter that is over (S0-3.1-b); none while the quarter runs."""
    if timezone.localdate() <= quarter.last_day:
        return Organisation.objects.none()
    begun = Round.objects.filter(tier=Tier.INTERNAL, period=str(quarter)).exclude(state=RoundState.DRAFT)
    return townships().exclude(pk__in=begun.values("organiser"))


def townships_before_tier(year: int, tier: Tier) -> QuerySet[Organisation]:
    """Townships whose first internal round of the year is not yet filed: they hold up the cross tier (S0-2-b, D43)."""
    filed = Round.objects.filter(cycle__year=year, tier=Tier.INTERNAL, state__in=PUBLISHED)
    return townships().exclude(pk__in=filed.values("organiser"))
