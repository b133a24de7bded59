"""Who may come in today. Asked at every request, so that nothing outlives the reason for it (security.md F2)."""

from django.db.models import BigIntegerField, DateField
from django.utils import timezone

from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import standing_of
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.rules import LINK_GRACE

_account = ReadyQuery(lambda: User.objects.filter(pk=Given("pk", BigIntegerField())))
_taking_part = ReadyQuery(
    lambda: (
        Participant.objects.filter(
            user_id=Given("user", BigIntegerField()), round__deadline__gte=Given("last", DateField())
        )
        .only("pk")
        .order_by()[:1]
    )
)


def account_to_come_in(pk: int) -> User | None:
    """The account of this id, None when it may not come in. Posts and grants stay with it for the rest of the request."""
    return next((one for one in _account(pk=pk) if may_come_in(one)), None)


def may_come_in(user: User) -> bool:
    """An account in use whose person holds a post or was given a role, takes part in a round that still takes sheets, or has an own page."""
    return user.is_active and (bool(standing_of(user)) or _takes_part(user) or _has_own_page(user))


def _takes_part(user: User) -> bool:
    last = timezone.localdate() - LINK_GRACE
    return bool(_taking_part(user=user.pk, last=last))


def _has_own_page(user: User) -> bool:
    return Member.objects.filter(account=user, left_on__isnull=True).exists()
