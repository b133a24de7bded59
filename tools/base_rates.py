"""How often the diagnostics ask in rounds in which nothing is wrong, and how often they see what was planted.

    python tools/base_rates.py 400        as many made-up rounds of each design, as a table

Made-up rounds: organisations of quality N(80, 4), judges of severity N(0, 3), noise N(0, 4), rounded to half a point.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from guanmo.method.diagnostics.asked import KINDS, ask
from guanmo.method.diagnostics.items import ItemScores
from guanmo.method.diagnostics.seen import Sheet

FULL = Decimal(4)


@dataclass(frozen=True)
class Design:
    """Who scores whom: every judge everywhere in one township (``areas`` 1), or judges of several townships."""

    areas: int
    places: int
    judges: int
    panel: int | None = None
    at_home: bool = False


INTERNAL = Design(areas=1, places=18, judges=7)
COUNTY = Design(areas=8, places=4, judges=2, panel=6)
CROSSED = Design(areas=6, places=4, judges=2, at_home=True)


@dataclass(frozen=True)
class Planted:
    """What is wrong with a round; nothing unless it is said. Points, or shares."""

    strict: float = 0.0
    flat: bool = False
    wide: bool = False
    erratic: float = 0.0
    home: float = 0.0
    favour: float = 0.0
    late: float = 0.0
    afternoon: float = 0.0


def round_of(design: Design, seed: int, planted: Planted = Planted()) -> list[Sheet]:
    """The sheets of one made-up round; what is planted concerns the first judge, or the first two areas."""
    chance = np.random.default_rng(seed)
    judges = [(f"评委{area}-{n}", f"乡{area}") for area in range(design.areas) for n in range(design.judges)]
    places = [(f"村{area}-{n}", f"乡{area}") for area in range(design.areas) for n in range(design.places)]
    severity, quality = chance.normal(0, 3, len(judges)), chance.normal(0, 4, len(places))
    level = chance.normal(0, 2, design.areas)
    days, halves = chance.integers(1, 5, len(places)), chance.integers(0, 2, len(places))
    severity[0] -= planted.strict
    sheets = []
    for place, (name, away) in enumerate(places):
        day, half = int(days[place]), bool(halves[place])
        apart = [k for k, (_judge, home) in enumerate(judges) if design.at_home or design.areas == 1 or home != away]
        if design.panel:
            apart = sorted(chance.choice(apart, design.panel, replace=False))
        for k in apart:
            judge, home = judges[k]
            spread = (0.0 if planted.flat else 3.0 if planted.wide else 1.0) if k == 0 else 1.0
            noise = 4 + (planted.erratic if k == 0 else 0.0)
            extra = planted.home * (home == away) + planted.favour * ({home, away} == {"乡0", "乡1"})
            extra += planted.late * (day - 1) / 3 + planted.afternoon * half
            score = 80 + spread * (quality[place] + level[int(away[1:])]) + severity[k] + extra
            score += chance.normal(0, 1 if planted.flat and k == 0 else noise)
            held = float(np.clip(np.round(2 * score) / 2, 0, 100))
            sheets.append(Sheet(judge, name, held, home, away, day, half))
    return sheets


def items_of(seed: int, *, disputed: bool = False, idle: bool = False) -> tuple[ItemScores, Mapping[str, Decimal]]:
    """Twenty items of four points in fifteen organisations under five judges; each loses points at random."""
    chance = np.random.default_rng(seed)
    scores: dict[str, dict[str, list[Decimal]]] = {}
    for number in range(20):
        rate = 0.0 if idle and number == 0 else 0.4
        for place in range(15):
            faulty = chance.random() < rate
            lost = [int(chance.integers(1, 4)) if faulty and chance.random() < 0.8 else 0 for _ in range(5)]
            if disputed and number == 0:
                lost = [int(one) for one in chance.choice([0, 4], 5)]
            scores.setdefault(f"一.{number}", {})[f"村{place}"] = [FULL - one for one in lost]
    return scores, dict.fromkeys(scores, FULL)


def rates(design: Design, rounds: int) -> dict[str, float]:
    """In what share of rounds with nothing wrong each kind of question was asked; what a design cannot show is left out."""
    asked: Counter[str] = Counter()
    looked: Counter[str] = Counter()
    for seed in range(rounds):
        found = ask(round_of(design, seed), *items_of(seed))
        asked.update({one.kind for one in found.questions})
        asked.update(["any"] if found.questions else [])
        looked.update(kind for kind in KINDS if kind not in found.unknown)
    return {kind: asked[kind] / rounds for kind in (*KINDS, "any") if looked[kind] or kind == "any"}


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    designs = {"one township": INTERNAL, "county": COUNTY, "with home": CROSSED}
    print("nothing wrong", *(f"{one:>14}" for one in designs))
    found = {name: rates(design, rounds) for name, design in designs.items()}
    for kind in (*KINDS, "any"):
        print(f"{kind:<18}", *(f"{found[name].get(kind, float('nan')):14.3f}" for name in designs))
    return 0


if __name__ == "__main__":
    sys.exit(main())
