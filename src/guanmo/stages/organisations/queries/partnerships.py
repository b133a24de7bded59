"""Partnerships within reach: of an organisation itself, and those in which it is a partner."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.models import Organisation, Partnership, PartnershipSide, User
from guanmo.stages.organisations.queries.tree import visible_to, within_reach


def partnerships(user: User, day: date) -> QuerySet[Partnership]:
    """Those that stand on ``day``, with their sides and rules."""
    stands = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return _seen(user).filter(stands, started_on__lte=day)


def _seen(user: User) -> QuerySet[Partnership]:
    sides = PartnershipSide.objects.filter(within_reach(user, "organisation__path")).values("partnership")
    rows = Partnership.objects.filter(within_reach(user, "organisation__path") | Q(pk__in=sides))
    return rows.select_related("organisation").prefetch_related("sides__organisation", "rules")


def partnership_for(user: User, uuid: UUID) -> Partnership:
    """One, also a past one; NotVisible when foreign or absent."""
    found = _seen(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def partnership_side_for(user: User, uuid: UUID, number: int) -> PartnershipSide:
    """One partner of one of them, by its number in the order of joining (from 1)."""
    sides = list(partnership_for(user, uuid).sides.all())
    if not 1 <= number <= len(sides):
        raise NotVisible
    return sides[number - 1]


def partnerships_of(user: User, organisation: Organisation, day: date) -> QuerySet[Partnership]:
    """Those of one organisation that the user may see."""
    shown = visible_to(user).filter(pk=organisation.pk)
    return partnerships(user, day).filter(Q(organisation__in=shown) | Q(sides__organisation__in=shown)).distinct()
