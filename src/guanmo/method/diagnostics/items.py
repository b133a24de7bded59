"""Which items do judges see differently, and which tell nobody apart because everybody has full marks?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import numpy as np

from guanmo.method.diagnostics.seen import Question, Tried, of_many
from guanmo.method.diagnostics.shuffling import chances, deals, sums

ItemScores = Mapping[str, Mapping[str, Sequence[Decimal]]]
"""Item -> organisation -> the scores that its judges gave."""
FEW_ORGANISATIONS = 5


@dataclass(frozen=True, slots=True)
class ItemSign:
    """How an item was judged: share of sheets with full marks (0 to 1), and the share of its points on which two judges of
    one organisation differ on average (0 to 1, None where no organisation had two)."""

    item: str
    sheets: int
    full_marks: float
    disagreement: float | None


def item_signs(scores: ItemScores, points: Mapping[str, Decimal]) -> tuple[ItemSign, ...]:
    """``points``: the full points of each item. An item that nobody judged has no sign."""
    found = []
    for item, organisations in scores.items():
        given = [score for listed in organisations.values() for score in listed]
        if not given:
            continue
        pairs = [pair for listed in organisations.values() for pair in combinations(listed, 2)]
        apart = [abs(one - other) / points[item] for one, other in pairs]
        full = sum(score == points[item] for score in given) / len(given)
        found.append(ItemSign(item, len(given), full, float(sum(apart) / len(apart)) if apart else None))
    return tuple(found)


def disagreement(scores: ItemScores, points: Mapping[str, Decimal]) -> Tried:
    """Items on which two judges of one organisation differ more than on its other items; ``size`` as in ``ItemSign``.

    Differences are dealt anew among the items of each organisation. None with few organisations.
    """
    cells = sorted(
        (organisation, item, _apart(listed, points[item]))
        for item, organisations in scores.items()
        for organisation, listed in organisations.items()
        if len(listed) > 1
    )
    names = sorted({item for _organisation, item, _apart in cells})
    blocks = sorted({organisation for organisation, _item, _apart in cells})
    if len(blocks) < FEW_ORGANISATIONS or len(names) < 2:
        return None
    values = np.array([apart for _organisation, _item, apart in cells])
    label = np.array([names.index(item) for _organisation, item, _apart in cells], np.int32)
    place = {name: number for number, name in enumerate(blocks)}
    block = np.array([place[organisation] for organisation, _item, _apart in cells], np.int32)
    centred = values - (np.bincount(block, values) / np.bincount(block))[block]
    dealt = deals(centred, block)
    if dealt is None or not float(centred @ centred) > 0:
        return None
    counts = np.bincount(label).astype(float)
    found = np.bincount(label, centred) / np.sqrt(counts)
    chance = chances(found, sums(dealt, label, len(names)) / np.sqrt(counts))
    shares = np.bincount(label, values) / counts
    return tuple(
        Question("item_disagreement", (name,), float(shares[number]), float(chance[number]), int(counts[number]))
        for number, name in enumerate(names)
    )


def full_marks(scores: ItemScores, points: Mapping[str, Decimal]) -> Tried:
    """Items on which every judge gave every organisation full marks, though others were marked down: one question with all
    of them. ``size`` is their number. Organisations count, not sheets: judges see the same fault."""
    marked = {
        item: [any(score < points[item] for score in listed) for listed in organisations.values() if listed]
        for item, organisations in scores.items()
    }
    judged = {item: listed for item, listed in marked.items() if len(listed) >= FEW_ORGANISATIONS}
    if len(judged) < 2:
        return None
    usual = sum(map(sum, judged.values())) / sum(map(len, judged.values()))
    clean = sorted(item for item, listed in judged.items() if not any(listed))
    if not clean:
        return ()
    least = min(len(judged[item]) for item in clean)
    chance = of_many((1 - usual) ** least, len(judged))
    return (Question("full_marks", tuple(clean), float(len(clean)), chance, least),)


def _apart(listed: Sequence[Decimal], points: Decimal) -> float:
    pairs = list(combinations(listed, 2))
    apart = sum((abs(one - other) for one, other in pairs), Decimal(0))
    return float(apart / len(pairs) / points)
