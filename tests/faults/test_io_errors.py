"""The disk answers with an error now and then: what was acknowledged is there, the rest is asked for again (A6)."""

import os
import shutil
import threading
from itertools import islice

import pytest

from benchmarks.database import empty
from benchmarks.faults.kept import Verdict, judge_rows
from benchmarks.judging import Judging, Sheet
from benchmarks.line import BROKEN, Line
from benchmarks.server import PRODUCT, Server

WRITERS, SHEETS = 4, 40
FAILING = "fsync,fdatasync:error=EIO:when=5+13"
"""Of each thread's calls that wait for the disk, the fifth and then every thirteenth fail."""


@pytest.fixture(autouse=True)
def _tracer() -> None:
    if not shutil.which("strace"):
        reason = "making a disk fail needs strace (package strace)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


def run(application: str) -> tuple[Verdict, int]:
    """What is left of the acknowledged sheets, and how many sendings were asked to come again."""
    under = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=fsync,fdatasync", "-e", f"inject={FAILING}"]
    with empty("sqlite") as database:
        judging = Judging.made_in(database.environment, judges=WRITERS, visits=SHEETS)
        queues = [list(islice(judging.sheets_of(judge), SHEETS)) for judge in judging.judges]
        acknowledged: list[Sheet] = []
        again: list[Sheet] = []
        with Server(database.environment, application, under=under) as server:
            lines = [Line(server.port, judge) for judge in judging.judges]
            threads = [
                threading.Thread(target=hand_in, args=(line, queue, acknowledged, again))
                for line, queue in zip(lines, queues, strict=True)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        sent = {sheet.id for queue in queues for sheet in queue}
        return judge_rows(database, acknowledged, sent), len(again)


def hand_in(line: Line, sheets: list[Sheet], acknowledged: list[Sheet], again: list[Sheet]) -> None:
    """Each sheet until it is acknowledged, as a phone does."""
    for sheet in sheets:
        for _attempt in range(50):
            try:
                (answer,) = line.send([sheet])
            except BROKEN:
                continue
            if answer.acknowledges(sheet):
                acknowledged.append(sheet)
                break
            again.append(sheet)


def test_acknowledged_sheets_survive_a_disk_that_fails_now_and_then() -> None:
    verdict, again = run(PRODUCT)

    assert verdict.sound, str(verdict)
    assert verdict.acknowledged == WRITERS * SHEETS
    assert again > 0


def test_control_that_acknowledges_before_it_stores_loses() -> None:
    verdict, _again = run("benchmarks.faults.careless:early")

    assert verdict.lost > 0, str(verdict)
