"""Kill -9 the server again and again under judges who send sheets and do not give up (security.md A1, A7).

Each writer is a logged-in judge whose phone sends the same bytes until they are acknowledged; one reply in ten is cut
off unread, so that the same sheet often arrives twice at once. At the end the rows are read straight from the database.
A kill proves that nothing is acknowledged before it is committed and that repeats are recognised; it proves nothing
about the disk (see power.py).
"""

import random
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import islice

from benchmarks.database import Database, empty
from benchmarks.faults.kept import Verdict, judge_rows
from benchmarks.judging import Judge, Judging, Sheet
from benchmarks.line import BROKEN, Answer, Line
from benchmarks.server import PRODUCT, Server


@dataclass(frozen=True)
class Plan:
    """At least so many kills and acknowledged sheets.

    ``visits`` is how many places each judge has: what comes after its sheet there is a correction. ``single`` is the
    share of sheets sent one at a time, the others go as backlogs; ``cut`` the share of replies that are never read.
    """

    kills: int
    sheets: int
    writers: int = 12
    visits: int = 40
    single: float = 0.5
    cut: float = 0.1
    seed: int = 1


BACKLOG = 20
PATIENCE = (2, 10)
"""Seconds after which a kill comes without any acknowledgement."""
TOLD_AFTER = 25
"""Kills between two lines of progress."""
SHORT = Plan(kills=40, sheets=5_000)
LONG = Plan(kills=500, sheets=100_000, visits=400)
CONTROLS = {
    "benchmarks.faults.careless:early": Plan(kills=2, sheets=50, single=1.0),
    "benchmarks.faults.careless:halves": Plan(kills=6, sheets=60, single=1.0),
    "benchmarks.faults.careless:again": Plan(kills=2, sheets=50, single=1.0, cut=0.4),
}
"""Servers that this harness must find wrong, each with the plan that is enough for it."""


@dataclass
class Run:
    """What happened: shared by the writers and the one who kills. ``early`` asks for an end before the plan is met."""

    plan: Plan
    acknowledged: list[Sheet] = field(default_factory=list)
    sent: set[str] = field(default_factory=set)
    refused: list[Answer] = field(default_factory=list)
    kills: int = 0
    cuts: int = 0
    broken: int = 0
    busy: int = 0
    seconds: float = 0.0
    stop: bool = False
    early: threading.Event = field(default_factory=threading.Event)
    verdict: Verdict | None = None

    @property
    def enough(self) -> bool:
        return self.kills >= self.plan.kills and len(self.acknowledged) >= self.plan.sheets

    @property
    def sound(self) -> bool:
        return self.verdict is not None and self.verdict.sound and not self.refused

    def __str__(self) -> str:
        planned = "" if self.enough or self.refused else f" of the planned {self.plan.kills}"
        said = f"{self.kills}{planned} kills, {self.cuts} replies cut, {self.broken} broken lines, {self.busy} errors 5xx, {self.seconds:.0f} s; "
        if self.refused:
            said += f"{len(self.refused)} sheets refused, the first with {self.refused[0]}; "
        return said + str(self.verdict)


def kill_run(kind: str, plan: Plan, application: str = PRODUCT, *, early: threading.Event | None = None) -> Run:
    """Run the plan on an empty database of this kind, with the product or with a control in its place.

    Once ``early`` is set, no further kill is begun, and what was acknowledged until then is looked for.
    """
    run = Run(plan, early=early or threading.Event())
    with empty(kind) as database:
        judging = Judging.made_in(database.environment, plan.writers, plan.visits)
        _kill_run(database, judging, run, application)
    return run


def _kill_run(database: Database, judging: Judging, run: Run, application: str) -> None:
    began = time.monotonic()
    with Server(database.environment, application) as server:
        writers = [
            threading.Thread(target=_write, args=(run, judging, judge, server.port, number))
            for number, judge in enumerate(judging.judges)
        ]
        for writer in writers:
            writer.start()
        try:
            _kill_until_enough(run, server, began)
        finally:
            run.stop = True
            for writer in writers:
                writer.join()
    run.seconds = time.monotonic() - began
    run.verdict = judge_rows(database, run.acknowledged, run.sent)


def _kill_until_enough(run: Run, server: Server, began: float) -> None:
    """Kill after a chance number of acknowledgements, so that a slow machine is killed at the same points as a fast one."""
    chance, share = random.Random(run.plan.seed), max(run.plan.sheets / run.plan.kills, 1)
    while not (run.enough or run.refused or run.early.is_set()):
        enough = len(run.acknowledged) + chance.uniform(0, 2 * share)
        latest = time.monotonic() + chance.uniform(*PATIENCE)
        while len(run.acknowledged) < enough and time.monotonic() < latest:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.15))  # else each kill would fall into the same moment, just after an answer
        server.kill()
        run.kills += 1
        server.start()
        if run.kills % TOLD_AFTER == 0:
            told = f"{run.kills} kills, {len(run.acknowledged)} sheets acknowledged, {time.monotonic() - began:.0f} s"
            print(told, file=sys.stderr, flush=True)


def _write(run: Run, judging: Judging, judge: Judge, port: int, number: int) -> None:
    line, chance, sheets = Line(port, judge), random.Random(f"{run.plan.seed}/{number}"), judging.sheets_of(judge)
    while not run.stop:
        backlog = list(islice(sheets, 1 if chance.random() < run.plan.single else BACKLOG))
        run.sent.update(sheet.id for sheet in backlog)
        _hand_in(run, line, backlog, chance)
    line.close()


def _hand_in(run: Run, line: Line, sheets: list[Sheet], chance: random.Random) -> None:
    """Send the same bytes until all are acknowledged, or the server refuses one, or the run is over."""
    while sheets and not run.stop:
        try:
            if chance.random() < run.plan.cut:
                run.cuts += 1
                line.send_and_hang_up(sheets)
                continue
            answers = line.send(sheets)
        except BROKEN:
            run.broken += 1
            time.sleep(0.1)
            continue
        told = list(zip(sheets, answers, strict=True))
        run.acknowledged += [sheet for sheet, answer in told if answer.acknowledges(sheet)]
        run.refused += [answer for sheet, answer in told if answer.status < 500 and not answer.acknowledges(sheet)]
        run.busy += sum(answer.status >= 500 for answer in answers)
        sheets = [] if run.refused else [sheet for sheet, answer in told if answer.status >= 500]
