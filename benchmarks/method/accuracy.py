"""How much of the way from the plain mean to the best possible the model goes, and how honest its intervals are."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.stats import kendalltau

from benchmarks.method.scenarios import DESIGNS, SCENARIOS, Round, made
from guanmo.method.severity.fit import fit

AIMS = {"county": 0.78, "teams": 0.77, "towns": 0.76, "ring": 0.57}
REACH = 1.96


@dataclass(frozen=True)
class Result:
    """Means over the rounds: Kendall's tau with the truth of the plain mean, the model and the best; coverage."""

    mean: float
    model: float
    best: float
    scores: float
    ranks: float

    @property
    def gap(self) -> float:
        return (self.model - self.mean) / (self.best - self.mean)


def lines(rounds: int) -> Iterator[str]:
    yield f"{'design':8}{'scenario':11}{'mean':>7}{'model':>7}{'best':>7}{'gap':>7}{'scores':>8}{'ranks':>7}"
    for design in DESIGNS:
        results = {scenario: _measured(design, scenario, rounds) for scenario in SCENARIOS}
        for scenario, one in results.items():
            yield (
                f"{design:8}{scenario:11}{one.mean:7.3f}{one.model:7.3f}{one.best:7.3f}{one.gap:7.2f}"
                f"{one.scores:8.3f}{one.ranks:7.3f}"
            )
        gap = float(np.mean([one.gap for one in results.values()]))
        worst = min(one.model - one.mean for one in results.values())
        yield f"{design:8}mean gap closed {gap:.3f} (aim {AIMS[design]}); least above the plain mean {worst:+.4f} (aim -0.005)"


def _measured(design: str, scenario: str, rounds: int) -> Result:
    return Result(*np.mean([_one(made(design, scenario, 1000 + seed)) for seed in range(rounds)], axis=0))


def _one(round: Round) -> tuple[float, float, float, float, float]:
    table, truth = round.table, round.quality - round.quality.mean()
    mean = table.per_organisation(table.score) / np.diff(table.starts)
    fitted, ranks = (found := fit(table)), found.ranks()
    scores = fitted.adjusted - fitted.adjusted.mean()
    true = 1 + np.argsort(np.argsort(-truth))
    return (
        float(kendalltau(mean, truth)[0]),
        float(kendalltau(scores, truth)[0]),
        float(kendalltau(round.best, truth)[0]),
        float((np.abs(scores - truth) < REACH * fitted.error).mean()),
        float(((ranks.best <= true) & (true <= ranks.worst)).mean()),
    )
