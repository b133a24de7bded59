"""The receipt of ballots over HTTP: acknowledged, repeated, refused; never an error page, whatever is sent."""

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guanmo.stages.rounds.domain.transition import advance
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.scoring.models import BallotVersion, HeldBallot
from tests.county import Scene, ballot, running_round, visit_to
from tests.field.judging import real_visit

pytestmark = pytest.mark.django_db


def send(client: Client, body: str | bytes) -> tuple[int, dict[str, Any]]:
    """Send these bytes under the id that they name, or under any where they name none."""
    response = client.put(path_for(body), body, content_type="application/json", headers={"X-Guanmo": "score1"})
    return response.status_code, response.json()


def path_for(body: str | bytes) -> str:
    try:
        id = str(UUID(json.loads(body)["id"]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        id = str(uuid4())
    return f"/field/api/sheets/{id}"


@pytest.fixture
def judge(client: Client, county: Scene) -> Client:
    client.force_login(county.person("a_deputy"))
    return client


@pytest.mark.requirement("S0-3.1-i", "S1-T-a")
def test_ballot_is_acknowledged_once_and_repeated_unchanged(judge: Client, county: Scene) -> None:
    payload = ballot(real_visit(county), {"一.2": ("1.50", "班子缺1人"), "三.3": ("0.25", "党费缺1个月")})

    status, reply = send(judge, payload)
    again, same = send(judge, payload)

    version = BallotVersion.objects.get()
    assert (status, again, same) == (201, 200, reply)
    assert (reply["id"], reply["digest"], reply["total"]) == (str(version.pk), version.digest, "98.25")
    assert {(str(d.item), str(d.points), d.reason) for d in version.deductions.all()} == {
        ("一.2", "1.50", "班子缺1人"), ("三.3", "0.25", "党费缺1个月"),
    }  # fmt: skip


@pytest.mark.requirement("S1-T-a")
@pytest.mark.parametrize(
    ("points", "reason", "message"),
    [
        ("3.50", "班子缺人", "第一.2项扣分3.50分，超过了本项分值3.00分。"),
        ("-1.00", "班子缺人", "第一.2项的扣分不能是负数。"),
        ("0.005", "班子缺人", "第一.2项的扣分0.005超过两位小数。"),
        ("0.50", "", "第一.2项扣了分，请写明扣分原因。"),
    ],
)
def test_refusal_is_one_sentence_and_the_document_is_kept(
    judge: Client, county: Scene, points: str, reason: str, message: str
) -> None:
    payload = ballot(real_visit(county), {"一.2": (points, reason)})

    assert send(judge, payload) == (422, {"api": "score1", "code": "invalid", "message": message})
    assert (HeldBallot.objects.get().text, BallotVersion.objects.count()) == (payload, 0)


def test_ballot_after_the_close_is_held(judge: Client, county: Scene) -> None:
    round = running_round(county)
    payload = ballot(visit_to(round, "A1"))
    advance(round, RoundState.SCORED, by=county.person("a_secretary"))

    status, reply = send(judge, payload)

    assert (status, reply["state"], reply["code"], HeldBallot.objects.get().text) == (
        200,
        "held",
        "scoring_over",
        payload,
    )


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"{" * 100_000,
        b"[" * 200_000,
        b'{"api": NaN}',
        b"x" * 3_000_000,
        b'{"api": "ballot1", "api": "ballot1"}',
        b'{"api": "ballot1", "items": 1' + b"0" * 9000 + b"}",
    ],
    ids=["empty", "no text", "open braces", "nested", "NaN", "3 MB", "double name", "long number"],
)
def test_garbage_is_refused(judge: Client, county: Scene, body: bytes) -> None:
    running_round(county)

    status, reply = send(judge, body)

    assert (status, reply["code"]) == ((413, "too_large") if len(body) > 2_000_000 else (422, "unreadable"))
    assert HeldBallot.objects.count() == (0 if len(body) > 2_000_000 else 1)


WRONG = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.lists(st.integers(), max_size=2)
)
PLACES = [
    ("id",),
    ("visit",),
    ("sheet",),
    ("previous",),
    ("reason",),
    ("items",),
    ("items", 0),
    ("items", 0, "item"),
    ("items", 0, "deductions"),
]
PLACES += [("items", 0, "deductions", 0, name) for name in ("rule", "count", "points", "reason")]


@given(place=st.sampled_from(PLACES), value=WRONG)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_wrong_value_in_any_place_is_answered(
    judge: Client, county: Scene, place: tuple[Any, ...], value: Any
) -> None:
    round = county["A"].rounds.first() or running_round(county)
    data = json.loads(ballot(visit_to(round, "A1"), {"一.1": ("0.50", "缺1次")}))
    inner = data
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = value

    status, reply = send(judge, json.dumps(data))

    assert status in (200, 201, 422), reply


@pytest.mark.parametrize("count", [32_768, -1, 10**30, 1.5, "2"])
def test_count_that_no_database_could_keep_is_refused(judge: Client, county: Scene, count: Any) -> None:
    data = json.loads(ballot(real_visit(county), {"一.1": ("0.50", "缺1次")}))
    data["items"][0]["deductions"][0]["count"] = count

    status, _reply = send(judge, json.dumps(data))

    assert (status, BallotVersion.objects.count(), HeldBallot.objects.count()) == (422, 0, 1)


@pytest.mark.parametrize("stranger", ["b_secretary", "county_admin"])
def test_ballot_of_a_stranger_changes_nothing(client: Client, county: Scene, stranger: str) -> None:
    payload = ballot(real_visit(county))
    client.force_login(county.person(stranger))

    status, reply = send(client, payload)

    assert (status, reply["state"], reply["code"]) == (200, "held", "not_taking_part")
    assert BallotVersion.objects.count() == 0


def test_ballot_needs_a_login_the_mark_and_put(county: Scene) -> None:
    payload = ballot(real_visit(county))
    unmarked = Client()
    unmarked.force_login(county.person("a_deputy"))

    assert send(Client(), payload)[0] == 401
    assert unmarked.put(path_for(payload), payload, content_type="application/json").status_code == 403
    assert unmarked.get(path_for(payload)).status_code == 405
    assert (BallotVersion.objects.count(), HeldBallot.objects.count()) == (0, 0)
