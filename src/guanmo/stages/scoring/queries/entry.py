"""Who may come in today. Asked at every request, so that nothing outlives the reason for it (security.md F2)."""

from django.utils import timezone

from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import standing_of
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.rules import LINK_GRACE


def account_to_come_in(pk: int) -> User | None:
    """The account of this id, None when it may not come in. Posts and grants stay with it for the rest of the request."""
    found = User.objects.filter(pk=pk).first()
    return found if found and may_come_in(found) else None


def may_come_in(user: User) -> bool:
    """An account in use whose person holds a post or was given a role, takes part in a round that still takes sheets, or has an own page."""
    return user.is_active and (bool(standing_of(user)) or _takes_part(user) or _has_own_page(user))


def _takes_part(user: User) -> bool:
    last = timezone.localdate() - LINK_GRACE
    return Participant.objects.filter(user=user, round__deadline__gte=last).exists()


def _has_own_page(user: User) -> bool:
    return Member.objects.filter(account=user, left_on__isnull=True).exists()
