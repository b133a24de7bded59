"""Phone and server as they are in service, on both databases: a long queue, and a server that went back in time (A9, A10)."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from benchmarks.database import KINDS
from benchmarks.faults.kept import judge_rows
from benchmarks.judging import Judge, Sheet
from tests.faults.served import API, Changes, Place, look, phone_of, place_on, score
from tests.field.phone_pages import counts, standing, stored, wait_for_counts

pytestmark = pytest.mark.browser

QUEUED = int(os.environ.get("GUANMO_QUEUED", "1000"))
"""Sheets in the queue; the long form has ten thousand (docs/testing.md)."""
AT_ONCE = 250


@pytest.fixture(scope="module", params=KINDS)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with place_on(request.param) as made:
        yield made


def spoilt(sheet: Sheet) -> Sheet:
    """The same sheet with more points off an item than it has: nothing that the server could ever take."""
    document = json.loads(sheet.body)
    next(one for one in document["items"] if one["deductions"])["deductions"][0]["points"] = "99.00"
    return replace(sheet, body=json.dumps(document, ensure_ascii=False).encode(), signature="")


def fill_queue(page: Any, sheets: Sequence[Sheet], sheet: str) -> None:
    """Put finished sheets into the phone's queue, as they lie there after many days without a network."""
    for start in range(0, len(sheets), AT_ONCE):
        rows = [
            {
                "row": {"id": one.id, "judge": one.judge.id, "digest": one.digest, "signature": one.signature,
                        "visit": one.visit, "sheet": sheet, "previous": one.previous, "photos": [],
                        "state": "waiting", "finished": 0},
                "body": one.body.decode(),
            }
            for one in sheets[start : start + AT_ONCE]
        ]  # fmt: skip
        page.evaluate(
            """(rows) => new Promise((done, failed) => {
              const opening = indexedDB.open("guanmo-field");
              opening.onsuccess = () => {
                const tx = opening.result.transaction(["outbox", "bodies"], "readwrite");
                for (const { row, body } of rows) {
                  tx.objectStore("outbox").put(row);
                  tx.objectStore("bodies").put(body, row.id);
                }
                tx.oncomplete = () => { opening.result.close(); done(); };
                tx.onerror = failed;
              };
            })""",
            rows,
        )


def test_thousands_of_queued_sheets_arrive_and_one_that_is_stuck_blocks_nobody(chromium: Any, place: Place) -> None:
    judge, judging = place.judge(), place.judging
    good = list(islice(judging.sheets_of(judge), QUEUED - 1))
    bad = spoilt(judging.finished(judge, judging.visits[-1]))
    queue = [*good[: QUEUED // 2], bad, *good[QUEUED // 2 :]]
    with phone_of(chromium, place, judge) as page:
        look(page)
        page.route(API, lambda route: route.abort())
        fill_queue(page, queue, judging.sheet)
        look(page)
        assert counts(page)["only"] == str(QUEUED)
        page.set_default_timeout(60_000 + 60 * QUEUED)
        page.unroute(API)
        page.goto("about:blank")
        page.goto("/field/#/phone")
        wait_for_counts(page, only=1, received=QUEUED - 1)
        (left,) = stored(page, "outbox")

    assert (left["id"], left["state"]) == (bad.id, "stuck")
    verdict = judge_rows(place.database, good, {one.id for one in queue})
    assert (verdict.acknowledged, verdict.sound) == (QUEUED - 1, True), str(verdict)


def guanmo(place: Place, *words: str) -> None:
    environment = {**os.environ, **place.database.environment}
    subprocess.run([sys.executable, "-m", "guanmo", *words], env=environment, check=True, capture_output=True)


def lose(place: Place) -> None:
    """The database is gone; an empty one waits for the copy."""
    if place.database.kind == "sqlite":
        (place.database.folder / "guanmo.sqlite3").unlink()
        return
    import psycopg

    base, name = place.database.url.rsplit("/", 1)
    with psycopg.connect(f"{base}/template1", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')


NEVER_ASKS: Changes = {
    "check": [("for (const one of receipts) if (!isConfirmed(one, sheets[one.id])) await offerAgain(one);", "")]
}


def test_server_restored_from_a_copy_gets_again_what_came_since_and_nobody_has_to_do_anything(
    chromium: Any, place: Place, tmp_path: Path
) -> None:
    """Both pages stay open; a phone that does not ask what the server has goes on to call the lost sheet received."""
    first, second = place.judging.visits[:2]
    judge, forgetful = place.judge(), place.judge()
    with phone_of(chromium, place, judge, {}) as page, phone_of(chromium, place, forgetful, NEVER_ASKS) as control:
        for one in (page, control):
            one.clock.install()
            score(one, first)
            standing(one, "accepted")
        guanmo(place, "backup", str(tmp_path), *(["--logical"] if place.database.kind == "postgres" else []))
        for one in (page, control):
            score(one, second)
            standing(one, "accepted")
            look(one)
        before = {one.id: set(place.payloads(one)) for one in (judge, forgetful)}
        place.server.kill()
        lose(place)
        (copy,) = tmp_path.glob("guanmo-*")
        guanmo(place, "restore", str(copy))
        place.server.start()
        assert [place.stored(one) for one in (judge, forgetful)] == [1, 1]

        page.clock.fast_forward(61_000)
        until_stored(page, place, judge, 2)
        page.wait_for_selector("[data-banner=log]")
        control.clock.fast_forward(61_000)
        control.wait_for_selector("[data-banner=log]")
        look(control)

        assert set(place.payloads(judge)) == before[judge.id]
        wait_for_counts(page, only=0, received=2)
        assert (place.stored(forgetful), counts(control)["received"]) == (1, "2")


def until_stored(page: Any, place: Place, judge: Judge, wanted: int) -> None:
    for _ in range(600):
        if place.stored(judge) == wanted:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{place.stored(judge)} of {wanted} sheets are stored")
