"""Restricted cases and care for those few who may read them; others get counts (kept_out.md 18, 21)."""

from collections import Counter
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.enums import RestrictedState
from guanmo.stages.members.models import CareNeed, Member, RestrictedCase
from guanmo.stages.members.queries.members import within_reach
from guanmo.stages.members.rules import READERS, SECRETARIES
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, below


def restricted_cases(user: User) -> QuerySet[RestrictedCase]:
    """The cases that a user may read: as secretary of that very organisation, or as its superior's (S2-2.1.4-c)."""
    access = access_of(user)
    own = Q(organisation__in=access.organisation_ids(*SECRETARIES))
    towns = below((one.path for one in access.grants if one.role == Role.TOWNSHIP_SECRETARY), "organisation__path")
    county = Q(organisation__depth=2) if access.has(Role.COUNTY_LEADER) else Q(pk__in=[])
    found = RestrictedCase.objects.filter(own | towns | county)
    return found.select_related("organisation", "member__organisation").prefetch_related("steps__approved_by")


def restricted_for(user: User, uuid: UUID) -> RestrictedCase:
    """One of them; NotVisible for everybody else."""
    found = restricted_cases(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def restricted_counts(user: User) -> Counter[str]:
    """How many open cases of each kind there are within reach; no names."""
    open_ = RestrictedCase.objects.filter(within_reach(user)).exclude(state=RestrictedState.CLOSED)
    return Counter(open_.values_list("kind", flat=True))


def care_needs(user: User) -> QuerySet[CareNeed]:
    """Whom the own organisation and its township care for, and whom the user helps as a leader (S4-18d)."""
    access = access_of(user)
    near = below((one.path for one in access.grants if one.role in READERS), "member__organisation__path")
    found = CareNeed.objects.filter(near | Q(helper=user), ended_on__isnull=True)
    return found.select_related("member__organisation", "helper").prefetch_related("acts")


def care_for(user: User, uuid: UUID) -> CareNeed:
    """One of them; NotVisible for everybody else."""
    found = care_needs(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def care_count(user: User) -> int:
    """How many members within reach are cared for; no names."""
    found = CareNeed.objects.filter(within_reach(user, "member__organisation__path"), ended_on__isnull=True)
    return found.count()


def care_of(user: User, member: Member) -> QuerySet[CareNeed]:
    """What is kept of one member, for those who may read it."""
    return care_needs(user).filter(member=member)


def restricted_of(user: User, member: Member) -> QuerySet[RestrictedCase]:
    """The restricted cases of one member, for those who may read them."""
    return restricted_cases(user).filter(member=member)
