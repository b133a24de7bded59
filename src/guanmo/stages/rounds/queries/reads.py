"""Which rounds and visits a user may see, and which notes a user may read."""

from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below, within_reach
from guanmo.stages.organisations.rules import COUNTY_ROLES
from guanmo.stages.rounds.enums import PUBLISHED, Tier
from guanmo.stages.rounds.models import Participant, Round, RoundTransition, Visit

_TOWNSHIP_ROLES = frozenset({Role.TOWNSHIP_SECRETARY, Role.TOWNSHIP_OFFICER, Role.LEADERSHIP_MEMBER})


def visible_to(user: User) -> QuerySet[Round]:
    """Rounds of the own township, rounds the user takes part in, and published rounds that visited what is in reach.

    The county sees all of its own. A published county round is open to every township (S0-3.3-j).
    """
    access = access_of(user)
    if access.is_county:
        return Round.objects.filter(below(access.counties, "organiser__path"))
    of_township = below((g.path for g in access.grants if g.role in _TOWNSHIP_ROLES), "organiser__path")
    taking_part = Q(pk__in=Participant.objects.filter(user=user).values("round"))
    own = Visit.objects.filter(within_reach(user, "organisation__path")).values("round")
    here = below({g.county for g in access.grants}, "organiser__path")
    published = Q(state__in=PUBLISHED) & (Q(pk__in=own) | (Q(tier=Tier.COUNTY_DEMONSTRATION) & here))
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


def visit_record_for(user: User, uuid: UUID) -> Visit:
    """One visit with its notes: for those who work on the round and, once it is published, the visited organisation."""
    visit = visit_for(user, uuid)
    if visit.round.tier == Tier.CROSS and not _reads_cross(user, visit):
        raise NotVisible
    if not reads_notes(user, visit.round) and not access_of(user).covers(visit.organisation.path):
        raise NotVisible
    return visit


def _reads_cross(user: User, visit: Visit) -> bool:
    """In a cross round the team that was sent there reads the notes, and everybody concerned once it is published."""
    return (
        visit.round.is_published
        or access_of(user).covers(visit.organisation.path, *COUNTY_ROLES)
        or observes(user, visit)
    )


def visits_of(user: User, round: Round) -> QuerySet[Visit]:
    """The visits of one round with their parts; who only sees the published result gets the visits in reach."""
    visits = visits_visible_to(user).filter(round=round)
    if not reads_notes(user, round):
        visits = visits.filter(within_reach(user, "organisation__path"))
    return visits.prefetch_related("parts")


def takes_part(user: User) -> bool:
    """Whether the user stands on the list of participants of any round."""
    return Participant.objects.filter(user=user).exists()


def is_participant(user: User, round: Round) -> bool:
    """Whether the user stands on the round's list of participants."""
    return round.participants.filter(user=user).exists()


def observes(user: User, visit: Visit) -> bool:
    """Whether the user takes part in the round and this visit is not that of another supervision team (S0-3.2-d)."""
    found = visit.round.participants.filter(user=user).select_related("team__target").first()
    return found is not None and not found.is_sent_elsewhere(visit.organisation)


def reads_notes(user: User, round: Round) -> bool:
    """Whether the user works on the round: the county, the organising township, and whoever takes part.

    Everybody else who sees a published round reads only what concerns the own organisation.
    """
    access = access_of(user)
    of_township = round.tier == Tier.INTERNAL and access.covers(round.organiser.path, *_TOWNSHIP_ROLES)
    county = access.covers(round.organiser.path, *COUNTY_ROLES)
    return county or of_township or is_participant(user, round)


def transitions_of(user: User, round: Round) -> QuerySet[RoundTransition]:
    """The steps that a round has taken, oldest first."""
    return RoundTransition.objects.filter(round=round, round__in=visible_to(user)).select_related("by")
