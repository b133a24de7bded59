"""Each id in each call of the judges' phones, exchanged for a stranger's: nothing is told of it and nothing counts.

Which ids there are is read from the API's own description, so that a new one must be written down here.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from guanmo.field.api import api, sync
from guanmo.stages.rounds.domain.open_round import open_round
from guanmo.stages.rounds.domain.schedule_round import schedule_round
from guanmo.stages.rounds.models import Round, Visit
from guanmo.stages.scoring import queries
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, Photo
from tests.access.scene import part_them
from tests.county import Scene, ballot, running_round, score, visit_to
from tests.field.test_api_photos import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.any_database, pytest.mark.usefixtures("let_in", "heard")]
HEAD = {"X-Guanmo": "score1"}
IDS = {
    "put_sheet id",
    "put_sheet body id",
    "put_sheet body visit",
    "put_sheet body sheet",
    "put_sheet body previous",
    "put_sheet body judge",
    "put_sheet body device",
    "put_sheet body items photos",
    "post_sheets body sheets id",
    "post_check body ids",
    "post_check body photos",
    "post_log body round",
    "post_log body ids",
    "put_photo digest",
    "get_photo digest",
}
"""Every id and every digest; ``post_sheets`` takes sheets as text, which say what that of ``put_sheet`` says.

``device`` is what a phone calls itself: it opens nothing.
"""


def described() -> Iterator[str]:
    schema = json.loads(json.dumps(api.get_openapi_schema(), default=str))
    for operations in schema["paths"].values():
        for asked in operations.values():
            name = asked["operationId"].partition("_api_")[2].partition("_")[2]
            for one in asked["parameters"]:
                yield from ids_in(one["schema"], schema, f"{name} {one['name']}")
            for body in asked.get("requestBody", {}).get("content", {}).values():
                yield from ids_in(body["schema"], schema, f"{name} body")


def ids_in(part: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    """Where this part of the description takes an id or a digest."""
    if "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    if part.get("format") == "uuid" or part.get("pattern") == "^[0-9a-f]{64}$":
        yield place
    for name, one in part.get("properties", {}).items():
        yield from ids_in(one, schema, f"{place} {name}")
    for one in (*([part["items"]] if "items" in part else []), *part.get("anyOf", [])):
        yield from ids_in(one, schema, place)


@dataclass
class Judging:
    """A judge of town A at the phone, and what a judge of town B has done."""

    phone: Client
    own: Visit
    sheet: BallotVersion
    strange: Visit
    stranger: BallotVersion
    photo: Photo

    def put(self, **changed: Any) -> Any:
        """A sheet of the own visit, changed; under its own id unless another is given."""
        id = changed.pop("under", None)
        data = {**json.loads(ballot(self.own)), **changed}
        return self.phone.put(
            f"/field/api/sheets/{id or data['id']}", json.dumps(data), content_type="application/json"
        )

    def ask(self, call: str, **body: Any) -> Any:
        return self.phone.post(f"/field/api/{call}", body, content_type="application/json")

    def backlog(self, **changed: Any) -> Any:
        text = json.dumps({**json.loads(ballot(self.own)), **changed.pop("inside", {})})
        sent = {"digest": hashlib.sha256(text.encode()).hexdigest(), "body": text, **changed}
        return self.ask("sheets", sheets=[sent]).json()["results"][0]


@pytest.fixture
def judging(peopled: Scene, settings: Any, tmp_path: Any) -> Judging:
    settings.MEDIA_ROOT = tmp_path
    round = running_round(peopled)
    part_them(peopled)
    other, lead = Round.objects.get(organiser__code="B"), peopled.person("b_secretary")
    schedule_round(other, by=lead)
    open_round(other, by=lead)
    own, strange = visit_to(round, "A1"), visit_to(other, "B1")
    sheet, stranger = score(peopled, own, "a_deputy"), score(peopled, strange, "b_deputy")
    theirs, phone = Client(headers=HEAD), Client(headers=HEAD)
    theirs.force_login(peopled.person("b_deputy"))
    phone.force_login(peopled.person("a_deputy"))
    picture = jpeg()
    put = f"/field/api/photos/{hashlib.sha256(picture).hexdigest()}"
    assert theirs.put(put, picture, content_type="image/jpeg").status_code == 201
    return Judging(phone, own, sheet, strange, stranger, Photo.objects.get())


def test_every_id_in_a_call_is_listed() -> None:
    assert set(described()) == IDS


def refused_or_held(answer: Any) -> bool:
    """Counted it is not: refused, or put aside for who runs the round."""
    state = answer if isinstance(answer, dict) else answer.json()
    return state.get("state") in (None, "held", "refused")


def test_no_call_takes_the_id_of_a_stranger(judging: Judging) -> None:
    """What a sheet says of strangers' things is put aside at most, in the sender's own name; their own is as it was."""
    strange, kept = judging.strange, list(BallotVersion.objects.order_by("pk").values())
    stranger, photo = judging.stranger, judging.photo.digest
    told = judging.ask("check", ids=[str(stranger.pk)], photos=[photo]).json()
    assert (told["sheets"], told["photos"]) == ({}, [])
    logged = judging.ask(
        "log", round=str(judging.own.round.uuid), size=0, ids=[str(stranger.pk), str(judging.sheet.pk)]
    )
    assert set(logged.json()["sheets"]) == {str(judging.sheet.pk)}
    wrong: dict[str, dict[str, Any]] = {
        "put_sheet body visit": {"visit": str(strange.uuid), "sheet": str(strange.sheet and strange.sheet.uuid)},
        "put_sheet body sheet": {"sheet": str(uuid4())},
        "put_sheet body previous": {"previous": str(stranger.pk), "reason": "更正"},
        "put_sheet body judge": {"judge": str(stranger.ballot.participant.user.uuid)},
        "put_sheet body id": {"id": str(stranger.pk)},
    }

    counted = {name for name, changed in wrong.items() if not refused_or_held(judging.put(**changed))}
    counted |= {
        f"{name}, in a backlog" for name, one in wrong.items() if not refused_or_held(judging.backlog(inside=one))
    }
    assert refused_or_held(judging.put(under=stranger.pk))
    assert refused_or_held(judging.backlog(id=str(stranger.pk)))

    assert counted == set()
    assert list(BallotVersion.objects.order_by("pk").values()) == kept
    assert set(HeldBallot.objects.values_list("by__username", flat=True)) == {"a_deputy"}
    assert judging.ask("log", round=str(strange.round.uuid), size=0, ids=[]).status_code == 404
    assert judging.phone.get(f"/field/api/photos/{photo}").status_code == 404
    assert (
        judging.put(previous=str(judging.sheet.pk), reason="更正").status_code == 201
    )  # control: the own one is taken


def test_a_photo_of_a_stranger_that_a_sheet_names_stays_wanted(judging: Judging) -> None:
    """Whoever knows the digest of another's photo cannot show it as the own."""
    digest = judging.photo.digest
    items = json.loads(ballot(judging.own))["items"]
    items[0]["photos"] = [digest]

    state = judging.put(items=items, previous=str(judging.sheet.pk), reason="更正").json()

    assert (state["state"], state["missing"]) == ("accepted", [digest])
    assert (
        judging.phone.put(f"/field/api/photos/{digest}", jpeg(colour="blue"), content_type="image/jpeg").json()["code"]
        == "damaged"
    )


@pytest.mark.parametrize("known", ["photos_here", "states_of"])
def test_control_a_call_that_forgets_whose_it_is_is_found(
    judging: Judging, monkeypatch: pytest.MonkeyPatch, known: str
) -> None:
    usual: Callable[..., Any] = getattr(queries, known)
    theirs = judging.stranger.ballot.participant.user
    monkeypatch.setattr(sync, known, lambda _user, asked: usual(theirs, asked))

    told = judging.ask("check", ids=[str(judging.stranger.pk)], photos=[judging.photo.digest]).json()

    assert told["sheets" if known == "states_of" else "photos"]
