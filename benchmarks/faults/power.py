"""Cut the power under a server that receives sheets: what it acknowledged before the cut must be there (security.md A2, A3).

``python -m benchmarks.faults.power KIND CUTS`` prints the outcome as JSON; KIND names the database and how it is kept.
The writers are stopped before the cut, so that only acknowledgements given before it count: an unstopped run reports
the last ones as lost that were given while the power was going. The sheets go through ``receive_ballots`` itself, in a
process that is forked for each cut from one that has the product loaded.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass

from benchmarks.database import Database
from benchmarks.faults.disk import Disk
from benchmarks.faults.kept import judge_rows
from benchmarks.faults.power_databases import KINDS, Powered, powered
from benchmarks.judging import Judging, Sheet

WRITERS = 4
UP = (0.1, 0.5)
"""Seconds between the first acknowledgement and the cut."""


@dataclass(frozen=True)
class Cuts:
    """``lost`` are sheets that were acknowledged before a cut and not there after it, in ``losing`` of the cuts."""

    kind: str
    cuts: int
    acknowledged: int
    lost: int
    losing: int
    wrong: int
    corrupt: int
    seconds: float

    @property
    def sound(self) -> bool:
        return not (self.lost or self.wrong or self.corrupt)

    def __str__(self) -> str:
        return (
            f"{self.kind}: {self.cuts} cuts, {self.acknowledged} acknowledged, {self.lost} lost in {self.losing} cuts, "
            f"{self.wrong} altered or in part, {self.corrupt} times corrupt, {self.seconds:.0f} s"
        )


def power_run(kind: str, cuts: int, *, until_lost: bool = False) -> Cuts:
    """Cut the power so many times; a control may stop at its first loss. Runs in a process of its own."""
    words = [sys.executable, "-m", "benchmarks.faults.power", kind, str(cuts), str(int(until_lost))]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return Cuts(**json.loads(done.stdout.splitlines()[-1]))


def _power_run(kind: str, cuts: int, until_lost: bool) -> Cuts:
    began = time.monotonic()
    with Disk() as disk, powered(kind, disk.path) as product:
        judging = Judging.made_in(product.database.environment, WRITERS, visits=40)
        queues = [Queue(judging, number) for number in range(WRITERS)]
        kept: list[Sheet] = []
        lost: set[str] = set()
        made = losing = corrupt = 0
        chance = random.Random(1)
        os.sync()  # the round itself is on the disk; what is at stake is what comes in now
        while made < cuts and not corrupt and not (until_lost and lost):
            told = _one_cut(disk, product, queues, chance)
            made, kept = made + 1, kept + told
            corrupt += not product.whole()
            if corrupt:
                return Cuts(kind, made, len(kept), len(told), losing + 1, 0, corrupt, time.monotonic() - began)
            missing = {sheet.id for sheet in told} - _ids(product.database)
            losing, lost = losing + bool(missing), lost | missing
        verdict = judge_rows(product.database, [one for one in kept if one.id not in lost], _sent(queues))
        wrong = verdict.lost + verdict.altered + verdict.doubled + verdict.partial + verdict.unknown
        return Cuts(kind, made, len(kept), len(lost), losing, wrong, corrupt, time.monotonic() - began)


class Queue:
    """One judge's sheets in order; what was not acknowledged before a cut is sent again after it."""

    def __init__(self, judging: Judging, number: int) -> None:
        self.number, self.position = number, 0
        sheets = judging.sheets_of(judging.judges[number])
        self._sheets, self.made = sheets, [next(sheets) for _ in range(200)]

    def waiting(self) -> list[Sheet]:
        """The next sheets: more than can be sent until the cut."""
        while len(self.made) < self.position + 200:
            self.made.append(next(self._sheets))
        return self.made[self.position :]

    def take(self) -> Sheet:
        """The one that has been acknowledged."""
        self.position += 1
        return self.made[self.position - 1]


def _one_cut(disk: Disk, product: Powered, queues: list[Queue], chance: random.Random) -> list[Sheet]:
    """Let the writers work, stop them, cut the power, switch it on; returns what had been acknowledged."""
    work = [queue.waiting() for queue in queues]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _write_all(work, writing)
    os.close(writing)
    first = os.read(reading, 1)
    if not first:
        raise RuntimeError("the writers ended before they had written anything")
    time.sleep(chance.uniform(*UP))
    os.kill(child, signal.SIGSTOP)
    os.waitpid(child, os.WUNTRACED)  # only now does none of its threads run any more
    os.set_blocking(reading, False)
    try:
        said = first + os.read(reading, 1 << 16)
    except BlockingIOError:
        said = first
    disk.cut()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(reading)
    product.down()
    disk.restore()
    product.up()
    return [queues[number].take() for number in said]


def _write_all(work: list[list[Sheet]], pipe: int) -> None:
    """The child: each judge hands in one sheet after the other and tells of each that was acknowledged; never returns."""
    threads = [threading.Thread(target=_write, args=(number, sheets, pipe)) for number, sheets in enumerate(work)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(0)


def _write(number: int, sheets: list[Sheet], pipe: int) -> None:
    from guanmo.stages.organisations.models import User
    from guanmo.stages.scoring.domain.submit_ballot import submit_ballot

    judge = User.objects.get(uuid=sheets[0].judge.id)
    for sheet in sheets:
        submit_ballot(sheet.body, by=judge, signature=sheet.signature)
        os.write(pipe, bytes([number]))


def _ids(database: Database) -> set[str]:
    from uuid import UUID

    return {str(UUID(str(id))) for (id,) in database.rows("SELECT id FROM scoring_ballotversion")}


def _sent(queues: list[Queue]) -> set[str]:
    return {sheet.id for queue in queues for sheet in queue.made}


def main() -> None:
    """One run; the last line of the output is its outcome."""
    kind, cuts, until_lost = sys.argv[1], int(sys.argv[2]), sys.argv[3:] == ["1"]
    assert kind in KINDS, f"one of {', '.join(KINDS)}"
    print(json.dumps(asdict(_power_run(kind, cuts, until_lost))))


if __name__ == "__main__":
    main()
