"""Whatever anybody sends to the sync API, the server answers and does not break (security.md E5)."""

import os
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings

from guanmo.field.api import sync
from guanmo.stages.scoring.domain.judge_link import make_link
from tests.county import Scene, score
from tests.field.any_request import Request, any_request
from tests.field.judging import ruled_visit

pytestmark = pytest.mark.django_db

MARK = {"X-Guanmo": "score1"}
REQUESTS = {"sqlite": 2100, "postgresql": 600}
"""In each run, with GUANMO_REQUESTS as many as that says; the second database is there for what it alone refuses."""
FAULT = 500


def requests_to_send() -> int:
    return int(os.environ.get("GUANMO_REQUESTS", REQUESTS[connection.vendor]))


class Broken(AssertionError):
    """The server answered 5xx."""


def callers(scene: Scene, round: Any) -> dict[str, Client]:
    """A judge with a session, the phone that another judge's link has bound, and nobody."""
    found = {name: Client(headers=MARK, raise_request_exception=False) for name in ("judge", "phone", "nobody")}
    found["judge"].force_login(scene.person("a_deputy"))
    person = round.participants.get(user__username="a_member")
    path = f"/field/join/{make_link(person, by=scene.person('a_officer'))}/"
    found["phone"].get(path)
    found["phone"].post(path)
    return found


def answers_to_anything(scene: Scene) -> dict[str, Counter[int]]:
    """Send the same made-up requests as each of the callers; how often each got which status. Raises Broken."""
    visit = ruled_visit(scene)
    score(scene, visit, "a_deputy", {"一.1": ("1.00", "少1次")})
    clients, told = callers(scene, visit.round), defaultdict[str, Counter[int]](Counter)

    @settings(
        max_examples=requests_to_send() // len(clients),
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(any_request(visit))
    def send(request: Request) -> None:
        for name, client in clients.items():
            answer = request.send(client)
            told[name][answer.status_code] += 1
            if answer.status_code >= FAULT:
                raise Broken(f"{answer.status_code} to {name}: {request}") from answer.exc_info[1]

    send()
    return told


def test_no_request_breaks_the_server(county: Scene) -> None:
    told = answers_to_anything(county)

    assert sum(map(Counter.total, told.values())) >= requests_to_send() // 3 * 3
    for name in ("judge", "phone"):  # they came in: stored, here already or asked, malformed, nowhere, refused
        assert {200, 400, 404, 422} <= set(told[name]), told[name]
    assert set(told["nobody"]) <= {401, 404, 405}


def test_a_handler_that_breaks_on_a_part_of_what_may_be_sent_is_found(
    county: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(_device: Any, report: sync.Report, **_options: Any) -> None:
        assert not report.clock_offset_ms

    monkeypatch.setattr(sync, "report_device", careless)

    with pytest.raises(Broken, match="/field/api/report"):
        answers_to_anything(county)
