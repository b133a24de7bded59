"""Transfers and floating members within reach, and which of them wait too long (S1-E-3.5-a, S1-V-3.5-a)."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.models import Floating, LifeEntry, Member, Transfer
from guanmo.stages.members.queries.members import visible_to, within_reach
from guanmo.stages.members.queries.rosters import limits
from guanmo.stages.members.rules import may_keep
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


def transfers(user: User) -> QuerySet[Transfer]:
    """The transfers from or to an organisation within reach, newest first."""
    whole = Transfer.objects.select_related("member__organisation", "source", "target")
    if access_of(user).is_county:
        return whole
    return whole.filter(within_reach(user, "source__path") | within_reach(user, "target__path"))


def transfer_for(user: User, uuid: UUID) -> Transfer:
    """One transfer with its steps; NotVisible when foreign or absent."""
    found = transfers(user).prefetch_related("steps__by").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def floatings(user: User) -> QuerySet[Floating]:
    """The members who are away from, or with, an organisation within reach; ``contacted_on`` is the last contact."""
    whole = Floating.objects.select_related("member__organisation", "host").annotate(contacted_on=Max("contacts__on"))
    away = whole.filter(ended_on__isnull=True, member__left_on__isnull=True)
    if access_of(user).is_county:
        return away
    return away.filter(within_reach(user, "member__organisation__path") | within_reach(user, "host__path"))


def floating_for(user: User, uuid: UUID) -> Floating:
    """One of them; NotVisible when foreign or absent."""
    found = floatings(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def without_contact(user: User, today: date) -> QuerySet[Floating]:
    """Floating members with whom nobody was in touch within the county's period."""
    oldest = today - timedelta(days=limits().contact_days)
    return floatings(user).filter(Q(contacted_on__lt=oldest) | Q(contacted_on__isnull=True, started_on__lt=oldest))


def recording_units(user: User, member: Member) -> list[Organisation]:
    """In whose name the user may record a member's education and meetings: the host branch, the home branch."""
    here = Floating.objects.filter(member=member, ended_on__isnull=True, host__isnull=False).select_related("host")
    units = [one.host for one in here if one.host] + [member.organisation]
    own = access_of(user).organisation_ids()
    found = [one for one in units if may_keep(access_of(user), one.path)]
    return sorted(found, key=lambda one: one.pk not in own)


def life_of(user: User, member: Member) -> QuerySet[LifeEntry]:
    """What both branches recorded about a member whom the user may see, newest first."""
    found = LifeEntry.objects.filter(member__in=visible_to(user).filter(pk=member.pk))
    return found.select_related("organisation", "by")
