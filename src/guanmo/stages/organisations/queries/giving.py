"""The grants as those see them who give, end and look after them."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import GRANTED_ON, GrantedRole, Kind
from guanmo.stages.organisations.models import Organisation, RoleGrant, User
from guanmo.stages.organisations.queries.grants import grants_in_force
from guanmo.stages.organisations.queries.standing import access_of, posts_of
from guanmo.stages.organisations.queries.tree import below, in_force
from guanmo.stages.organisations.rules import givable, giver_path, may_give


def grants_listed(user: User) -> QuerySet[RoleGrant]:
    """All grants for the county, those of the own area for a security administrator, the newest first; nothing for others."""
    whole = RoleGrant.objects.select_related("user", "organisation", "by", "end__by")
    access = access_of(user)
    if access.is_county:
        return whole.filter(below(access.counties, "organisation__path"))
    path = giver_path(access)
    return whole.none() if path is None else whole.filter(below([path], "organisation__path"))


def sees_all_grants(user: User) -> bool:
    """Whether those are the whole county's: its leaders and officers, and the security administrator of the county."""
    access = access_of(user)
    return access.is_county or in_force().filter(kind=Kind.COUNTY, path=giver_path(access)).exists()


def may_receive_from(giver: User, user: User) -> bool:
    """Whether this account is one to which ``giver`` gives: below the county only who has a post or grant in the own area.

    A grant that begins later counts, one that is over does not.
    """
    path = giver_path(access_of(giver))
    if not path or sees_all_grants(giver):
        return True
    not_over = Q(last_day__isnull=True) | Q(last_day__gte=timezone.localdate())
    held = RoleGrant.objects.not_ended().filter(not_over, below([path], "organisation__path"), user=user)
    return held.exists() or posts_of(user).filter(below([path], "post__organisation__path")).exists()


def grants_holding(user: User) -> QuerySet[RoleGrant]:
    """Those of them that are in force today."""
    return grants_listed(user).filter(pk__in=grants_in_force().values("pk"))


def grant_for(user: User, uuid: UUID) -> RoleGrant:
    """One of them; NotVisible (404) when foreign or absent."""
    found = grants_listed(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def may_end(user: User, grant: RoleGrant) -> bool:
    """Whether the user ends this grant: it holds or will, is not the own, and could be given by the user today."""
    ended, own = hasattr(grant, "end"), grant.user_id == user.pk
    role, path = GrantedRole(grant.role), grant.organisation.path
    return not ended and not own and may_give(access_of(user), role, path, timezone.localdate())


def grantable_organisations(user: User) -> Sequence[Organisation]:
    """On which organisations in force the user may give some role, in tree order."""
    access = access_of(user)
    path, kinds = giver_path(access), {kind for role in givable(access) for kind in GRANTED_ON[role]}
    return [] if path is None else list(in_force().filter(below([path]), kind__in=kinds))
