"""A judge's phone watches the score log: it finds its sheets in it, and sees when what it saw before was changed."""

import json
from collections.abc import Sequence
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from guanmo.method.seal.checkpoint import Checkpoint, origin_of, read_checkpoint
from guanmo.method.seal.event import canonical
from guanmo.method.seal.tree import (
    Tree,
    is_consistent,
    leaf_hash,
    root_by_inclusion,
    root_of,
)
from guanmo.procedures.close_scoring import close_scoring
from guanmo.procedures.reopen_round import reopen_round
from guanmo.stages.results.models import Seal
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.models import BallotVersion
from tests.county import Scene, ballot, finish_visits, running_round, score, visit_to
from tests.field.phone_pages import full_marks_for_the_rest, go, log_in, open_visit, standing, stored, submit
from tests.field.test_api import API, MARK, post, put
from tests.stages.results.reopened import asked

ROUND = "11111111-0000-4000-8000-000000000000"
SHEET = {"id": str(uuid4()), "digest": "ab" * 32}
EVENTS = [canonical({"event": "ballot", "seq": one}) for one in range(6)]
EVENTS[3] = canonical({"event": "ballot", **SHEET})


def answer_of(events: Sequence[bytes], seen: int, sealed: int | None = None, **changes: Any) -> dict[str, Any]:
    """What an honest server says of a log of these events."""
    leaves = [leaf_hash(one) for one in events]
    said: dict[str, Any] = {
        "checkpoint": Checkpoint(origin_of(ROUND), len(leaves), root_of(leaves)).text,
        "consistency": [one.hex() for one in Tree(leaves).consistency_proof(seen)] if 0 < seen <= len(leaves) else None,
        "sheets": {},
        "sealed": None,
        "sealed_consistency": [],
    }
    if len(events) > 3:
        proof = [one.hex() for one in Tree(leaves).inclusion_proof(3)]
        said["sheets"] = {SHEET["id"]: {"event": events[3].decode(), "seq": 3, "proof": proof}}
    if sealed:
        said["sealed"] = Checkpoint(origin_of(ROUND), sealed, root_of(leaves[:sealed])).text
        said["sealed_consistency"] = [one.hex() for one in Tree(leaves).consistency_proof(sealed)]
    return {**said, **changes}


def seen_of(events: Sequence[bytes], sealed: int | None = None) -> dict[str, Any]:
    leaves = [leaf_hash(one) for one in events]
    root = root_of(leaves[:sealed]).hex() if sealed else None
    return {"size": len(leaves), "root": root_of(leaves).hex(), "sealed": root}


@pytest.fixture
def judged(scripts_page: Any) -> Any:
    """What the phone makes of an answer, having seen ``before``."""
    script = """async (given) => (await import("/static/field/js/log_tree.js")).judgeLog(...given)"""
    return lambda before, answer: scripts_page.evaluate(script, [ROUND, before, [SHEET], answer])


def test_an_honest_log_is_believed(judged: Any) -> None:
    for seen in range(7):
        before = seen_of(EVENTS[:seen]) if seen else None
        found = judged(before, answer_of(EVENTS, seen))
        assert (found["now"]["size"], found["logged"], found["missing"]) == (6, [SHEET["id"]], [])
    assert judged(seen_of(EVENTS[:4], 4), answer_of(EVENTS, 4, sealed=4))["sealed"]["size"] == 4


def earlier(events: Sequence[bytes], *sizes: int) -> list[dict[str, Any]]:
    """The seals of the versions before, as an honest server names them."""
    leaves = [leaf_hash(one) for one in events]
    return [
        {
            "sealed": Checkpoint(origin_of(ROUND), size, root_of(leaves[:size])).text,
            "consistency": [one.hex() for one in Tree(leaves).consistency_proof(size)],
        }
        for size in sizes
    ]


def test_a_round_that_was_opened_again_has_a_later_seal_that_names_the_one_before(judged: Any) -> None:
    again = answer_of(EVENTS, 4, sealed=6, earlier=earlier(EVENTS, 3))

    assert judged(seen_of(EVENTS[:4], 3), again)["sealed"]["size"] == 6
    for kept_quiet in ([], earlier(EVENTS, 2), [{**earlier(EVENTS, 3)[0], "consistency": []}]):
        assert judged(seen_of(EVENTS[:4], 3), {**again, "earlier": kept_quiet})["trouble"] == "seal"
    backwards = answer_of(EVENTS, 5, sealed=4, earlier=earlier(EVENTS, 5))
    assert judged(seen_of(EVENTS[:5], 5), backwards)["trouble"] == "seal"


REWRITTEN = [canonical({"event": "ballot", "seq": "changed"}), *EVENTS[1:]]


@pytest.mark.parametrize(
    ("before", "answer", "trouble"),
    [
        (seen_of(EVENTS), answer_of(EVENTS[:5], 6), "smaller"),
        (seen_of(EVENTS[:4]), answer_of(REWRITTEN, 4), "changed"),
        (seen_of(EVENTS[:4]), answer_of(EVENTS, 4, consistency=[]), "changed"),
        (seen_of(EVENTS[:4]), answer_of(EVENTS, 4, consistency=None), "changed"),
        (seen_of(EVENTS), answer_of([*EVENTS[:4], EVENTS[5], EVENTS[4]], 6), "changed"),
        (seen_of(EVENTS[:5], 5), answer_of(EVENTS, 5, sealed=4), "seal"),
        (seen_of(EVENTS[:5], 5), answer_of(EVENTS, 5), "seal"),
        (None, answer_of(EVENTS, 0, sealed=4, sealed_consistency=[]), "seal"),
        (None, answer_of(EVENTS, 0, checkpoint="another/log\n1\nAAAA\n"), "shape"),
        (None, answer_of(EVENTS, 0, checkpoint=None), "shape"),
    ],
)
def test_a_dishonest_log_is_not(judged: Any, before: Any, answer: Any, trouble: str) -> None:
    assert judged(before, answer)["trouble"] == trouble


@pytest.mark.parametrize("change", ["proof", "event", "digest", "absent"])
def test_a_sheet_that_is_not_in_the_log_is_missed(judged: Any, change: str) -> None:
    said = answer_of(EVENTS, 0)
    told = said["sheets"][SHEET["id"]]
    if change == "proof":
        told["proof"][0] = "00" * 32
    elif change == "event":
        told["event"] = EVENTS[2].decode()
    elif change == "digest":
        said = answer_of([*EVENTS[:3], canonical({"event": "ballot", **SHEET, "digest": "cd" * 32}), *EVENTS[4:]], 0)
    else:
        said["sheets"] = {}
    assert judged(None, said)["missing"] == [SHEET["id"]]


def test_the_phone_agrees_with_the_method_on_chance_trees(scripts_page: Any) -> None:
    """Proofs true and false: both say yes and both say no."""
    random, cases, expected = Random(7), [], []
    for _turn in range(150):
        leaves = [leaf_hash(random.randbytes(4)) for _leaf in range(random.randint(1, 33))]
        old = random.randint(1, len(leaves))
        proof = Tree(leaves).consistency_proof(old)
        if proof and random.random() < 0.5:
            proof[random.randrange(len(proof))] = random.randbytes(32)
        roots = root_of(leaves[:old]), root_of(leaves)
        cases.append([roots[0].hex(), old, roots[1].hex(), len(leaves), [one.hex() for one in proof]])
        expected.append(is_consistent(roots[0], old, roots[1], len(leaves), proof))
    script = """async (all) => {
      const { isConsistent } = await import("/static/field/js/log_tree.js");
      return all.map((one) => isConsistent(...one));
    }"""
    assert scripts_page.evaluate(script, cases) == expected
    assert set(expected) == {True, False}


@pytest.fixture
def phone_of(county: Scene) -> Any:
    def logged_in(name: str) -> Client:
        client = Client(headers=MARK)
        client.force_login(county.person(name))
        return client

    return logged_in


@pytest.mark.django_db
def test_the_api_proves_a_sheet_and_the_seal(county: Scene, phone_of: Any) -> None:
    round = running_round(county)
    text = ballot(visit_to(round, "A1"))
    id, phone = json.loads(text)["id"], phone_of("a_deputy")
    first = read_checkpoint(post(phone, "log", {"round": str(round.uuid)}).json()["checkpoint"])
    assert first.size == 1  # the rules
    put(phone, text)
    finish_visits(county, round)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))

    said = post(phone, "log", {"round": str(round.uuid), "size": 1, "ids": [id]}).json()

    now, told = read_checkpoint(said["checkpoint"]), said["sheets"][id]
    proof = [bytes.fromhex(one) for one in told["proof"]]
    assert root_by_inclusion(leaf_hash(told["event"].encode()), told["seq"], now.size, proof) == now.root
    assert json.loads(told["event"])["id"] == id
    steps = [bytes.fromhex(one) for one in said["consistency"]]
    assert is_consistent(first.root, first.size, now.root, now.size, steps)
    assert said["sealed"] == Round.objects.get().seals.get().note
    assert post(phone, "log", {"round": str(round.uuid), "size": 99}).json()["consistency"] is None


@pytest.mark.django_db
def test_a_phone_learns_that_the_round_is_open_again_and_of_both_seals(county: Scene, phone_of: Any) -> None:
    request = asked(county)
    round, phone = request.seal.round, phone_of("a_deputy")
    assert phone.get(f"{API}/bootstrap").json()["rounds"] == []
    reopen_round(request, by=county.person("county_admin"))

    (told,) = phone.get(f"{API}/bootstrap").json()["rounds"]
    assert (told["id"], told["version"], told["over"]) == (str(round.uuid), 2, False)
    close_scoring(round, reason="其余不等", by=county.person("a_secretary"))
    said = post(phone, "log", {"round": str(round.uuid)}).json()
    first, second = (seal.note for seal in Seal.objects.order_by("version"))
    assert (said["sealed"], [one["sealed"] for one in said["earlier"]]) == (second, [first])
    now, old = read_checkpoint(said["checkpoint"]), read_checkpoint(first)
    steps = [bytes.fromhex(one) for one in said["earlier"][0]["consistency"]]
    assert is_consistent(old.root, old.size, now.root, now.size, steps)


@pytest.mark.django_db
def test_another_judges_sheet_is_not_shown_and_a_stranger_sees_no_log(county: Scene, phone_of: Any) -> None:
    round = running_round(county)
    theirs = score(county, visit_to(round, "A1"), "a_member")
    question = {"round": str(round.uuid), "ids": [str(theirs.pk)]}
    assert post(phone_of("a_deputy"), "log", question).json()["sheets"] == {}
    assert list(post(phone_of("a_member"), "log", question).json()["sheets"]) == [str(theirs.pk)]
    assert post(phone_of("b_secretary"), "log", question).status_code == 404
    assert post(phone_of("a_member"), "log", {"round": str(uuid4())}).status_code == 404
    assert post(phone_of("a_member"), "log", {"round": str(round.uuid), "size": -1}).status_code == 400


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("fast_passwords")
def test_a_judge_sees_that_the_log_was_changed(phone: Any, county: Scene, live_server: Any) -> None:
    """Points changed in the database, past the program, after the phone has seen the log."""
    visit = visit_to(running_round(county), "AE")
    log_in(phone, county, "a_deputy", live_server.url)
    phone.on("dialog", lambda dialog: dialog.accept())
    open_visit(phone, visit)
    full_marks_for_the_rest(phone)
    submit(phone)
    standing(phone, "accepted")
    phone.wait_for_selector("[data-slot=logged]:text('已核对')")
    go(phone, "#/phone")
    assert phone.locator("[data-log] [data-fingerprint]").text_content().count(" ") == 3
    assert phone.locator("[data-banner=log]").count() == 0

    finish_visits(county, Round.objects.get())
    close_scoring(Round.objects.get(), reason="其余不等", by=county.person("a_secretary"))
    go(phone, "#/phone")  # the round is no longer among the duties, its seal is still watched
    phone.wait_for_selector("[data-log] :text('已封存')")
    assert phone.locator("[data-log] [data-fingerprint]").text_content() == Seal.objects.get().checkpoint.fingerprint
    assert phone.locator("[data-banner=log]").count() == 0

    table = "rounds_scoreevent"
    where = f' ON "{table}"' if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "score_log_no_update"{where}')
        cursor.execute(f"SELECT body FROM {table} WHERE sheet IS NOT NULL")
        body = cursor.fetchone()[0].replace('"total":"100.00"', '"total":"60.00"')
        leaf = leaf_hash(body.encode())
        cursor.execute(f"UPDATE {table} SET body = %s, leaf = %s WHERE sheet IS NOT NULL", [body, leaf])
    go(phone, "#/phone")
    phone.click("[data-check]")

    phone.wait_for_selector("[data-banner=log]")
    assert "被改过" in phone.text_content("[data-banner=log]")
    assert [one["logged"] for one in stored(phone, "receipts")] == [3]  # rules, key, sheet
    assert BallotVersion.objects.count() == 1
    go(phone, "#/")  # it stays, whatever the server says later
    assert phone.locator("[data-banner=log]").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_list_on_the_phone_says_that_the_round_is_open_again(county: Scene, phone: Any, live_server: Any) -> None:
    request = asked(county)
    log_in(phone, county, "a_deputy", live_server.url)
    go(phone, "#/").wait_for_selector("text=现在没有要打分的观摩")
    reopen_round(request, by=county.person("county_admin"))

    phone.reload()

    phone.wait_for_selector("text=第2版打分：本轮已重新打开")
