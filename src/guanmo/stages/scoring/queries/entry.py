"""Who may come in today. Asked at every request, so that nothing outlives the reason for it (security.md F2)."""

from typing import Any

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, QuerySet
from django.utils import timezone

from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import standing_of
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.rules import LINK_GRACE


def _asked_account() -> QuerySet[Any]:
    rounds = Participant.objects.filter(user=OuterRef("pk"), round__deadline__gte=Given("last", DateField()))
    pages = Member.objects.filter(account=OuterRef("pk"), left_on__isnull=True)
    known = User.objects.filter(pk=Given("pk", BigIntegerField()), is_active=True)
    return known.annotate(takes_part=Exists(rounds), has_own_page=Exists(pages))


_account = ReadyQuery(_asked_account)


def account_to_come_in(pk: int) -> User | None:
    """The account of this id; None unless it is in use and its person holds a post or was given a role, takes part in a

    round that still takes sheets, or has an own page. Posts and grants stay with it for the rest of the request.
    """
    for found in _account(pk=pk, last=timezone.localdate() - LINK_GRACE):
        if found.takes_part or found.has_own_page or standing_of(found):
            return found  # type: ignore[no-any-return]
    return None


def may_come_in(user: User) -> bool:
    """Whether this account may."""
    return account_to_come_in(user.pk) is not None
