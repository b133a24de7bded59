"""From one judge's deductions (扣分) on one organisation to the score of the ballot.

Source: S1-T-a (score = item points - deduction, 0 <= deduction <= item points, a reason for every deduction),
S0-2-a (score per section as well as in total), issues_in_sources D37 (items that cannot apply).
What a judge enters is in ``entry``, what is refused in ``entry_problems``; both are offered here too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from guanmo.method.entry import NOTHING, Deduction, bonus_by_rule, cents, deduct_by_rule
from guanmo.method.entry_problems import DeductionError, Problem, problems
from guanmo.method.rounding import round_exactly
from guanmo.method.sheet import Item, RuleKind, Section, Sheet

__all__ = [
    "BallotScore",
    "Deduction",
    "DeductionError",
    "ItemScore",
    "Problem",
    "SectionScore",
    "bonus_by_rule",
    "deduct_by_rule",
    "problems",
    "score_ballot",
]


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One applicable item: ``score`` = ``points`` - ``deducted``; ``deducted`` is net of a bonus on the same item."""

    key: str
    points: Decimal
    deducted: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One section: ``points`` of its applicable items and their ``score``, None when none of them applies."""

    no: str
    title: str
    score: Decimal | None
    points: Decimal


@dataclass(frozen=True, slots=True)
class BallotScore:
    """What one ballot (one judge, one organisation) amounts to.

    ``items`` holds the applicable items only. ``raw_total`` is their sum before rescaling and veto; ``total`` is the
    ballot's score, None when no item applies (missing is never zero). Section scores are neither rescaled nor vetoed.
    ``vetoing`` are the items (keys) whose veto was used.
    """

    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    raw_total: Decimal
    applicable_points: Decimal
    total: Decimal | None
    rescaled: bool
    vetoing: frozenset[str]

    @property
    def vetoed(self) -> bool:
        return bool(self.vetoing)


def score_ballot(
    sheet: Sheet, deductions: Sequence[Deduction], not_applicable: frozenset[str] = frozenset()
) -> BallotScore:
    """Score one ballot. Raises ``DeductionError`` with all problems when there is any.

    Item score = item points - deductions (S1-T-a); section and raw total are sums (S0-2-a). Items not applicable are
    taken out, and then ``total = raw_total x sheet total / applicable points``, rounded half up to two places once and
    marked ``rescaled`` (D37). The sheet total is the sum of its items when it states none. A VETO rule used makes the
    total 0 whatever the items say.

    >>> items = (Item(1, "班子健全", Decimal(6)), Item(2, "网格党支部", Decimal(4)))
    >>> sheet = Sheet("表", Decimal(10), (Section("一", "党建基础", Decimal(10), items),))
    >>> vacant = Deduction("一", 1, Decimal("1.00"), "缺一名委员")
    >>> score_ballot(sheet, [vacant]).total
    Decimal('9.00')
    >>> score_ballot(sheet, [vacant], frozenset({"一.2"})).total  # 5 of 6 points, on a scale of 10
    Decimal('8.33')
    """
    if found := problems(sheet, deductions, not_applicable):
        raise DeductionError(found)
    scores = _item_scores(sheet, deductions, not_applicable)
    raw_total, applicable = _total(list(scores.values()))
    vetoing = _vetoing(sheet, deductions)
    by_section = zip(sheet.sections, sheet.keys_by_section, strict=True)
    return BallotScore(
        items=tuple(scores.values()),
        sections=tuple(_section_score(section, keys, scores) for section, keys in by_section),
        raw_total=raw_total,
        applicable_points=applicable,
        total=NOTHING if vetoing else _rescaled(sheet, raw_total, applicable) if not_applicable else raw_total,
        rescaled=bool(not_applicable),
        vetoing=vetoing,
    )


def _item_scores(sheet: Sheet, deductions: Sequence[Deduction], not_applicable: frozenset[str]) -> dict[str, ItemScore]:
    by_key: dict[str, list[Deduction]] = {}
    for deduction in deductions:
        by_key.setdefault(deduction.key, []).append(deduction)
    return {
        key: _item_score(key, item, by_key[key]) if key in by_key else _full_score(key, item.points)
        for key, item in sheet.by_key.items()
        if key not in not_applicable
    }


def _item_score(key: str, item: Item, deductions: Sequence[Deduction]) -> ItemScore:
    full = _full_score(key, item.points)
    taken = sum([deduction.points for deduction in deductions], NOTHING)
    given_back = sum([_bonus(item, deduction) for deduction in deductions if deduction.rule is not None], NOTHING)
    deducted = max(taken - given_back, NOTHING)
    return ItemScore(key, full.points, cents(deducted), cents((item.points or NOTHING) - deducted))


@lru_cache(maxsize=1024)
def _full_score(key: str, points: Decimal | None) -> ItemScore:
    """Most items of most sheets have full points: the same few values, again and again."""
    full = cents(points or NOTHING)  # an unknown number of points was refused before
    return ItemScore(key, full, NOTHING, full)


def _bonus(item: Item, deduction: Deduction) -> Decimal:
    rule = deduction.rule_used(item)
    if rule is None or rule.kind is not RuleKind.BONUS:
        return NOTHING
    return bonus_by_rule(rule, 1 if deduction.count is None else deduction.count)


def _section_score(section: Section, keys: Sequence[str], scores: Mapping[str, ItemScore]) -> SectionScore:
    applicable = [scores[key] for key in keys if key in scores]
    score, points = _total(applicable)
    return SectionScore(section.no, section.title, score if applicable else None, points)


def _total(scores: Sequence[ItemScore]) -> tuple[Decimal, Decimal]:
    """The sum of the scores and the sum of the points."""
    return sum([item.score for item in scores], NOTHING), sum([item.points for item in scores], NOTHING)


def _rescaled(sheet: Sheet, raw_total: Decimal, applicable: Decimal) -> Decimal | None:
    if not applicable or sheet.full is None:
        return None
    return round_exactly(Fraction(raw_total) * Fraction(sheet.full) / Fraction(applicable))


def _vetoing(sheet: Sheet, deductions: Sequence[Deduction]) -> frozenset[str]:
    by_rule = [deduction for deduction in deductions if deduction.rule is not None]
    rules = ((deduction.key, deduction.rule_used(sheet.by_key[deduction.key])) for deduction in by_rule)
    return frozenset(key for key, rule in rules if rule is not None and rule.kind is RuleKind.VETO)
