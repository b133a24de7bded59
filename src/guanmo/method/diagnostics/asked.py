"""All questions about a round: what is asked, what was looked at in vain, and what the visits cannot show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from guanmo.method.diagnostics import areas, items, judges, times
from guanmo.method.diagnostics.items import ItemScores
from guanmo.method.diagnostics.seen import ALPHA, Question, Sheet, Tried
from guanmo.method.diagnostics.two_way import TwoWay

MOST_JUDGES = 1_000
MOST_ITEMS = 3
"""More items than these are not asked about at once, the plainest first."""

KINDS = (
    "severity",
    "straight_lining",
    "spread",
    "consistency",
    "home",
    "reciprocity",
    "order",
    "time_of_day",
    "item_disagreement",
    "full_marks",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """``questions`` by kind, the plainest first; ``silent`` kinds that were looked at in vain; ``unknown`` kinds that the
    visits cannot show."""

    questions: tuple[Question, ...]
    silent: tuple[str, ...]
    unknown: tuple[str, ...]


def ask(
    sheets: Sequence[Sheet], scores: ItemScores | None = None, points: Mapping[str, Decimal] | None = None
) -> Asked:
    """Ask everything of a round; ``scores`` and ``points`` of its items where they are known (see ``items``)."""
    tried = _tried(sheets, scores or {}, points or {})
    asked = {kind: [one for one in found if one.chance <= ALPHA] for kind, found in tried.items() if found is not None}
    unknown = tuple(kind for kind in KINDS if tried.get(kind) is None)
    silent = tuple(kind for kind in KINDS if kind not in unknown and not asked.get(kind))
    return Asked(tuple(one for kind in KINDS for one in _plainest(asked.get(kind, []))), silent, unknown)


def _plainest(questions: list[Question]) -> list[Question]:
    ordered = sorted(questions, key=lambda one: (one.chance, -abs(one.size), one.about))
    return ordered[:MOST_ITEMS] if ordered and ordered[0].kind == "item_disagreement" else ordered


def _tried(sheets: Sequence[Sheet], scores: ItemScores, points: Mapping[str, Decimal]) -> dict[str, Tried]:
    """What was looked at, by kind. Spread and straight-lining are one thing in two sizes, looked at once."""
    found: dict[str, Tried] = {}
    if sheets and len({one.judge for one in sheets}) <= MOST_JUDGES:
        round = TwoWay(sheets)
        looks: dict[str, Callable[[TwoWay], Tried]] = {
            "severity": judges.severity,
            "consistency": judges.consistency,
            "order": times.order,
            "time_of_day": times.time_of_day,
        }
        found = {kind: look(round) for kind, look in looks.items()}
        found["reciprocity"], apart = areas.reciprocity(round)
        found["home"] = areas.home(apart)
        spread = judges.spread(round)
        for kind in ("straight_lining", "spread"):
            found[kind] = None if spread is None else tuple(one for one in spread if one.kind == kind)
        found["consistency"] = _without(found["consistency"], spread)
    found["item_disagreement"] = items.disagreement(scores, points)
    found["full_marks"] = items.full_marks(scores, points)
    return found


def _without(tried: Tried, spread: Tried) -> Tried:
    """A judge who is asked about spread is not asked about agreement too: it is the same thing seen twice."""
    named = {one.about for one in spread or () if one.chance <= ALPHA}
    return None if tried is None else tuple(replace(one, chance=1.0) if one.about in named else one for one in tried)
