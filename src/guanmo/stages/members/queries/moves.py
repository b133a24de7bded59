"""Transfers and floating members within reach, and which of them wait too long (S1-E-3.5-a, S1-V-3.5-a)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, Max, Q, QuerySet, When

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.models import Floating, LifeEntry, Member, Transfer
from guanmo.stages.members.models.transfer import OPEN
from guanmo.stages.members.queries.members import visible_to, within_reach
from guanmo.stages.members.queries.rosters import limits
from guanmo.stages.members.rules import may_keep, own_organisations
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class FloatingTally:
    """How many members of one organisation are away, by category, and with how many nobody was in touch; no names."""

    organisation: Organisation
    categories: Counter[str]
    silent: int

    @property
    def away(self) -> int:
        return self.categories.total()


def transfers(user: User) -> QuerySet[Transfer]:
    """The transfers from or to an organisation within reach: the open ones, longest waiting first, then the others, newest first."""
    whole = Transfer.objects.select_related("member__organisation", "source", "target")
    waiting = Case(When(state__in=OPEN, then="requested_on"))
    whole = whole.order_by(waiting.asc(nulls_last=True), "-requested_on", "-pk")
    return whole.filter(within_reach(user, "source__path") | within_reach(user, "target__path"))


def overdue_transfers(user: User, today: date) -> QuerySet[Transfer]:
    """Those that are open longer than the county's limit."""
    oldest = today - timedelta(days=limits().transfer_days)
    return transfers(user).filter(state__in=OPEN, requested_on__lt=oldest)


def transfer_for(user: User, uuid: UUID) -> Transfer:
    """One transfer with its steps; NotVisible when foreign or absent."""
    found = transfers(user).prefetch_related("steps__by").filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def floatings(user: User) -> QuerySet[Floating]:
    """The members who are away from, or with, the own organisation (kept_out.md 22); ``contacted_on`` is the last contact."""
    own = own_organisations(access_of(user))
    return _away().filter(Q(member__organisation__in=own) | Q(host__in=own))


def _away() -> QuerySet[Floating]:
    whole = Floating.objects.select_related("member__organisation", "host").annotate(contacted_on=Max("contacts__on"))
    whole = whole.order_by("member__organisation__path", "pk")
    return whole.filter(ended_on__isnull=True, member__left_on__isnull=True)


def floating_tallies(user: User, today: date) -> list[FloatingTally]:
    """The counts of each organisation within reach that has members away, in tree order."""
    found: dict[int, list[Floating]] = {}
    for one in _away().filter(within_reach(user, "member__organisation__path")):
        found.setdefault(one.member.organisation_id, []).append(one)
    silent = set(_silent(_away(), today).values_list("pk", flat=True))
    return [
        FloatingTally(
            many[0].member.organisation,
            Counter(one.category for one in many),
            sum(one.pk in silent for one in many),
        )
        for many in found.values()
    ]


def floating_for(user: User, uuid: UUID) -> Floating:
    """One of them; NotVisible when foreign or absent."""
    found = floatings(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def without_contact(user: User, today: date) -> QuerySet[Floating]:
    """Floating members with whom nobody was in touch within the county's period."""
    return _silent(floatings(user), today)


def _silent(away: QuerySet[Floating], today: date) -> QuerySet[Floating]:
    oldest = today - timedelta(days=limits().contact_days)
    return away.filter(Q(contacted_on__lt=oldest) | Q(contacted_on__isnull=True, started_on__lt=oldest))


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
