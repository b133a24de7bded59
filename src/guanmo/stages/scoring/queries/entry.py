"""Who may come in today. Asked at every request, so that nothing outlives the reason for it (security.md F2)."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from guanmo.stages.members.models import Member
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import appointments, grants_in_force
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.rules import LINK_GRACE


def who_may_come_in() -> QuerySet[User]:
    """Accounts in use whose person holds a post or was given a role, takes part in a round that still takes sheets, or has an own page."""
    own = OuterRef("pk")
    held = appointments().filter(user=own)
    given = grants_in_force().filter(user=own)
    taking_part = Participant.objects.filter(user=own, round__deadline__gte=timezone.localdate() - LINK_GRACE)
    member = Member.objects.filter(account=own, left_on__isnull=True)
    return User.objects.filter(Exists(held) | Exists(given) | Exists(taking_part) | Exists(member), is_active=True)


def may_come_in(user: User) -> bool:
    """Whether this user is among them."""
    return who_may_come_in().filter(pk=user.pk).exists()
