"""Grids within reach, and villages and communities without one (S4-25b, S4-25c, S4-25g)."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import VILLAGE_LEVEL
from guanmo.stages.organisations.models import Grid, GridMember, Organisation, User
from guanmo.stages.organisations.queries.tree import below, in_force, visible_to, within_reach


def grids(user: User, day: date) -> QuerySet[Grid]:
    """The grids that stand on ``day``, with the party organisations that work there."""
    stands = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    rows = Grid.objects.filter(within_reach(user, "organisation__path"), stands, started_on__lte=day)
    return rows.select_related("organisation").prefetch_related(Prefetch("members", _present(day)))


def _present(day: date) -> QuerySet[GridMember]:
    stays = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return GridMember.objects.filter(stays, started_on__lte=day).select_related("organisation")


def grid_for(user: User, uuid: UUID) -> Grid:
    """One grid with all who ever worked there; NotVisible when foreign or absent."""
    rows = Grid.objects.filter(within_reach(user, "organisation__path")).select_related("organisation")
    found = rows.prefetch_related("members__organisation").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def grids_missing(user: User, day: date) -> tuple[list[Organisation], int]:
    """Villages and communities within reach without a grid, and how many there are altogether."""
    there = list(in_force(day).filter(within_reach(user), kind__in=list(VILLAGE_LEVEL)))
    having = {one.organisation_id for one in grids(user, day)}
    return [one for one in there if one.pk not in having], len(there)


def may_join_grid(user: User, place: Organisation) -> QuerySet[Organisation]:
    """The party organisations that may work in a grid of this place: its own, those below it, those of its township."""
    near = below([place.township_path])
    return in_force().filter(near, pk__in=visible_to(user).values("pk")).exclude(path=place.township_path)
