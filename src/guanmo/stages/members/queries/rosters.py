"""How the rosters stand: how many members, when they were last verified, which are overdue (S1-V-3.2)."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from guanmo.stages.members.enums import Membership
from guanmo.stages.members.models import Member, MemberLimits, RosterVerification
from guanmo.stages.members.queries.members import within_reach
from guanmo.stages.organisations.enums import Form
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, in_force

KEEPS_A_ROSTER = (Form.BRANCH, Form.GENERAL_BRANCH)


@dataclass(frozen=True, slots=True)
class RosterState:
    """One organisation's roster; ``verified_on`` is None when nobody ever verified it, and that is overdue too."""

    organisation: Organisation
    full: int
    probationary: int
    verified_on: date | None
    overdue: bool

    @property
    def count(self) -> int:
        return self.full + self.probationary


def limits() -> MemberLimits:
    """The county's time limits: what it set last, else the defaults."""
    return MemberLimits.objects.order_by("pk").last() or MemberLimits()


def limits_for(user: User) -> MemberLimits:
    """The same limits, for the pages of anybody who has a post."""
    return limits() if access_of(user).grants else MemberLimits()


def roster_states(user: User, day: date) -> list[RosterState]:
    """The rosters within reach in tree order, on ``day``: of every branch, and of whoever else has members."""
    counted = roster_counts(user)
    verified = dict(
        RosterVerification.objects.filter(within_reach(user))
        .order_by()
        .values_list("organisation")
        .annotate(last=Max("on"))
    )
    oldest = day - timedelta(days=limits().roster_days)
    return [_state(one, counted, verified.get(one.pk), oldest) for one in _organisations(user, counted)]


def roster_counts(user: User) -> Counter[tuple[int, str]]:
    """How many members stand on the rosters within reach, by organisation (id) and membership."""
    rows = Member.objects.filter(within_reach(user), left_on__isnull=True).order_by()
    counted = rows.values_list("organisation", "membership").annotate(count=Count("pk"))
    return Counter({(organisation, membership): count for organisation, membership, count in counted})


def _organisations(user: User, counted: Iterable[tuple[int, str]]) -> Iterable[Organisation]:
    holding = {organisation for organisation, _membership in counted}
    branches = in_force().filter(within_reach(user, "path"))
    return branches.filter(Q(form__in=KEEPS_A_ROSTER) | Q(pk__in=holding))


def _state(one: Organisation, counted: Counter[tuple[int, str]], verified_on: date | None, oldest: date) -> RosterState:
    full, probationary = (counted[one.pk, membership] for membership in (Membership.FULL, Membership.PROBATIONARY))
    return RosterState(one, full, probationary, verified_on, verified_on is None or verified_on < oldest)
