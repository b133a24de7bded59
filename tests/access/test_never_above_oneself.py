"""Thousands of random sequences of gifts: whatever people try, nobody ends up with more than somebody above could give."""

import os
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction
from django.db.models import BigIntegerField
from django.utils import timezone

from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.lib.refusal import Refused
from guanmo.stages.organisations.domain import give_role as acts
from guanmo.stages.organisations.domain.appoint import appoint
from guanmo.stages.organisations.domain.give_role import Gift, end_grant, give_role
from guanmo.stages.organisations.enums import Duty, GrantedRole
from guanmo.stages.organisations.models import Appointment, RoleGrant, RoleGrantEnd, User
from tests.county import Scene

pytestmark = pytest.mark.any_database
SEQUENCES = int(os.environ.get("GUANMO_SEQUENCES", "2000"))
ACTS = 4
THREE = {GrantedRole.SYSTEM_ADMIN, GrantedRole.SECURITY_ADMIN, GrantedRole.AUDITOR}
WORK = set(GrantedRole) - THREE


# Asked after each of the thousands of sequences.
_again = ReadyQuery(lambda: User.objects.filter(pk=Given("pk", BigIntegerField())))
_grants = ReadyQuery(lambda: RoleGrant.objects.select_related("organisation"))
_ends = ReadyQuery(RoleGrantEnd.objects.all)
_posts = ReadyQuery(Appointment.objects.all)


class Town:
    """The people and places among whom gifts are tried, and what was tried."""

    def __init__(self, county: Scene) -> None:
        self.today = timezone.localdate()
        self.posted = [county.person(one) for one in ("county_head", "county_admin", "a_secretary", "a1_secretary")]
        self.free = [User.objects.create_user(f"free{n}", name=f"样{n}") for n in range(5)]
        self.security = User.objects.create_user("security", name="样安")
        self.township_security = User.objects.create_user("security_a", name="样镇安")
        self.head = self.posted[0]
        self.places = [county[code] for code in ("C", "A", "A1", "AE", "B", "B1")]
        first = Gift(GrantedRole.SECURITY_ADMIN, county["C"], self.today, None, "任命")
        give_role(self.security, first, by=self.head)
        until = self.today + timedelta(days=30)
        second = Gift(GrantedRole.SECURITY_ADMIN, county["A"], self.today, until, "任命")
        give_role(self.township_security, second, by=self.head)
        self.everybody = [*self.posted, *self.free, self.security, self.township_security]

    def fresh(self, user: User) -> User:
        """As a new request would read the person."""
        (found,) = _again(pk=user.pk)
        return found

    def try_something(self, random: Random) -> None:
        by, user = self.fresh(random.choice(self.everybody)), random.choice(self.everybody)
        if random.random() < 0.1:
            grant = random.choice(_grants())
            end_grant(grant, reason="收回", by=by)
        elif random.random() < 0.1:
            appoint(
                organisation=random.choice(self.places),
                duty=Duty.LEADERSHIP_MEMBER,
                user=user,
                started_on=self.today,
                by=None,
            )
        else:
            first = self.today + timedelta(days=random.choice([0, 0, 0, 5]))
            last = random.choice([None, None, first + timedelta(days=3), first + timedelta(days=90)])
            gift = Gift(random.choice(list(GrantedRole)), random.choice(self.places), first, last, "需要")
            acts.give_role(user, gift, by=by)


def above_themselves(town: Town) -> set[str]:
    """What nobody may have done, read from the rows alone."""
    grants, over, posts = _grants(), {one.grant_id for one in _ends()}, _posts()
    found = {"to oneself" for one in grants if one.by_id == one.user_id}
    found |= {"more than the own" for one in grants if not _covered(town, one, grants)}
    held = [one for one in grants if one.pk not in over]
    for one in (one for one in held if one.role in THREE):
        if any(_together(one, other) for other in held if other.user_id == one.user_id and other.pk != one.pk):
            found.add("two roles of which one administers")
        own = (post for post in posts if post.user_id == one.user_id)
        if any(_meet(one.first_day, one.last_day, post.started_on, post.ended_on) for post in own):
            found.add("a post beside")
    return found


def _covered(town: Town, grant: RoleGrant, grants: list[RoleGrant]) -> bool:
    """Whether the giver could give it: the head names administrators, a security administrator the rest, inside the own."""
    if grant.by_id == town.head.pk:
        return grant.role in THREE
    own = [one for one in grants if one.user_id == grant.by_id and one.role == GrantedRole.SECURITY_ADMIN]
    inside = [one for one in own if grant.organisation.path.startswith(one.organisation.path)]
    return grant.role in WORK and any(
        one.last_day is None or (grant.last_day is not None and grant.last_day <= one.last_day) for one in inside
    )


def _together(one: RoleGrant, other: RoleGrant) -> bool:
    return _meet(one.first_day, one.last_day, other.first_day, other.last_day)


def _meet(first: date, last: date | None, start: date, end: date | None) -> bool:
    return (end is None or end >= first) and (last is None or start <= last)


def play(town: Town, seed: int) -> tuple[set[str], int]:
    """One sequence from the same beginning: what went too far, and how many gifts there were."""
    random, given = Random(seed), 0
    with transaction.atomic():
        for _act in range(ACTS):
            try:
                with transaction.atomic():
                    town.try_something(random)
                    given += 1
            except Refused:
                continue
        found = above_themselves(town)
        transaction.set_rollback(True)
    return found, given


@pytest.mark.any_database
@pytest.mark.django_db
def test_nobody_rises_above_himself(county: Scene) -> None:
    town = Town(county)
    played = [play(town, seed) for seed in range(SEQUENCES)]

    assert [found for found, _given in played if found] == []
    assert sum(given for _found, given in played) > SEQUENCES / 5


@pytest.mark.parametrize(
    ("careless", "shown"),
    [
        ("may_give", "more than the own"),
        ("check_apart", "two roles of which one administers"),
    ],
)
@pytest.mark.django_db
def test_control_a_careless_act_is_found(
    county: Scene, monkeypatch: pytest.MonkeyPatch, careless: str, shown: str
) -> None:
    town = Town(county)
    monkeypatch.setattr(acts, careless, lambda *_given: True)

    found = set().union(*(play(town, seed)[0] for seed in range(200)))

    assert shown in found
