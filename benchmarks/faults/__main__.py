"""``python dev.py bench faults [--long] [--db KIND] [kill] [power] [phone]``: every fault with its controls; one line each.

The exit code is 1 when the product lost or changed anything, or when a control lost nothing: then the run is void.
Ctrl-C or SIGTERM ends the kills after the one that is going on: what was acknowledged so far is looked for and counted,
and the exit code is 1. A second one ends at once.
"""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from benchmarks.database import KINDS
from benchmarks.faults import disk, kill, phone
from benchmarks.faults.power import power_run

POWER_CUTS = {"sqlite": (60, 1000), "postgres": (15, 300)}
POWER_CONTROLS = {"sqlite-full": 20, "sqlite-wal-normal": 5, "postgres-no-fsync": 5}
PHONE_CUTS = (4, 100)


def main(words: list[str]) -> int:
    """Run what is asked for, or everything."""
    parser = argparse.ArgumentParser(prog="dev.py bench faults")
    parser.add_argument("--long", action="store_true", help="500 kills, 1000 power cuts: some hours")
    parser.add_argument("--db", choices=KINDS, help="kill on this database alone")
    parser.add_argument("which", nargs="*", metavar="kill|power|phone")
    asked = parser.parse_args(words)
    kinds = [asked.db] if asked.db else KINDS
    faults = {"kill": lambda long: _kills(long, kinds), "power": _power_cuts, "phone": _phone_cuts}
    if unknown := set(asked.which) - set(faults):
        parser.error(f"unknown: {', '.join(unknown)}")
    if reason := disk.impossible():
        print(f"without power cuts: {reason}")
    failed = False
    for name in asked.which or faults:
        if name != "kill" and reason:
            failed = True
            continue
        for told, as_it_should in faults[name](asked.long):
            print(f"{'ok    ' if as_it_should else 'FAILED'} {told}", flush=True)
            failed |= not as_it_should
    return 1 if failed else 0


def _kills(long: bool, kinds: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """The controls come first: a run that is ended early has them all the same."""
    with _asked_to_end() as early:
        for kind in kinds:
            for application, plan in kill.CONTROLS.items():
                wrong = kill.kill_run(kind, plan, application, early=early)
                if not early.is_set():
                    yield f"control {application} {kind}: {wrong}", not wrong.sound
            run = kill.kill_run(kind, kill.LONG if long else kill.SHORT, early=early)
            yield f"kill {kind}: {run}", run.sound
            if early.is_set():
                yield "ended early", False
                return


@contextmanager
def _asked_to_end() -> Iterator[threading.Event]:
    """Set at the first Ctrl-C or SIGTERM. The same request may come by two ways: what follows within a second is it again."""
    asked, times = threading.Event(), [0.0]
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}

    def ask(*_signal: object) -> None:
        if asked.is_set() and time.monotonic() - times[0] > 1:
            raise KeyboardInterrupt
        if not asked.is_set():
            print("ending after this kill", file=sys.stderr, flush=True)
            times[0] = time.monotonic()
            asked.set()

    for one in before:
        signal.signal(one, ask)
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _power_cuts(long: bool) -> Iterator[tuple[str, bool]]:
    for kind, counts in POWER_CUTS.items():
        cuts = power_run(kind, counts[long])
        yield f"power {cuts}", cuts.sound
    for kind, most in POWER_CONTROLS.items():
        cuts = power_run(kind, most, until_lost=True)
        yield f"control {cuts}", not cuts.sound


def _phone_cuts(long: bool) -> Iterator[tuple[str, bool]]:
    shipped = phone.phone_run(PHONE_CUTS[long])
    yield str(shipped), not shipped.lost
    control = phone.phone_run(8, strict=False)
    yield f"control {control}", bool(control.lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
