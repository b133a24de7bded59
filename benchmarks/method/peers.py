"""Against lme4 in the same run: the same optimum, and how many times faster; R must be installed with lme4."""

import csv
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from guanmo.method.severity.large import fit_large, measured_variances
from guanmo.method.severity.reml import reml
from guanmo.method.severity.table import Table

SCRIPT = Path(__file__).with_name("lme4.R")
REPEATS = 3
INSTALL = "apt-get install r-cran-lme4 libopenblas0-pthread"
"""With R's own reference BLAS lme4 is five to ten times slower than it need be, and every ratio would flatter us."""


@dataclass(frozen=True)
class Lme4:
    """CPU seconds (least of the repeats), REML criterion, variances, and effects in the order of the table."""

    seconds: float
    criterion: float
    own: float
    judge: float
    noise: float
    effects: np.ndarray[tuple[int], np.dtype[np.float64]]


def possible() -> str:
    """Why lme4 cannot be asked, "" when it can."""
    if shutil.which("Rscript") is None:
        return f"R was not found: {INSTALL}"
    found = subprocess.run(["Rscript", "-e", "library(lme4)"], capture_output=True)
    return "" if found.returncode == 0 else f"lme4 was not found: {INSTALL}"


def blas() -> str:
    """Which library does lme4's dense arithmetic."""
    words = ["Rscript", "-e", 'cat(extSoftVersion()[["BLAS"]])']
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def lme4(table: Table, repeats: int = REPEATS) -> Lme4:
    with tempfile.TemporaryDirectory() as folder:
        given, answer = Path(folder, "scores.csv"), Path(folder, "effects.csv")
        rows = np.column_stack([table.organisation, table.judge, table.score])
        np.savetxt(given, rows, "%d,%d,%.17g", header="organisation,judge,score", comments="")
        words = ["Rscript", str(SCRIPT), str(given), str(answer), str(repeats)]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
        said = subprocess.run(words, check=True, capture_output=True, text=True, env=environment)
        with answer.open() as file:
            effects = {int(row["organisation"]): float(row["effect"]) for row in csv.DictReader(file)}
    figures = [float(word) for word in said.stdout.split()]
    return Lme4(*figures, np.array([effects[one] for one in range(table.organisations)]))


def seconds(act: Callable[[], object], repeats: int = REPEATS) -> float:
    """CPU seconds, the least of the repeats."""
    least = np.inf
    for _repeat in range(repeats):
        began = time.process_time()
        act()
        least = min(least, time.process_time() - began)
    return float(least)


def read_ratings(folder: Path) -> Iterator[tuple[str, Table]]:
    """Public rating sets: files ``NAME.csv`` with the columns o (rated), j (rater) and y (score)."""
    for path in sorted(folder.glob("*.csv")):
        with path.open(newline="") as file:
            reader = csv.DictReader(file)
            if not {"o", "j", "y"} <= set(reader.fieldnames or ()):
                continue
            rows = list(reader)
        rated = {name: place for place, name in enumerate(sorted({row["o"] for row in rows}))}
        raters = {name: place for place, name in enumerate(sorted({row["j"] for row in rows}))}
        columns = [(rated[row["o"]], raters[row["j"]], float(row["y"])) for row in rows]
        yield path.stem, Table.of(*zip(*columns, strict=True))


def random_round(organisations: int, judges: int, each: int, seed: int = 0) -> Table:
    """A round of chance, as large as asked for."""
    chance = np.random.default_rng(seed)
    rows = np.repeat(np.arange(organisations), each)
    columns = chance.integers(0, judges, rows.size)
    score = 80 + chance.normal(0, 4, organisations)[rows] + chance.normal(0, 3, judges)[columns]
    return Table.of(rows, columns, score + chance.normal(0, 4, rows.size))


def reference_lines(folder: Path) -> Iterator[str]:
    """The same optimum on public ratings: criterion, variances and effects against lme4's."""
    yield f"{'set':12}{'scores':>8}{'criterion - lme4':>18}{'variances':>11}{'effects / sd':>14}"
    for name, table in read_ratings(folder):
        ours, theirs = reml(table), lme4(table, 1)
        found = ours.variances
        apart = max(
            abs(found.own / theirs.own - 1), abs(found.judge / theirs.judge - 1), abs(found.noise / theirs.noise - 1)
        )
        effects = np.abs(ours.quality - theirs.effects).max() / theirs.effects.std()
        yield f"{name:12}{table.score.size:8}{ours.criterion - theirs.criterion:18.2e}{apart:11.1e}{effects:14.1e}"


def speed_lines() -> Iterator[str]:
    """CPU seconds as ratios to lme4 in the same run."""
    yield f"lme4 with {blas()}, one thread; load of the machine {os.getloadavg()[0]:.1f}"
    yield f"{'table':22}{'lme4':>9}{'exact':>9}{'ratio':>7}{'iterative':>11}{'ratio':>7}"
    for name, table, peer in (
        ("county 4,800", random_round(400, 120, 12), 3),
        ("72,000 (2,972 x 1,128)", random_round(2972, 1128, 24), 1),
        ("200,000 (20,000 x 2,000)", random_round(20_000, 2_000, 10), 1),
    ):
        theirs = lme4(table, peer).seconds
        exact = seconds(lambda table=table: reml(table))
        iterative = seconds(lambda table=table: fit_large(table))
        yield f"{name:22}{theirs:9.3f}{exact:9.4f}{theirs / exact:6.0f}x{iterative:11.4f}{theirs / iterative:6.0f}x"


def variance_line() -> str:
    """How near the measured variances come to the exact ones."""
    table = random_round(20_000, 2_000, 10)
    exact = reml(table).variances
    found = measured_variances(table, np.random.Generator(np.random.Philox(0)))
    pairs = ((found.own, exact.own), (found.judge, exact.judge), (found.noise, exact.noise))
    return "measured / exact variances: " + ", ".join(f"{one / other:.4f}" for one, other in pairs)
