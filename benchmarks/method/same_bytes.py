"""Whether a result is the same to the last byte with 1, 2 and 4 threads, and from shuffled rows."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from benchmarks.method.scenarios import made
from guanmo.method.severity.fit import fit
from guanmo.method.severity.large import fit_large
from guanmo.method.severity.table import Table

# The package is imported before numpy is, as by every command of it.
RUN = "import guanmo, sys; from benchmarks.method.same_bytes import digest; print(digest(sys.argv[1]))"


def lines() -> Iterator[str]:
    """One line for each way to run it, with the digest of all that comes out; the last says whether all are one."""
    found = []
    for threads in (1, 2, 4):
        for way in ("in order", "shuffled"):
            found.append(_elsewhere(threads, way))
            yield f"{threads} thread(s), {way:9} {found[-1][:16]}"
    yield "the same bytes every time" if len(set(found)) == 1 else "NOT the same bytes"


def _elsewhere(threads: int, way: str) -> str:
    """The digest in a process of its own: the number of threads is settled when it starts."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": str(threads)}
    words = [sys.executable, "-c", RUN, way]
    return subprocess.run(words, check=True, capture_output=True, text=True, env=environment).stdout.strip()


def digest(way: str) -> str:
    table = made("county", "dirty", 7).table
    if way == "shuffled":
        order = np.random.default_rng(1).permutation(table.score.size)
        table = Table.of(table.organisation[order], table.judge[order], table.score[order])
    fitted, large = fit(table), fit_large(table)
    ranks, compared = fitted.ranks(), fitted.compared()
    kept = [
        fitted.adjusted,
        fitted.error,
        fitted.severity,
        ranks.best,
        ranks.top,
        compared.tier,
        large.quality,
        large.error,
    ]
    return hashlib.sha256(b"".join(one.tobytes() for one in kept)).hexdigest()
