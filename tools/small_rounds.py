"""How often the ranges of small rounds hold the truth: the table of docs/method/measured.md.

    python tools/small_rounds.py [ROUNDS]

Villages differ by 4 points, judges by 3, sheets err by 4; scores to half a point. What is asked is what is published.
"""

from __future__ import annotations

import sys
from decimal import Decimal

import numpy as np

from guanmo.method.adjustment import Adjustment, adjust

ROUNDS = 400
SEED = 52_000
Visits = list[tuple[int, int]]
CROSSED = {"5 × 3": (5, 3, 3), "6 × 3": (6, 3, 3), "8 × 4": (8, 4, 4), "12 × 5": (12, 5, 5), "16 × 5": (16, 5, 5)}
CROSSED |= {"18 × 7": (18, 7, 7), "20 × 5 of 8": (20, 8, 5), "60 × 2 of 10": (60, 10, 2)}
SPARSE = {"30 by 1, 10 by 2 of 2": (2, 10), "30 by 1, 11 by 2 of 2": (2, 11), "30 by 1, 21 by 2 of 2": (2, 21)}
SPARSE |= {"30 by 1, 11 by 2 of 3": (3, 11), "30 by 1, 12 by 2 of 3": (3, 12)}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    print(
        "| villages × judges | left over | adjusted | against the list's mean | rank | level of the list | absolute |"
    )
    print("|---|---|---|---|---|---|---|")
    for name in (*CROSSED, *SPARSE):
        chance = np.random.default_rng([SEED, *name.encode()])
        found = [_held(chance, _visits(name, chance)) for _round in range(rounds)]
        told = np.array([row for _left, row in found if row])
        held = " | ".join(f"{share:.3f}" for share in told.mean(axis=0)) if told.size else "– | – | – | –"
        print(f"| {name} | {found[0][0]} | {len(told) / rounds:.2f} | {held} |", flush=True)
    return 0


def _visits(name: str, chance: np.random.Generator) -> Visits:
    if name in CROSSED:
        villages, judges, each = CROSSED[name]
        return [(v, int(j)) for v in range(villages) for j in sorted(chance.choice(judges, each, replace=False))]
    judges, both = SPARSE[name]
    once = [(village, village % judges) for village in range(30 + both)]
    return once + [(village, (village + 1) % judges) for village in range(30, 30 + both)]


def _held(chance: np.random.Generator, visits: Visits) -> tuple[int, tuple[float, float, float, float] | None]:
    """Sheets left over, and what share of the truth the ranges hold; None where nothing was adjusted."""
    villages, judges = (len({visit[side] for visit in visits}) for side in (0, 1))
    true, strict = chance.normal(80, 4, villages), chance.normal(0, 3, judges)
    scores: dict[str, dict[str, Decimal]] = {}
    for village, judge in visits:
        given = round(2 * (true[village] + strict[judge] + chance.normal(0, 4))) / 2
        scores.setdefault(f"{village:03}", {})[str(judge)] = Decimal(str(min(max(given, 0.0), 100.0)))
    found, left = adjust(scores), len(visits) - villages - judges + 1
    return left, None if found.refused or found.parts > 1 else _shares(found, true)


def _shares(found: Adjustment, true: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float, float, float]:
    rows = [found.scores[f"{village:03}"] for village in range(true.size)]
    low, high, score = (np.array([float(getattr(row, end)) for row in rows]) for end in ("low", "high", "score"))
    off = float((score - true).mean())
    rank = 1 + np.argsort(np.argsort(-true))
    ranked = [row.rank_low <= place <= row.rank_high for row, place in zip(rows, rank, strict=True)]
    assert found.level_reach is not None
    return (
        float(((low <= true + off) & (true + off <= high)).mean()),
        float(np.mean(ranked)),
        float(abs(off) <= found.level_reach),
        float(((low <= true) & (true <= high)).mean()),
    )


if __name__ == "__main__":
    sys.exit(main())
