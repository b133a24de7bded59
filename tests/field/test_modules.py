"""The phone's rules as functions of their arguments: what an answer means, when to try again, what is unsafe."""

import hashlib
import random
from typing import Any

import pytest

from guanmo.method.seal.statement import statement

ID, DIGEST = "11111111-0000-4000-8000-000000000000", "ab" * 32
OURS = {"api": "score1", "id": ID, "digest": DIGEST, "state": "accepted"}


@pytest.fixture
def call(scripts_page: Any) -> Any:
    """Call one function of one module with these arguments."""
    return lambda module, name, *arguments: scripts_page.evaluate(
        """async ([module, name, given]) => (await import(`/static/field/js/${module}.js`))[name](...given)""",
        [module, name, list(arguments)],
    )


def test_sha256_in_plain_script_is_that_of_the_standard(scripts_page: Any) -> None:
    chance = random.Random(7)
    sizes = [*range(130), 1000, 65_537]
    texts = [bytes(chance.randrange(256) for _ in range(size)) for size in sizes]

    found = scripts_page.evaluate(
        """async (texts) => {
          const { sha256 } = await import("/static/field/js/sha256.js");
          return texts.map((text) => sha256(Uint8Array.from(text)));
        }""",
        [list(text) for text in texts],
    )

    assert found == [hashlib.sha256(text).hexdigest() for text in texts]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"status": 201, "data": OURS}, "ack"),
        ({"status": 200, "data": OURS}, "ack"),
        ({"status": 200, "data": {**OURS, "state": "held"}}, "ack"),
        ({"failed": True}, "retry"),
        ({"status": 0, "data": None}, "retry"),  # a redirect
        ({"status": 200, "data": None}, "retry"),  # a hotel's page
        ({"status": 200, "data": {"ok": True}}, "retry"),
        ({"status": 200, "data": {**OURS, "id": "other"}}, "retry"),
        ({"status": 201, "data": {**OURS, "digest": "other"}}, "retry"),
        ({"status": 204, "data": OURS}, "retry"),
        ({"status": 400, "data": {"api": "score1", "code": "damaged"}}, "retry"),
        ({"status": 408, "data": {"api": "score1"}}, "retry"),
        ({"status": 425, "data": {"api": "score1"}}, "retry"),
        ({"status": 429, "data": {"api": "score1"}}, "retry"),
        ({"status": 500, "data": None}, "retry"),
        ({"status": 503, "data": {"api": "score1", "code": "busy"}}, "retry"),
        ({"status": 401, "data": None}, "retry"),  # a proxy's own login, not ours
        ({"status": 401, "data": {"api": "score1", "code": "login"}}, "auth"),
        ({"status": 401, "data": {"api": "score1", "code": "other_judge"}}, "auth"),
        ({"status": 409, "data": {"api": "score1", "code": "other_content", "message": "不同"}}, "stuck"),
        ({"status": 413, "data": {"api": "score1", "code": "too_large", "message": "太大"}}, "stuck"),
        ({"status": 422, "data": {"api": "score1", "code": "invalid", "message": "有误"}}, "stuck"),
        ({"status": 422, "data": {"code": "invalid"}}, "retry"),
    ],
)
def test_only_our_own_answer_that_names_the_bytes_is_a_receipt(call: Any, answer: dict[str, Any], kind: str) -> None:
    verdict = call("answers", "classify", answer, {"id": ID, "digest": DIGEST})

    assert verdict["kind"] == kind
    if kind == "stuck":
        assert (verdict["code"], verdict["message"]) == (answer["data"]["code"], answer["data"]["message"])


def test_each_sheet_of_a_batch_needs_its_own_answer(call: Any) -> None:
    rows = [{"id": f"{n}", "digest": f"d{n}"} for n in range(4)]
    results = [
        {"status": 201, "id": "0", "digest": "d0", "state": "accepted"},
        {"status": 422, "code": "invalid", "message": "有误"},
        {"status": 201, "id": "3", "digest": "d3", "state": "accepted"},  # one answer is missing: nothing is guessed
    ]
    whole = {"status": 200, "data": {"api": "score1", "results": results}}

    kinds = [one["kind"] for one in call("answers", "classifyBatch", whole, rows)]

    assert kinds == ["ack", "stuck", "retry", "retry"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"failed": True}, "retry"),
        ({"status": 200, "data": None}, "retry"),
        ({"status": 200, "data": {"api": "score1"}}, "retry"),
        ({"status": 401, "data": {"api": "score1", "code": "login"}}, "auth"),
        ({"status": 503, "data": None}, "retry"),
    ],
)
def test_batch_without_results_acknowledges_nothing(call: Any, answer: dict[str, Any], kind: str) -> None:
    verdicts = call("answers", "classifyBatch", answer, [{"id": ID, "digest": DIGEST}] * 2)

    assert [one["kind"] for one in verdicts] == [kind, kind]


def test_waiting_doubles_to_five_minutes_with_some_chance_and_obeys_the_server(call: Any) -> None:
    least = [call("answers", "waitFor", tries, 0, 0) for tries in (1, 2, 3, 9, 50)]
    most = [call("answers", "waitFor", tries, 0, 1) for tries in (1, 2, 3, 9, 50)]

    assert least == [500, 1000, 2000, 128_000, 150_000]
    assert most == [1000, 2000, 4000, 256_000, 300_000]
    assert call("answers", "waitFor", 1, 60, 0) == 60_000


CHROME = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Chrome/86.0 Mobile"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605 Safari/604"


@pytest.mark.parametrize(
    ("changes", "dangers"),
    [
        ({}, []),
        ({"stores": False}, ["storage"]),
        ({"secure": False}, ["plain"]),
        ({"workers": False}, ["worker"]),
        ({"agent": IPHONE}, []),
        ({"agent": f"{IPHONE} MicroMessenger/8.0"}, ["wechat"]),
        ({"agent": f"{CHROME} MicroMessenger/8.0"}, []),
        ({"agent": f"{IPHONE} MicroMessenger/8.0", "stores": False}, ["storage", "wechat"]),
    ],
)
def test_unsafe_browsers_are_named(call: Any, changes: dict[str, Any], dangers: list[str]) -> None:
    env = {"secure": True, "agent": CHROME, "stores": True, "workers": True, **changes}

    assert call("safety", "dangersOf", env) == dangers


@pytest.mark.parametrize(
    ("env", "hint"),
    [
        ({"agent": IPHONE}, "apple"),
        ({"agent": IPHONE, "bound": True}, None),
        ({"agent": CHROME}, "android"),
        ({"agent": CHROME, "standalone": True}, None),
        ({"agent": f"{CHROME} MicroMessenger/8.0"}, None),
        ({"agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/86.0"}, None),
        ({"agent": CHROME, "secure": False}, None),
    ],
)
def test_hint_for_the_home_screen_fits_the_phone(call: Any, env: dict[str, Any], hint: str | None) -> None:
    assert call("safety", "installHint", {"secure": True, "standalone": False, **env}) == hint


def test_counts_say_where_everything_is(call: Any) -> None:
    photo = {"sha": "a", "there": False}
    outbox = [
        {"state": "waiting", "photos": [photo]},
        {"state": "stuck", "photos": []},
        {"state": "reopened", "photos": [photo]},
    ]
    receipts = [
        {"state": "accepted", "photos": [photo, {"sha": "b", "there": True}, {"sha": "c", "stuck": "lost"}]},
        {"state": "held", "photos": []},
        {"state": "conflict", "photos": []},
    ]

    assert call("counts", "countsOf", outbox, receipts) == {
        "only": 2, "stuck": 1, "received": 3, "held": 1, "conflict": 1, "photos": 2, "stuckPhotos": 1,
    }  # fmt: skip


VISIT = {"id": "v", "state": "to_score"}


def sheet(id: str, state: str, previous: str | None = None, acked: int = 0) -> dict[str, Any]:
    return {"id": id, "visit": "v", "state": state, "previous": previous, "acked": acked}


@pytest.mark.parametrize(
    ("rows", "receipts", "drafts", "state", "head"),
    [
        ([], [], [], "to_score", None),
        ([], [], [{"visit": "v"}], "drafting", None),
        ([], [], [{"visit": "other"}], "to_score", None),
        ([sheet("a", "waiting")], [], [], "waiting", "a"),
        ([sheet("a", "stuck")], [], [], "stuck", "a"),
        ([sheet("a", "reopened")], [], [], "to_score", None),
        ([], [sheet("a", "accepted")], [], "accepted", "a"),
        ([sheet("b", "waiting", "a")], [sheet("a", "accepted")], [], "waiting", "b"),
        ([], [sheet("a", "accepted", None, 1), sheet("b", "accepted", "a", 2)], [], "accepted", "b"),
        ([], [sheet("b", "accepted", "a", 1), sheet("a", "accepted", None, 2)], [], "accepted", "b"),
        ([], [sheet("a", "conflict", None, 1), sheet("b", "conflict", None, 2)], [], "conflict", "a"),
        ([], [sheet("a", "set_aside", None, 2), sheet("b", "accepted", None, 1)], [], "accepted", "b"),
        ([], [sheet("a", "accepted")], [{"visit": "v"}], "correcting", "a"),
        ([], [sheet("a", "held")], [], "held", "a"),
    ],
)
def test_standing_of_a_visit_follows_the_chain_of_corrections(
    call: Any, rows: list[Any], receipts: list[Any], drafts: list[Any], state: str, head: str | None
) -> None:
    found = call("standing", "standingOf", VISIT, rows, receipts, drafts)

    assert (found["state"], found["head"] and found["head"]["id"]) == (state, head)


def test_what_a_phone_signs_is_what_the_server_checks(call: Any) -> None:
    draft = {"id": ID, "visit": ID.replace("1", "2"), "previous": None}
    for previous, facts in (
        (None, {"judge": "1f", "deducted": {}, "vetoed": False}),
        (
            ID.replace("1", "3"),
            {"judge": "2f", "deducted": {"二.1": "1.00", "一.10": "0.50", "一.2": "12.00"}, "vetoed": True},
        ),
        (
            None,
            {
                "judge": "3f",
                "deducted": {"\U00020001.1": "1.00", "\uff10.1": "0.50", "\uff10.10": "2.00"},
                "vetoed": False,
            },
        ),
    ):
        text = call("signature", "statementOf", {**draft, "previous": previous}, DIGEST, facts)
        assert text.encode() == statement(id=ID, digest=DIGEST, visit=draft["visit"], previous=previous, **facts)


def test_without_the_browsers_keys_there_is_no_signature_and_no_error(scripts_page: Any) -> None:
    """As over plain HTTP."""
    found = scripts_page.evaluate(
        """async () => {
          const { keyOf, signatureOf } = await import("/static/field/js/signature.js");
          const subtle = Object.getOwnPropertyDescriptor(Crypto.prototype, "subtle");
          Object.defineProperty(Crypto.prototype, "subtle", { value: undefined, configurable: true });
          const without = [await keyOf("j"), await signatureOf({ judge: "j" }, "", { judge: "1f", deducted: {}, vetoed: false })];
          Object.defineProperty(Crypto.prototype, "subtle", subtle);
          return without;
        }"""
    )
    assert found == [None, ""]
