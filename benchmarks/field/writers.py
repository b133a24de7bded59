"""A process of its own that writes whole sheets as fast as it gets them stored, in one of three ways.

``product``: through the sync API. ``bare``: through the bare endpoint. ``limit``: by plain SQL, no web server at all.
It is told what to do and answers line by line in JSON, so that the three can take turns on one database.
"""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.database import Database
from benchmarks.field.rows import Places
from benchmarks.judging import Judge, Judging, Sheet
from benchmarks.line import Line

Send = Callable[[Sequence[Sheet]], bool]


@dataclass(frozen=True)
class Turn:
    """What one turn took: seconds in all, seconds of each sending in order of size, and how many failed."""

    sheets: int
    seconds: float
    each: tuple[float, ...]
    failed: int

    @property
    def rate(self) -> float:
        return self.sheets / self.seconds

    def percentile(self, percent: int) -> float:
        """Seconds that this share of the sendings did not exceed."""
        return self.each[min(len(self.each) - 1, len(self.each) * percent // 100)]


class Writers:
    """The process as its caller sees it."""

    def __init__(self, way: str, database: Database, judging: Judging, judges: Sequence[Judge], port: int = 0) -> None:
        self.way = way
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.field.writers"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        said = {"folder": str(database.folder), "url": database.url, "kind": database.kind, "port": port, "way": way}
        self._tell({**said, "judging": {**asdict(judging), "judges": [asdict(judge) for judge in judges]}})

    def __enter__(self) -> "Writers":
        return self

    def __exit__(self, *_error: object) -> None:
        self._process.kill()
        self._process.wait()

    def turn(self, clients: int, sendings: int, size: int = 1) -> Turn:
        """Let so many clients hand in so many sheets or backlogs of this size between them."""
        self._tell({"clients": clients, "sendings": sendings, "size": size})
        assert self._process.stdout is not None
        raw = json.loads(self._process.stdout.readline())
        return Turn(raw["sheets"], raw["seconds"], tuple(raw["each"]), raw["failed"])

    def _tell(self, what: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()


def main() -> None:
    """The process itself."""
    said = json.loads(sys.stdin.readline())
    raw = said["judging"]
    judges = tuple(Judge(**judge) for judge in raw["judges"])
    judging = Judging(judges, tuple(raw["visits"]), raw["sheet"], raw["items"])
    database = Database(said["kind"], Path(said["folder"]), said["url"])
    queues = [judging.sheets_of(judge) for judge in judges]
    opener = {"product": _product, "bare": _bare, "limit": _limit}[said["way"]](database, said["port"])
    for order in sys.stdin:
        print(json.dumps(asdict(_turn(queues, opener, **json.loads(order)))), flush=True)


def _turn(
    queues: list[Iterator[Sheet]], opener: Callable[[Judge], Send], clients: int, sendings: int, size: int
) -> Turn:
    shares = [_share(queues, client, clients, sendings // clients, size) for client in range(clients)]
    each: list[float] = []
    failed: list[int] = []
    start = threading.Barrier(clients + 1)

    def write(share: list[list[Sheet]]) -> None:
        send = {judge: opener(judge) for judge in dict.fromkeys(sheets[0].judge for sheets in share)}
        start.wait()
        for sheets in share:
            began = time.perf_counter()
            stored = send[sheets[0].judge](sheets)
            each.append(time.perf_counter() - began)
            if not stored:
                failed.append(1)

    threads = [threading.Thread(target=write, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    return Turn(sum(map(len, shares)) * size, seconds, tuple(sorted(each)), len(failed))


def _share(queues: list[Iterator[Sheet]], client: int, clients: int, sendings: int, size: int) -> list[list[Sheet]]:
    """The client's sendings, made before the clock runs; the judges are dealt out among the clients."""
    own = queues[client::clients]
    return [list(islice(own[number % len(own)], size)) for number in range(sendings)]


def _product(_database: Database, port: int) -> Callable[[Judge], Send]:
    def open_line(judge: Judge) -> Send:
        line = Line(port, judge)
        return lambda sheets: all(
            answer.acknowledges(sheet) for sheet, answer in zip(sheets, line.send(sheets), strict=True)
        )

    return open_line


def _bare(_database: Database, port: int) -> Callable[[Judge], Send]:
    def open_line(judge: Judge) -> Send:
        line = Line(port, judge)
        return lambda sheets: all(
            line.ask("PUT", f"/sheets/{one.id}", one.body, {"X-Signature": one.signature}).status == 201
            for one in sheets
        )

    return open_line


def _limit(database: Database, _port: int) -> Callable[[Judge], Send]:
    """One transaction for each sending. On SQLite one writer at a time: waiting for its lock would only cost time."""
    places, turn, mark = Places.of(database), threading.Lock(), "?" if database.kind == "sqlite" else "%s"
    begin = "BEGIN IMMEDIATE" if database.kind == "sqlite" else "BEGIN"
    connections = threading.local()

    def send(sheets: Sequence[Sheet]) -> bool:
        if not hasattr(connections, "mine"):
            connections.mine = database.connect()
            if database.kind == "sqlite":
                connections.mine.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA;")
        if database.kind == "sqlite":
            with turn:
                return store(sheets)
        return store(sheets)

    def store(sheets: Sequence[Sheet]) -> bool:
        cursor = connections.mine.cursor()
        cursor.execute(begin)
        for sheet in sheets:
            places.write(cursor, sheet, mark)
        cursor.execute("COMMIT")
        return True

    return lambda _judge: send


if __name__ == "__main__":
    main()
