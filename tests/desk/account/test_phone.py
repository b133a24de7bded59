"""A phone that a judge's link has bound, beside the judge's account (security.md F2, L7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from guanmo.stages.organisations.domain.set_password import give_password
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.judge_link import make_link
from tests.county import Scene, ballot, running_round, visit_to
from tests.desk.account.pages import is_in, log_in, logged_in
from tests.field.test_joining import bootstrap, joined, participant, put


@pytest.fixture
def round(county: Scene) -> Round:
    return running_round(county)


@pytest.fixture
def bound(county: Scene, round: Round) -> Client:
    return joined(f"/field/join/{make_link(participant(round), by=county.person('a_officer'))}/")


def test_phone_scores_while_its_account_is_delayed_everywhere(bound: Client, round: Round) -> None:
    for _n in range(5):
        answer = log_in(Client(), "a_deputy", "wrong", address="127.0.0.1")  # the phone's own address too
    assert answer.status_code == 429

    assert put(bound, ballot(visit_to(round, "A1"))).json()["state"] == "accepted"


def test_new_password_leaves_the_phone_alone_and_ends_the_session(county: Scene, bound: Client) -> None:
    session = logged_in("a_deputy")

    give_password(county.person("a_deputy"), by=county.person("county_admin"))

    assert (bootstrap(bound).status_code, is_in(session)) == (200, False)


def test_phone_is_shut_out_with_the_account_at_the_next_request(bound: Client) -> None:
    assert bootstrap(bound).status_code == 200

    User.objects.filter(username="a_deputy").update(is_active=False)

    assert bootstrap(bound).status_code == 401


@pytest.mark.parametrize(("days", "open_"), [(14, True), (15, False)])
def test_judge_whose_posts_ended_comes_in_until_the_round_takes_no_sheets(round: Round, days: int, open_: bool) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Round.objects.update(starts_on=day, deadline=day)
    Appointment.objects.filter(user__username="a_deputy").update(ended_on=day)
    client: Any = Client()

    log_in(client, "a_deputy")

    assert is_in(client) is open_
