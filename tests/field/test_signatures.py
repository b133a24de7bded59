"""What a judge's phone signed is checked when it comes in; a wrong signature is held, none is taken (security.md 3.1)."""

import base64
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from guanmo.lib.device_signature import read_signature
from guanmo.procedures.close_scoring import close_scoring
from guanmo.stages.rounds.models import Round, ScoreEvent
from guanmo.stages.scoring.domain import submit_ballot
from guanmo.stages.scoring.domain.readmit_ballot import readmit_ballot
from guanmo.stages.scoring.domain.register_key import MOST, register_key
from guanmo.stages.scoring.models import BallotVersion, HeldBallot, SigningKey
from tests.county import Scene, ballot, finish_visits, running_round, visit_to
from tests.field.test_api import JUDGE, MARK, post, put, sha
from tests.phone_key import PhoneKey

pytestmark = pytest.mark.django_db

OFF, TAKEN = {"一.2": ("1.50", "班子缺1人")}, {"一.2": "1.50"}
ABOUT = {"unsent": 0, "photos": 0}
DEVICE = str(uuid4())


@pytest.fixture
def phone(county: Scene) -> Client:
    client = Client(headers={**MARK, "X-Device": DEVICE})
    client.force_login(county.person(JUDGE))
    return client


@pytest.fixture
def round(county: Scene) -> Round:
    return running_round(county)


def events(kind: str) -> list[Any]:
    told = [json.loads(body) for body in ScoreEvent.objects.order_by("seq").values_list("body", flat=True)]
    return [one for one in told if one["event"] == kind]


def test_a_key_is_registered_once_and_stands_in_the_log(round: Round, phone: Client) -> None:
    key = PhoneKey()

    for _again in range(2):
        assert post(phone, "report", {**ABOUT, "key": key.public}).status_code == 200
    for no_key in ("", "x", base64.b64encode(b"\x04" + bytes(64)).decode(), key.public[:-1]):
        assert post(phone, "report", {**ABOUT, "key": no_key}).status_code == 200

    (told,) = events("device")
    assert (told["key"], len(told["judge"])) == (key.public, 16)
    assert (str(SigningKey.objects.get().device), SigningKey.objects.get().participant.user.username) == (DEVICE, JUDGE)


@pytest.mark.parametrize("statement", ["UPDATE scoring_signingkey SET public = 'x'", "DELETE FROM scoring_signingkey"])
def test_the_database_refuses_to_change_a_key(county: Scene, round: Round, statement: str) -> None:
    register_key(PhoneKey().public, device=UUID(DEVICE), by=county.person(JUDGE))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with transaction.atomic(), connection.cursor() as cursor:  # control: it was the guard that refused
        where = ' ON "scoring_signingkey"' if connection.vendor == "postgresql" else ""
        for act in ("update", "delete"):
            cursor.execute(f'DROP TRIGGER "signing_key_no_{act}"{where}')
        cursor.execute(statement)
        assert cursor.rowcount == 1


def test_a_bound_phone_registers_for_its_round_alone_and_nobody_fills_the_log(county: Scene, round: Round) -> None:
    judge, public = county.person(JUDGE), PhoneKey().public
    register_key(public, device=UUID(DEVICE), by=judge, only_round=round.pk + 1)
    assert events("device") == []

    register_key(public, device=UUID(DEVICE), by=judge, only_round=round.pk)
    for number in range(1, MOST + 3):
        register_key(PhoneKey(number).public, device=UUID(DEVICE), by=judge)

    assert len(events("device")) == SigningKey.objects.count() == MOST


def test_a_key_is_not_registered_for_a_round_that_is_over(county: Scene, round: Round, phone: Client) -> None:
    finish_visits(county, round)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))

    assert post(phone, "report", {**ABOUT, "key": PhoneKey().public}).status_code == 200

    assert events("device") == []


@pytest.mark.parametrize("known", [True, False])
def test_a_signed_sheet_is_taken_and_told_with_its_key(round: Round, phone: Client, known: bool) -> None:
    """Also when the key comes with it: the phone could not reach the server before."""
    key, text = PhoneKey(), ballot(visit_to(round, "A1"), OFF)
    if known:
        post(phone, "report", {**ABOUT, "key": key.public})

    said = put(phone, text, **{"X-Signature": key.words(text, TAKEN)})

    assert (said.status_code, said.json()["state"], said.json()["signed"]) == (201, "accepted", True)
    (sheet,), (device,) = events("ballot"), events("device")
    words = key.words(text, TAKEN)
    found = read_signature(f"{sheet['key']} {sheet['signature']}")
    assert found
    assert (found.key, sheet["judge"], device["key"]) == (words.split()[0], device["judge"], key.public)
    kinds = [json.loads(body)["event"] for body in ScoreEvent.objects.order_by("seq").values_list("body", flat=True)]
    assert kinds == ["opened", "device", "ballot"]
    version = BallotVersion.objects.get()
    assert (version.key, version.signature) == (SigningKey.objects.get(), sheet["signature"])


def other_points(key: PhoneKey, text: str) -> str:
    return key.words(text, {"一.2": "0.50"})


def other_text(key: PhoneKey, text: str) -> str:
    return key.words(text.replace("班子缺1人", "班子缺2人"), TAKEN)


def other_key(key: PhoneKey, text: str) -> str:
    return f"{PhoneKey().public} {key.words(text, TAKEN).split()[1]}"


def other_sheet(key: PhoneKey, text: str) -> str:
    return key.words(text.replace(json.loads(text)["id"], str(uuid4())), TAKEN)


def with_veto(key: PhoneKey, text: str) -> str:
    return key.words(text, TAKEN, veto="veto")


WRONG: list[Callable[[PhoneKey, str], str]] = [
    other_points,
    other_text,
    other_key,
    other_sheet,
    with_veto,
    lambda key, text: "no signature",
    lambda key, text: "签" * 300,
    lambda key, text: f"{key.words(text, TAKEN)} ",
    lambda key, text: "\0" + key.words(text, TAKEN),
    lambda key, text: key.words(text, TAKEN) + "\ud800",
    lambda key, text: f"{key.public} {base64.b64encode(bytes(64)).decode()}",
    lambda key, text: f"{key.public} {base64.b64encode(bytes([255]) * 64).decode()}",
]


def put_signed(phone: Client, text: str, words: str) -> Any:
    """In a backlog, where any letters can be sent."""
    data = {"sheets": [{"id": json.loads(text)["id"], "digest": sha(text), "body": text, "signature": words}]}
    return post(phone, "sheets", data).json()["results"][0]


def spelled(words: str) -> str:
    """As it is kept: what no database stores is spelled out."""
    return words.replace("\0", r"\x00").replace("\ud800", r"\ud800")


def test_a_wrong_signature_is_held_and_nothing_of_it_lost(round: Round, phone: Client) -> None:
    for number, wrong in enumerate(WRONG):
        text, key = ballot(visit_to(round, "A1"), OFF), PhoneKey()
        words = wrong(key, text)

        said = put_signed(phone, text, words)

        assert (said["status"], said.get("state"), said["code"]) == (200, "held", "signature"), number
        held = HeldBallot.objects.get(version_id=said["id"])
        assert (bytes(held.body).decode(), held.signature) == (text, spelled(words)[:200])
    assert [one["code"] for one in events("held")] == ["signature"] * len(WRONG)
    assert (BallotVersion.objects.count(), SigningKey.objects.count()) == (0, 0)


def test_held_for_its_signature_it_is_taken_by_the_organiser_without(
    county: Scene, round: Round, phone: Client
) -> None:
    text, key = ballot(visit_to(round, "A1"), OFF), PhoneKey()
    put(phone, text, **{"X-Signature": other_points(key, text)})

    readmit_ballot(HeldBallot.objects.get(), by=county.person("a_secretary"))

    (sheet,) = events("ballot")
    assert (sheet["key"], sheet["signature"], len(events("readmitted"))) == (None, None, 1)
    again = put(phone, text, **{"X-Signature": key.words(text, TAKEN)})
    assert (again.status_code, again.json()["state"]) == (200, "accepted")


def test_without_a_signature_it_is_taken_and_said_so(round: Round, phone: Client) -> None:
    """Also from a phone that has registered a key: no judge's scores wait for what a browser has lost."""
    text = ballot(visit_to(round, "A1"), OFF)
    post(phone, "report", {**ABOUT, "key": PhoneKey().public})

    said = put(phone, text)

    assert (said.status_code, said.json()["signed"]) == (201, False)
    assert [(one["key"], one["signature"]) for one in events("ballot")] == [(None, None)]


def test_a_correction_and_a_sheet_without_deductions_are_signed_too(round: Round, phone: Client) -> None:
    key, first = PhoneKey(), ballot(visit_to(round, "A1"))
    second = ballot(visit_to(round, "A1"), OFF, previous=json.loads(first)["id"], reason="看错")

    said = [put_signed(phone, first, key.words(first, {})), put_signed(phone, second, key.words(second, TAKEN))]

    assert [(one["state"], one["signed"]) for one in said] == [("accepted", True)] * 2
    assert len(events("device")) == 1


def test_what_is_refused_or_here_already_brings_no_key(round: Round, phone: Client) -> None:
    key, text = PhoneKey(), ballot(visit_to(round, "A1"), OFF)
    put_signed(phone, text, key.words(text, TAKEN))
    other = ballot(visit_to(round, "A1"), OFF, id=json.loads(text)["id"], reason="另一份")

    for number, sent in enumerate((text, other) * 3, 1):
        one_more = PhoneKey(number)
        put_signed(phone, sent, one_more.words(sent, TAKEN))

    assert [one["key"] for one in events("device")] == [key.public]
    assert SigningKey.objects.count() == 1


def test_sheets_with_ever_new_keys_do_not_fill_the_log(county: Scene, round: Round, phone: Client) -> None:
    """Beyond the limit they count, as ones without a signature."""
    for number in range(1, MOST):
        register_key(PhoneKey(number).public, device=UUID(DEVICE), by=county.person(JUDGE))
    texts = [ballot(visit_to(round, code), OFF) for code in ("A1", "A2", "A3")]

    sheets = [
        {
            "id": json.loads(text)["id"],
            "digest": sha(text),
            "body": text,
            "signature": PhoneKey(99 + at).words(text, TAKEN),
        }
        for at, text in enumerate(texts)
    ]
    said = post(phone, "sheets", {"sheets": sheets}).json()["results"]

    assert [(one["state"], one["signed"]) for one in said] == [("accepted", True), *[("accepted", False)] * 2]
    assert len(events("device")) == SigningKey.objects.count() == MOST
    assert [one["signature"] is None for one in events("ballot")] == [False, True, True]


def test_a_key_of_one_judge_is_not_another_judges_too(county: Scene, round: Round, phone: Client) -> None:
    """Everybody can read the keys in the log."""
    key, text = PhoneKey(), ballot(visit_to(round, "A1"), OFF)
    other = Client(headers={**MARK, "X-Device": str(uuid4())})
    other.force_login(county.person("a_officer"))
    post(other, "report", {**ABOUT, "key": key.public})

    post(phone, "report", {**ABOUT, "key": key.public})
    said = put_signed(phone, text, key.words(text, TAKEN))

    assert (said["state"], said["signed"]) == ("accepted", False)
    assert [one.participant.user.username for one in SigningKey.objects.all()] == ["a_officer"]


def test_control_a_receiver_that_does_not_check_counts_what_nobody_signed(
    round: Round, phone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submit_ballot, "check_signature", lambda sheet, _score, _round: read_signature(sheet.signature))
    text, key = ballot(visit_to(round, "A1"), OFF), PhoneKey()

    said = put(phone, text, **{"X-Signature": other_points(key, text)})

    assert (said.json()["state"], said.json()["signed"]) == ("accepted", True)
