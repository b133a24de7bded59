"""Phones that are careless on purpose: each must be found by the day that the phone as shipped comes through (A10).

A day is lived by two judges on one server: one with the phone as it is, one with a phone of which some lines are others.
A day that both come through would prove nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks.judging import Judge
from tests.faults.served import (
    API,
    SHEETS,
    Changes,
    Place,
    exchange,
    log_in,
    look,
    note,
    open_sheet,
    phone_of,
    place_on,
    score,
)
from tests.field.phone_pages import counts, deduct, saved, settled, stored

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with place_on("sqlite") as made:
        yield made


@dataclass
class Life:
    """One judge, the phone, and where the sheets go."""

    place: Place
    judge: Judge
    page: Any

    @property
    def arrived(self) -> int:
        return self.place.stored(self.judge)


def portal(life: Life) -> bool:
    """The network of a hotel answers every sheet with 200 and a page of its own."""
    page = life.page
    page.route(SHEETS, lambda route: route.fulfill(status=200, content_type="text/html", body="<p>请先登录无线网</p>"))
    score(page, life.place.judging.visits[0])
    told = counts(look(page))["received"]
    page.unroute(SHEETS)
    look(page)
    return told == "0" and life.arrived == 1


def lost_answer(life: Life) -> bool:
    """The server has stored the sheet, the answer is lost, the phone sends again."""
    page, lost = life.page, []

    def answer(route: Any) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort("connectionreset")

    page.route(SHEETS, answer)
    score(page, life.place.judging.visits[0])
    look(look(page))
    return bool(lost) and life.arrived == 1 and counts(page)["only"] == "0"


def reload(life: Life) -> bool:
    """The page is loaded again in the middle of a sheet, as after the camera."""
    page = life.page
    open_sheet(page, life.place.judging.visits[0])
    deduct(page, "一.2", "1.00", "班子缺1人")
    saved(page)
    page.wait_for_timeout(300)
    page.reload()
    settled(page)
    return note(page, "一.2") == "班子缺1人"


def two_windows(life: Life) -> bool:
    """One sheet is open in two windows, and both are written to."""
    page, visit = life.page, life.place.judging.visits[0]
    other = page.context.new_page()
    open_sheet(page, visit)
    open_sheet(other, visit)
    for window, key in ((page, "一.1"), (other, "一.2")):
        window.bring_to_front()
        deduct(window, key, "1.00", f"第{key}项")
        saved(window)
        window.wait_for_timeout(300)
    open_sheet(page, visit)
    return (note(page, "一.1"), note(page, "一.2")) == ("第一.1项", "第一.2项")


def another_login(life: Life) -> bool:
    """Somebody else logs in on the phone while a sheet lies on it."""
    page, stranger, sent = life.page, life.place.judge(), []
    look(page)
    page.route(API, lambda route: route.abort())
    score(page, life.place.judging.visits[0])
    log_in(page.context, life.place, stranger)
    page.unroute(API)
    page.on("request", lambda request: sent.append(request.url) if "/field/api/sheets" in request.url else None)
    look(page)
    as_stranger = len(sent)
    log_in(page.context, life.place, life.judge)
    look(page)
    return as_stranger == 0 and (life.arrived, life.place.stored(stranger)) == (1, 0)


def one_refused(life: Life) -> bool:
    """Three sheets wait, and the server refuses the first of them for good."""
    page = look(life.page)
    page.route(API, lambda route: route.abort())
    for visit in life.place.judging.visits[:3]:
        score(page, visit)
    page.unroute(API)
    bad = min(stored(page, "outbox"), key=lambda row: row["seq"])["id"]
    refused = {"api": "score1", "code": "invalid", "message": "第一.2项有误。"}
    page.route(f"**/field/api/sheets/{bad}", lambda route: route.fulfill(status=422, json=refused))
    look(page)
    return life.arrived == 2 and counts(page)["only"] == "1"


BELIEVES: Changes = {
    "answers": [
        (
            "if (answer.failed || !isOurs(answer)) return again(answer);",
            'if (answer.status === 200) return { kind: "ack", state: { ...sent, state: "accepted" } };\n'
            "  if (answer.failed) return again(answer);",
        )
    ]
}
NEW_ID: Changes = {
    "send": [
        ("import { hurryPhotos", 'import { newId } from "./identity.js";\nimport { hurryPhotos'),
        ("  const body = await frozen(row);\n  if (body === null) return true;\n  const headers",
         '  const old = row;\n  row = { ...old, id: newId(), signature: "" };\n'
         "  const body = (await frozen(old)).replace(old.id, row.id);\n  row.digest = await digestOf(body);\n"
         "  const headers"),
        ("  return take(row, classify(await call(",
         "  const told = (verdict) => take(old, { ...verdict, state: { ...verdict.state, id: old.id, digest: old.digest } });\n"
         "  return told(classify(await call("),
    ]
}  # fmt: skip
SAVES_LATER: Changes = {"keeper": [("  keep(key) {\n", "  keep(key) {\n    if (key) return Promise.resolve();\n")]}
LAST_WINS: Changes = {
    "drafts": [("    if (other) merge(stored, draft, touched);\n", "")],
    "changes": [('typeof BroadcastChannel === "function"', "false")],
}
ANYBODYS: Changes = {
    "outbox": [('(await tx.all("outbox")).filter((row) => row.judge === judge));', '(await tx.all("outbox")));')],
    "api": [("all[\"X-Judge\"] = phone.judge;", "delete all.judge;")],
}  # fmt: skip
STOPS: Changes = {
    "send": [
        ("const LANES = 4;", "const LANES = 1;"),
        ("    await stick(row, verdict.code, verdict.message);\n    return true;", "    pause(60);\n    return false;"),
    ]
}
DAYS: dict[str, tuple[Callable[[Life], bool], Changes]] = {
    "takes any 200 for a receipt": (portal, BELIEVES),
    "makes a new id for each sending": (lost_answer, NEW_ID),
    "saves at the end alone": (reload, SAVES_LATER),
    "lets the last window win": (two_windows, LAST_WINS),
    "sends what lies there, whoever wrote it": (another_login, ANYBODYS),
    "stops at what is refused": (one_refused, STOPS),
}


@pytest.mark.parametrize("care", DAYS)
def test_day_is_survived_by_the_phone_as_shipped_and_not_by_a_careless_one(
    chromium: Any, place: Place, care: str
) -> None:
    day, changes = DAYS[care]
    came_through = []
    for changed in ({}, changes):
        judge = place.judge()
        with phone_of(chromium, place, judge, changed) as page:
            came_through.append(day(Life(place, judge, page)))

    assert came_through == [True, False]


NEXT_VERSION: Changes = {
    "database": [
        ("const SCHEMA = 1;", "const SCHEMA = 2;"),
        ("const UPGRADES = {", 'const UPGRADES = {\n  2: (database) => { database.createObjectStore("later"); },'),
    ]
}
DROPPING: Changes = {
    "database": [
        ("const SCHEMA = 1;", "const SCHEMA = 2;"),
        (
            "const UPGRADES = {",
            'const UPGRADES = {\n  2: (database) => { database.deleteObjectStore("outbox");'
            ' database.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true }); },',
        ),
    ]
}


def test_new_schema_of_the_phones_store_keeps_the_queue_and_a_dropping_one_does_not(
    chromium: Any, place: Place
) -> None:
    """The next version of the program finds a queue of this one."""
    arrived = []
    for upgrade in (NEXT_VERSION, DROPPING):
        judge = place.judge()
        with phone_of(chromium, place, judge, {}) as page:
            look(page)
            page.route(API, lambda route: route.abort())
            score(page, place.judging.visits[0])
            exchange(page.context, upgrade)
            look(page)
            page.unroute(API)
            look(page)
        arrived.append(place.stored(judge))

    assert arrived == [1, 0]
