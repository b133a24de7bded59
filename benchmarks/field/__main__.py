"""``python dev.py bench field [sqlite] [postgres]``: the receipt of sheets and photos under load, as ratios.

All ways take turns in one run on one database, on the disk, with the settings as shipped. The load comes from
processes of its own over loopback. One table; then where a request spends its time.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from statistics import median

from benchmarks.database import KINDS, Database, empty
from benchmarks.field import bare as bare_endpoint
from benchmarks.field import photos
from benchmarks.field.writers import Turn, Writers
from benchmarks.judging import Judge, Judging
from benchmarks.server import Server

CLIENTS = {1: 60, 8: 240, 32: 480}
"""Clients at once, and how many sheets they hand in between them in one turn."""
REPEATS = 3
BACKLOG = 50
BACKLOGS = {1: 4, 8: 16}
PHOTOS = {1: 30, 8: 80}
RUSH = 60
JUDGES, VISITS = 32, 60
Turns = dict[tuple[str, int], list[Turn]]


def main(words: list[str]) -> int:
    """Measure on the databases that are named, or on both. The exit code is 1 only when something was not stored."""
    parser = argparse.ArgumentParser(prog="dev.py bench field")
    parser.add_argument("kinds", nargs="*", metavar="|".join(KINDS))
    asked = parser.parse_args(words).kinds or list(KINDS)
    failed = 0
    for kind in asked:
        with empty(kind, folder=Path(tempfile.gettempdir()), settings={}) as database:
            failed += _measure(database)
    return 1 if failed else 0


def _measure(database: Database) -> int:
    os.environ.update(database.environment)
    judging = Judging.made_in(database.environment, JUDGES * 3 + RUSH + 1, VISITS)
    shares = [judging.judges[number * JUDGES : (number + 1) * JUDGES] for number in range(3)]
    rushing, profiled = judging.judges[3 * JUDGES : -1], judging.judges[-1]
    with (
        Server(database.environment) as product,
        Server(database.environment, "benchmarks.field.bare:application") as bare,
        Writers("product", database, judging, shares[0], product.port) as through,
        Writers("bare", database, judging, shares[1], bare.port) as beside,
        Writers("limit", database, judging, shares[2]) as below,
        Writers("product", database, judging, rushing, product.port) as rush,
    ):
        ways = [through, beside, below]
        for writers in ways:
            writers.turn(4, 40)  # once before it counts, so that everything is loaded
        sheets = _take_turns(ways, CLIENTS, 1)
        backlogs = _take_turns([through, below], BACKLOGS, BACKLOG)
        pictures = _photo_turns(database, product.port, bare.port, judging.judges[0])
        at_once = rush.turn(RUSH, RUSH)
    print(f"\n{database.kind}: whole sheets of {len(judging.items)} items with 13 deductions; p95 and p99 in ms")
    print(f"{'':36}{'per s':>8}{'p95':>7}{'p99':>7}{'of limit':>10}{'of bare':>9}")
    _show("sheet", sheets)
    _show(f"backlog of {BACKLOG}", backlogs)
    _show("photo of 200 kB", pictures)
    print(
        f"{RUSH} judges, one sheet each at once: {at_once.seconds:.1f} s, slowest {at_once.each[-1]:.1f} s, "
        f"{at_once.failed} errors"
    )
    _show_layers(judging, profiled)
    every = [turn for turns in (sheets, backlogs, pictures) for made in turns.values() for turn in made]
    return at_once.failed + sum(turn.failed for turn in every)


def _take_turns(ways: Iterable[Writers], plan: dict[int, int], size: int) -> Turns:
    turns: Turns = defaultdict(list)
    for _ in range(REPEATS):
        for clients, sendings in plan.items():
            for writers in ways:
                turns[writers.way, clients].append(writers.turn(clients, sendings, size))
    return turns


def _photo_turns(database: Database, port: int, bare_port: int, judge: Judge) -> Turns:
    ways = {
        "product": (port, "/field/api/photos/"),
        "bare": (bare_port, bare_endpoint.PHOTOS),
        "bare with a row": (bare_port, bare_endpoint.PHOTOS_WITH_ROW),
    }
    turns: Turns = defaultdict(list)
    for _ in range(REPEATS):
        for clients, number in PHOTOS.items():
            made = photos.make_photos(number)
            for way, (at, path) in ways.items():
                turns[way, clients].append(photos.through_the_line(at, path, judge, made, clients))
            turns["limit", clients].append(photos.as_plain_files(database.folder / "plain", made, clients))
    return turns


def _show(what: str, turns: Turns) -> None:
    for (way, clients), made in sorted(turns.items(), key=lambda one: (one[0][1], one[0][0])):
        rate = median(turn.rate for turn in made)
        latency = "".join(f"{1000 * median(turn.percentile(share) for turn in made):>7.0f}" for share in (95, 99))
        ratios = "".join(_ratio(turns, way, other, clients, width) for other, width in (("limit", 10), ("bare", 9)))
        print(f"{what + ', ' + way + ', ' + str(clients):36}{rate:>8.0f}{latency}{ratios}")


def _ratio(turns: Turns, way: str, other: str, clients: int, width: int) -> str:
    """The median of the ratios of turns that followed one another, so that a busy moment of the machine counts for both."""
    if way == other or (other, clients) not in turns:
        return " " * width
    pairs = zip(turns[way, clients], turns[other, clients], strict=True)
    return f"{median(mine.rate / theirs.rate for mine, theirs in pairs):>{width}.0%}"


def _show_layers(judging: Judging, judge: Judge) -> None:
    told = json.dumps({**asdict(judging), "judges": [asdict(judge)]})
    words = [sys.executable, "-m", "benchmarks.field.layers", told]
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    print("where one request spends its time (under a profile):")
    for layer, share in json.loads(done.stdout):
        print(f"  {share:>4.0f} %  {layer}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
