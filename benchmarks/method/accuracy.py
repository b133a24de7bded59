"""How much of the way from the plain mean to the best possible the model goes, and how honest its intervals are.

``best`` knows every judge and every bad sheet, which nobody can; ``towns`` knows how the towns differ as well; ``limit``
knows all but how strict each judge is, and takes the variances as given: what no estimate from the scores alone can be
expected to pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from benchmarks.method.others import OTHERS, Floats
from benchmarks.method.scenarios import DESIGNS, SCENARIOS, Round, made
from guanmo.method.severity.fit import fit

AIMS = {"county": 0.78, "teams": 0.77, "towns": 0.76, "ring": 0.57}
REACH = 1.96


@dataclass(frozen=True)
class Result:
    """Means over the rounds: Kendall's tau with the truth of the plain mean, the model and the best; coverage; and for the plain
    mean, the model and the best how many of the true top tenth stand in theirs (``found``), and the root of the mean square
    distance from the truth in points (``off``)."""

    mean: float
    model: float
    limit: float
    best: float
    towns: float
    scores: float
    ranks: float
    together: float
    found: tuple[float, ...]
    off: tuple[float, ...]

    def closed(self, reached: float, best: float) -> float:
        return (reached - self.mean) / (best - self.mean)


def other_lines(rounds: int, seed: int) -> Iterator[str]:
    """Kendall's tau with the truth of the other ways, on the same rounds."""
    yield f"{'design':8}{'scenario':11}" + "".join(f"{word:>9}" for word in OTHERS)
    for design in DESIGNS:
        for scenario in SCENARIOS:
            found = np.mean([_others(made(design, scenario, seed + one)) for one in range(rounds)], axis=0)
            yield f"{design:8}{scenario:11}" + "".join(f"{tau:9.3f}" for tau in found)


def _others(round: Round) -> list[float]:
    return [float(kendalltau(way(round.table), round.quality)[0]) for way in OTHERS.values()]


def lines(rounds: int, seed: int) -> Iterator[str]:
    yield f"{rounds} rounds each, seeds {seed} to {seed + rounds - 1}"
    head = ("mean", "model", "limit", "best", "towns", "gap", "lim.gap", "gap/tow", "scores", "ranks", "all")
    head += ("top mean", "model", "best", "off mean", "model", "best")
    yield f"{'design':8}{'scenario':11}" + "".join(f"{word:>9}" for word in head)
    for design in DESIGNS:
        results = {scenario: _measured(design, scenario, rounds, seed) for scenario in SCENARIOS}
        for scenario, one in results.items():
            figures = (
                one.mean,
                one.model,
                one.limit,
                one.best,
                one.towns,
                *_gaps(one),
                one.scores,
                one.ranks,
                one.together,
                *one.found,
                *one.off,
            )
            yield f"{design:8}{scenario:11}" + "".join(f"{figure:9.3f}" for figure in figures)
        gap, limit, towns = np.mean([_gaps(one) for one in results.values()], axis=0)
        worst = min(one.model - one.mean for one in results.values())
        yield (
            f"{design:8}mean gap closed {gap:.3f} (aim {AIMS[design]}; the limit closes {limit:.3f}; {towns:.3f} of the way to "
            "towns); "
            f"least above the plain mean {worst:+.4f} (aim -0.005)"
        )


def _gaps(one: Result) -> tuple[float, float, float]:
    return one.closed(one.model, one.best), one.closed(one.limit, one.best), one.closed(one.model, one.towns)


def _measured(design: str, scenario: str, rounds: int, seed: int) -> Result:
    means = np.mean([_one(made(design, scenario, seed + one)) for one in range(rounds)], axis=0).tolist()
    return Result(*means[:-6], found=tuple(means[-6:-3]), off=tuple(means[-3:]))


def _one(round: Round) -> tuple[float, ...]:
    table, truth = round.table, round.quality - round.quality.mean()
    mean = OTHERS["mean"](table)
    fitted = fit(table)
    ranks, together = fitted.ranks(), fitted.compared().together
    scores = fitted.adjusted - fitted.adjusted.mean()
    true = 1 + np.argsort(np.argsort(-truth))
    return (
        float(kendalltau(mean, truth)[0]),
        float(kendalltau(scores, truth)[0]),
        float(kendalltau(round.limit, truth)[0]),
        float(kendalltau(round.best, truth)[0]),
        float(kendalltau(round.towns, truth)[0]),
        float((np.abs(scores - truth) < REACH * fitted.error).mean()),
        float(((ranks.best <= true) & (true <= ranks.worst)).mean()),
        float(((together.best <= true) & (true <= together.worst)).all()),
        *(_found(one, truth) for one in (mean, scores, round.best)),
        *(_off(one, truth) for one in (mean, scores, round.best)),
    )


def _found(one: Floats, truth: Floats) -> float:
    """Which part of the true top tenth stands in the top tenth of ``one``."""
    tenth = truth.size // 10
    return float(np.isin(np.argsort(-one)[:tenth], np.argsort(-truth)[:tenth]).mean())


def _off(one: Floats, truth: Floats) -> float:
    return float(np.sqrt(((one - one.mean() - truth) ** 2).mean()))
