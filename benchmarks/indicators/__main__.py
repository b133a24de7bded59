"""``python dev.py bench indicators``: what values cost, as ratios within one run, on both databases, each with its aim.

CPU seconds count this process and the database's; milliseconds of a write are the p50 of such.
"""

import json
import os
import subprocess
import sys
from typing import Any

from benchmarks.database import KINDS, empty
from benchmarks.indicators.county import COUNTY, LARGE, SMALL
from benchmarks.indicators.start import start_ms

CHEAPER_THAN_A_LOOP, DEARER_THAN_BY_HAND = 30, 1.3
WRITE_MS, GROWTH, TOGETHER, START_MS = 1.0, 1.5, 0.8, 50


class Table:
    """What was measured, line by line, and whether every aim was met."""

    def __init__(self) -> None:
        self.missed = 0

    def aim(self, what: str, found: str, aim: str, met: bool) -> None:
        self.missed += not met
        print(f"{what:62}{found:>16}{aim:>12}  {'ok' if met else 'MISS'}", flush=True)


def main(words: list[str]) -> int:
    """Measure and print; the exit code says whether every aim was met."""
    table = Table()
    for kind in [word for word in words if word in KINDS] or KINDS:
        print(f"\n{kind}: {COUNTY.organisations} organisations with {COUNTY.members} members each")
        _values(table, _measured(kind, "values", "COUNTY")["found"])
        _together(table, _measured(kind, "together", "SMALL")["found"])
        _writes(table, {shape: _measured(kind, "writes", shape) for shape in ("SMALL", "LARGE")})
    with empty("sqlite") as database:
        ours, all = start_ms(database)
    table.aim(
        f"\nserver start: modules of indicators, of {all:.0f} ms", f"{ours:.0f} ms", f"<= {START_MS}", ours <= START_MS
    )
    return 1 if table.missed else 0


def _measured(kind: str, what: str, shape: str) -> Any:
    """Of a database of its own, which is gone afterwards."""
    with empty(kind) as database:
        words = [sys.executable, "-m", "benchmarks.indicators.measure", what, shape]
        environment = {**os.environ, **database.environment}
        return json.loads(subprocess.run(words, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout)


def _values(table: Table, found: dict[str, dict[str, float]]) -> None:
    print(f"{'CPU ms for all values of a year':24}{'product':>16}{'by hand':>10}{'with meaning':>14}{'loop':>10}")
    for code, times in [*found.items(), ("together", _sums(found))]:
        product, hand, meaning, loop = (1000 * times[name] for name in ("statement", "hand", "readings", "loop"))
        print(f"{code:24}{product:16.1f}{hand:10.1f}{meaning:14.1f}{loop:10.0f}")
    sums = _sums(found)
    cheaper, dearer = sums["loop"] / sums["statement"], sums["statement"] / sums["hand"]
    with_meaning = sums["loop"] / sums["readings"]
    table.aim("cheaper than the loop", f"{cheaper:.0f} x", f">= {CHEAPER_THAN_A_LOOP}", cheaper >= CHEAPER_THAN_A_LOOP)
    table.aim(
        "  with what each value means",
        f"{with_meaning:.0f} x",
        f">= {CHEAPER_THAN_A_LOOP}",
        with_meaning >= CHEAPER_THAN_A_LOOP,
    )
    table.aim("dearer than by hand", f"{dearer:.2f} x", f"<= {DEARER_THAN_BY_HAND}", dearer <= DEARER_THAN_BY_HAND)


def _sums(found: dict[str, dict[str, float]]) -> dict[str, float]:
    return {name: sum(times[name] for times in found.values()) for name in ("statement", "hand", "readings", "loop")}


def _writes(table: Table, runs: dict[str, Any]) -> None:
    small, large = runs["SMALL"], runs["LARGE"]
    print(f"one write, p50 in ms of CPU; {LARGE.organisations} organisations were made in {large['made']:.0f} s")
    for source, times in small["found"].items():
        more = large["found"][source]
        for shape, one in ((SMALL, times), (LARGE, more)):
            added = one["facts"] - one["bare"]
            said = f"{source}, {shape.organisations}: bare {one['bare']:.2f}, with its facts {one['facts']:.2f}"
            table.aim(said, f"+ {added:.2f} ms", f"<= {WRITE_MS:.0f} ms", added <= WRITE_MS)
        growth = more["facts"] / times["facts"]
        table.aim(
            f"{source}: {LARGE.organisations} organisations to {SMALL.organisations}",
            f"{growth:.2f} x",
            f"<= {GROWTH}",
            growth <= GROWTH,
        )


def _together(table: Table, found: dict[str, float]) -> None:
    share = found["facts"] / found["bare"]
    said = f"eight writers at once, commits/s: bare {found['bare']:.0f}, with facts {found['facts']:.0f}"
    table.aim(said, f"{share:.2f} x", f">= {TOGETHER}", share >= TOGETHER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
