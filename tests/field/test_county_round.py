"""The county round on phones: one locked sheet per participant and point, and only the department finalises (S0-3.3-g/h)."""

import hashlib
import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guanmo.stages.results.models import Ranking
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import Ballot, BallotVersion
from tests.county import Scene, ballot, visit_to
from tests.stages.results.scene import finish_all, running_county_round

pytestmark = pytest.mark.django_db


def phone(county: Scene, judge: str) -> Client:
    client = Client(headers={"X-Guanmo": "score1"})
    client.force_login(county.person(judge))
    return client


def send(client: Client, text: str) -> Any:
    id = json.loads(text)["id"]
    return client.put(f"/field/api/sheets/{id}", text, content_type="application/json")


def states(client: Client) -> dict[str, str]:
    rounds = client.get("/field/api/bootstrap").json()["rounds"]
    return {visit["name"]: visit["state"] for round in rounds for visit in round["visits"]}


@pytest.mark.requirement("S0-3.3-g")
def test_one_locked_sheet_per_participant_and_point(county: Scene) -> None:
    round = running_county_round(county)
    judge = phone(county, "b_secretary")
    assert states(judge) == {"A1村党支部": "to_score", "A3社区党支部": "to_score", "B1村党支部": "own_organisation"}
    text = ballot(visit_to(round, "A1"), {"一.1": ("2.00", "标识不统一")})

    assert send(judge, text).status_code == 201

    assert states(judge)["A1村党支部"] == "scored"
    changed = ballot(visit_to(round, "A1"), id=json.loads(text)["id"])
    assert send(judge, changed).json()["code"] == "other_content"
    assert (Ballot.objects.count(), BallotVersion.objects.get().digest) == (
        1,
        hashlib.sha256(text.encode()).hexdigest(),
    )


@pytest.mark.requirement("S0-3.3-g")
def test_points_of_the_own_township_are_scored_by_the_others(county: Scene) -> None:
    round = running_county_round(county)

    answer = send(phone(county, "a_secretary"), ballot(visit_to(round, "A3")))

    assert (answer.json()["state"], answer.json()["code"], BallotVersion.objects.count()) == (
        "held",
        "own_organisation",
        0,
    )


@pytest.mark.requirement("S0-3.3-h")
@pytest.mark.parametrize("person", ["a_secretary", "b_secretary", "a_officer", "county_head"])
def test_only_the_department_ends_the_scoring_and_makes_the_ranking(county: Scene, person: str) -> None:
    round = running_county_round(county)
    finish_all(round, by=county.person("county_admin"))
    address, reason = reverse("desk:rounds-score", args=[round.uuid]), {"reason": "不再等待"}
    others, department = Client(), Client()
    others.force_login(county.person(person))
    department.force_login(county.person("county_admin"))

    others.post(address, reason)
    assert (Round.objects.get(pk=round.pk).state, Ranking.objects.count()) == ("in_progress", 0)

    department.post(address, reason)
    assert (Round.objects.get(pk=round.pk).state, Ranking.objects.filter(round=round).count()) == ("ranked", 1)
