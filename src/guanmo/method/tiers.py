"""One score from the scores of several tiers: a county round that counts its own visit and the townships' internal round.

Source: design.md 4 (chosen before the round opens, frozen with it, printed). Each tier's score is taken as it was
published, so that anyone can add up the printed numbers; the sum is rounded once, by the rule of the round.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from guanmo.method.aggregation import OfficialRule
from guanmo.method.rounding import Rounding, round_exactly
from guanmo.method.weights import weighted


@dataclass(frozen=True, slots=True)
class TierScore:
    """What one tier gave an organisation, and its ``weight`` in per cent; ``score`` is None where it gave none."""

    tier: str
    weight: Decimal
    score: Decimal | None


@dataclass(frozen=True, slots=True)
class Combined:
    """The score of all tiers together; None where a tier that weighs gave none: missing is never zero."""

    score: Decimal | None
    parts: tuple[TierScore, ...]


def combine(scores: Mapping[str, Decimal | None], rule: OfficialRule) -> Combined:
    """Put the scores of the tiers together by ``rule.tiers``.

    >>> rule = OfficialRule(tiers={"internal": 40, "county_demonstration": 60})
    >>> combine({"internal": Decimal("91.25"), "county_demonstration": Decimal("88.33")}, rule).score
    Decimal('89.50')
    >>> combine({"county_demonstration": Decimal("88.33")}, rule).score is None
    True
    """
    parts = tuple(TierScore(tier, weight, scores.get(tier)) for tier, weight in rule.tiers)
    known = {one.tier: Fraction(one.score) for one in parts if one.score is not None}
    if len(known) < len(parts):
        return Combined(None, parts)
    return Combined(round_exactly(weighted(known, rule.tiers), rule.places, Rounding(rule.rounding)), parts)
