"""How much later the server is ready because of indicators: what Python spends on their modules while it starts."""

import os
import subprocess
import sys
from collections.abc import Iterable

from benchmarks.database import Database

REPEATS = 5
OURS = (
    "guanmo.stages.indicators",
    "guanmo.method.indicator",
    "guanmo.desk.indicators",
    "guanmo.analytics",
    "duckdb",
    "_duckdb",
)
MAKE = "import django; django.setup(); from guanmo.lib.fresh_tables import create_tables; create_tables()"
SERVE = "import guanmo.config.wsgi"


def start_ms(database: Database) -> tuple[float, float]:
    """Milliseconds for the modules of indicators and for all modules, least of the repeats."""
    environment = {**os.environ, **database.environment}
    subprocess.run([sys.executable, "-c", MAKE], env=environment, check=True)
    runs = [_times(environment) for _ in range(REPEATS)]
    return min(ours for ours, _all in runs), min(all for _ours, all in runs)


def _times(environment: dict[str, str]) -> tuple[float, float]:
    words = [sys.executable, "-X", "importtime", "-c", SERVE]
    done = subprocess.run(words, env=environment, check=True, capture_output=True, text=True)
    spent = dict(_modules(done.stderr.splitlines()))
    return sum(one for name, one in spent.items() if name.startswith(OURS)), sum(spent.values())


def _modules(lines: Iterable[str]) -> Iterable[tuple[str, float]]:
    """Name and own milliseconds of each imported module; ``import time: self | cumulative | name`` in microseconds."""
    for line in lines:
        head, bar, name = line.rpartition("|")
        own = head.removeprefix("import time:").split("|")[0].strip()
        if bar and own.isdigit():
            yield name.strip(), int(own) / 1000
