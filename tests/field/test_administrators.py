"""The three administrators do not score, whatever round the account still stands in (security.md L9)."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.organisations.domain.give_role import Gift, give_role
from guanmo.stages.organisations.enums import GrantedRole
from guanmo.stages.organisations.models import Appointment
from guanmo.stages.rounds.models import Participant, Round
from guanmo.stages.scoring.domain.judge_link import make_link
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, running_round, visit_to
from tests.field.test_api import JUDGE, MARK, put
from tests.field.test_joining import bootstrap, joined

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(county: Scene) -> Round:
    return running_round(county)


def phone_of(county: Scene, round: Round, kind: str) -> Client:
    """The judge's phone: logged in, or bound by the personal link."""
    if kind == "bound":
        link = make_link(Participant.objects.get(round=round, user__username=JUDGE), by=county.person("a_officer"))
        return joined(f"/field/join/{link}/")
    client = Client(headers=MARK)
    client.force_login(county.person(JUDGE))
    return client


def leaves_the_post(county: Scene) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=county.person(JUDGE)).update(ended_on=yesterday)


@pytest.mark.parametrize("kind", ["session", "bound"])
@pytest.mark.parametrize("role", ["system_admin", "security_admin", "auditor"])
def test_a_judge_who_became_an_administrator_is_not_let_in(county: Scene, round: Round, kind: str, role: str) -> None:
    bound = phone_of(county, round, kind)
    leaves_the_post(county)
    gift = Gift(GrantedRole(role), county["C"], timezone.localdate(), None, "部务会议定")
    give_role(county.person(JUDGE), gift, by=None)
    phone = bound if kind == "bound" else phone_of(county, round, kind)

    answers = [bootstrap(phone), put(phone, ballot(visit_to(round, "A1")))]

    assert [one.status_code for one in answers] == [401, 401]
    assert "管理员不打分" in json.loads(answers[0].content)["message"]
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (0, 0)


@pytest.mark.parametrize(("kind", "role"), [("session", "guide"), ("bound", "guide"), ("bound", "")])
def test_control_the_same_person_without_that_role_is_answered(
    county: Scene, round: Round, kind: str, role: str
) -> None:
    bound = phone_of(county, round, kind)
    leaves_the_post(county)
    if role:
        give_role(
            county.person(JUDGE),
            Gift(GrantedRole(role), county["A1"], timezone.localdate(), None, "工作需要"),
            by=None,
        )
    phone = bound if kind == "bound" else phone_of(county, round, kind)

    answers = [bootstrap(phone), put(phone, ballot(visit_to(round, "A1")))]

    assert [one.status_code for one in answers] == [200, 201]
    assert BallotVersion.objects.get().ballot.participant.user.username == JUDGE
