"""Twenty-five million scores: the whole pipeline with intervals, against one pass over memory and polars' group-by mean."""

import resource
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import numpy as np
from scipy.stats import kendalltau

from guanmo.method.severity.large import fit_large
from guanmo.method.severity.parts import parts
from guanmo.method.severity.ranks import rank_intervals
from guanmo.method.severity.table import Table

T = TypeVar("T")

AREAS, PER_AREA, EACH = 2_850, 1_755, 5
"""Counties, organisations in each, sheets for each organisation: 25,008,750 scores."""
JUDGES_PER_AREA = 87


def made(seed: int = 1) -> tuple[Table, np.ndarray]:
    """A country whose judges score in their own and two neighbouring counties; and the true qualities."""
    chance = np.random.default_rng(seed)
    area = np.repeat(np.arange(AREAS, dtype=np.int32), PER_AREA)
    size = area.size
    near = chance.integers(-1, 2, (size, EACH), np.int8)
    judge = ((area[:, None] + near) % AREAS) * JUDGES_PER_AREA + chance.integers(
        0, JUDGES_PER_AREA, (size, EACH), np.int32
    )
    judge.sort(axis=1)
    quality = chance.normal(0, 3.5, size) + chance.normal(0, 2, AREAS)[area]
    severity = chance.normal(0, 3, AREAS * JUDGES_PER_AREA)
    score = 80 + quality[:, None] + severity[judge] + chance.normal(0, 4, (size, EACH))
    row = np.repeat(np.arange(size, dtype=np.int32), EACH)
    return Table.of(row, judge.ravel(), score.ravel(), area), quality


def lines() -> Iterator[str]:
    table, quality = made()
    yield f"{table.score.size:,} scores, {table.organisations:,} organisations, {table.judges:,} judges, {table.areas:,} areas"
    floor = _timed(lambda: (table.score.sum(), table.judge.sum()))[0]
    peer = _polars(table)
    took, fitted = _timed(lambda: fit_large(table))
    ranked, ranks = _timed(lambda: rank_intervals(fitted.quality, fitted.error))
    connected, found = _timed(lambda: parts(table))
    total = took + ranked
    yield f"fit {took:.1f} + ranks {ranked:.1f} = {total:.1f} CPU s (aim 8), {total / floor:.0f} passes over memory, {fitted.steps} steps"
    yield f"polars group-by mean {peer:.2f} CPU s: {total / peer:.1f} times (aim 3)" if peer else "polars was not found"
    yield f"connectivity {connected:.2f} CPU s (aim 0.2), {found.count} part(s)"
    yield f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GB, the making of the table included"
    some = np.random.default_rng(0).choice(quality.size, 200_000, replace=False)
    mean = np.add.reduceat(table.score, table.starts[:-1]) / np.diff(table.starts)
    truth = quality - quality.mean()
    held = np.abs(fitted.quality - fitted.quality.mean() - truth) < 1.96 * fitted.error
    true = np.empty(truth.size)
    true[np.argsort(-truth)] = np.arange(1, truth.size + 1)
    inside = (ranks.best <= true) & (true <= ranks.worst)
    yield (
        f"tau with the truth: plain mean {kendalltau(mean[some], truth[some])[0]:.3f}, "
        f"model {kendalltau(fitted.quality[some], truth[some])[0]:.3f} (aim 0.730); "
        f"coverage {held.mean():.3f}, ranks {inside.mean():.3f} (aim 0.94 to 0.96)"
    )


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    """CPU seconds and what came of it."""
    began = time.process_time()
    found = act()
    return time.process_time() - began, found


def _polars(table: Table) -> float | None:
    try:
        import polars
    except ImportError:
        return None
    frame = polars.DataFrame({"organisation": table.organisation, "score": table.score})
    return float(_timed(lambda: frame.group_by("organisation").agg(polars.col("score").mean()))[0])
