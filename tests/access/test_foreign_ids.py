"""Each id in each form as it stands on a page, exchanged for a stranger's: nothing is written."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.test import Client

from guanmo.config.access.tables import DECLARED
from guanmo.desk.structure.views import contact_points
from guanmo.stages.organisations.queries.contact_points import Leader
from guanmo.stages.rounds.enums import Tier
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion
from tests.access.filled import Filled, forms_on
from tests.access.matrix import DONE, FAULT, Visitor
from tests.county import Scene, ballot, visit_to

PEOPLE = ("a_secretary", "a1_secretary")
pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("let_in", "heard")]


def forms_of(client: Client, paths: dict[str, str]) -> Iterator[tuple[str, Filled]]:
    """Every form that a person finds, once for each place that it is sent to."""
    sent = set()
    for name, path in paths.items():
        if not name.startswith("desk:") or "GET" not in DECLARED[name].methods:
            continue
        page = client.get(path)
        if page.status_code != 200 or page.streaming or "text/html" not in page["Content-Type"]:
            continue
        for filled in forms_on(page.content.decode(), path):
            if filled.ids and filled.action not in sent:
                sent.add(filled.action)
                yield name, filled


def strangers(scene: Scene) -> list[UUID]:
    """A village, a town and a person of another town, and what nobody has."""
    return [scene["B1"].uuid, scene["B"].uuid, scene.person("b1_secretary").uuid, uuid4()]


def taken(scene: Scene, paths: dict[str, str]) -> tuple[list[tuple[str, ...]], set[tuple[str, str]]]:
    """Whose ids were taken, by address and field; and which fields were written with an own id, so that the question was real."""
    wrong, working = [], set()
    for person in PEOPLE:
        visitor = Visitor.of(scene.person(person))
        for name, filled in list(forms_of(visitor.client, paths)):
            if visitor.ask("post", filled.action, **filled.values) == DONE:
                working |= {(filled.action, one) for one in filled.ids}
            for one in filled.ids:
                for stranger in strangers(scene):
                    found = visitor.ask("post", filled.action, **{**filled.values, one: str(stranger)})
                    if found in (DONE, FAULT):
                        wrong.append((person, name, one, found))
    return wrong, working


def test_no_form_takes_the_id_of_a_stranger(peopled: Scene, standing: dict[str, str]) -> None:
    wrong, working = taken(peopled, standing)

    assert wrong == []
    assert len(working) >= 10, working


def test_control_a_form_that_offers_everybody_is_found(
    peopled: Scene, standing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = Leader(peopled.person("b1_secretary"), peopled["B1"], ())
    usual = contact_points.leaders_below
    monkeypatch.setattr(contact_points, "leaders_below", lambda user, day: [*usual(user, day), stranger])
    name = "desk:contact-points-create"

    wrong, _working = taken(peopled, {name: standing[name]})

    assert ("a_secretary", name, "leader", DONE) in wrong


def test_no_call_of_the_phones_takes_the_round_or_the_sheet_of_a_stranger(
    peopled: Scene, standing: dict[str, str], client: Client
) -> None:
    client.force_login(peopled.person("b1_secretary"))
    own, sheet = Round.objects.get(organiser__code="A", tier=Tier.INTERNAL), BallotVersion.objects.all()[0]
    kept, sent = BallotVersion.objects.count(), {"content_type": "application/json", "headers": {"X-Guanmo": "1"}}

    log = client.post("/field/api/log", {"round": str(own.uuid), "size": 0, "ids": [str(sheet.pk)]}, **sent)
    check = client.post("/field/api/check", {"ids": [str(sheet.pk)], "photos": []}, **sent).json()["sheets"]
    text = ballot(visit_to(own, "A1"))
    put = client.put(f"/field/api/sheets/{json.loads(text)['id']}", text, **sent)

    assert log.status_code == 404
    assert check == {}
    assert put.status_code in (200, 404, 422)
    assert BallotVersion.objects.count() == kept
