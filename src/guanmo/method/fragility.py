"""Whether a class hangs on one person, one item or the choice of the rule: the same round counted in other ways.

A class that changes when a single judge or item is left out is marked before it is filed, so that whoever signs knows
(fair.md 7, issues_in_sources D31). The official class is never changed by this.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from guanmo.method.aggregation import Method, OfficialRule, aggregate
from guanmo.method.classification import ClassRule, ManagementClass, classify
from guanmo.method.deduction import BallotScore
from guanmo.method.ranking import rank
from guanmo.method.rounding import round_exactly
from guanmo.method.tiers import combine

Kind = Literal["judge", "item", "rule"]
Scores = Mapping[str, Mapping[str, Decimal]]
"""Organisation -> judge -> score."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Counted otherwise (without this judge or item, or by this rule), the organisation would be in another class."""

    kind: Kind
    name: str
    management_class: ManagementClass | None


@dataclass(frozen=True, slots=True)
class Steadiness:
    """In how many of the ``variants`` counted the organisation keeps its class, and where it does not."""

    variants: int
    flips: tuple[Flip, ...]

    @property
    def same(self) -> int:
        return self.variants - len(self.flips)


@dataclass(frozen=True, slots=True)
class Beside:
    """What counts beside the sheets: the group of each judge; where tiers weigh, the round's own ``tier`` and what the others
    gave (organisation -> tier -> score); and who vetoed whom (organisation -> judges)."""

    group_of: Mapping[str, str] = field(default_factory=dict)
    tier: str = ""
    others: Mapping[str, Mapping[str, Decimal | None]] = field(default_factory=dict)
    vetoed: Mapping[str, Collection[str]] = field(default_factory=dict)

    def vetoes(self, without: str = "") -> dict[str, int]:
        """How many sheets vetoed each organisation, one judge's left out."""
        return {name: sum(judge != without for judge in judges) for name, judges in self.vetoed.items()}

    def totals(self, scores: Scores, rule: OfficialRule) -> dict[str, Decimal | None]:
        """The score of each organisation by the whole rule."""
        own = {name: aggregate(sheets, rule, self.group_of).score for name, sheets in scores.items()}
        if not rule.tiers:
            return own
        return {
            name: combine({**self.others.get(name, {}), self.tier: score}, rule).score for name, score in own.items()
        }


ALONE = Beside()


def steadiness(
    scores: Scores,
    rule: OfficialRule,
    classes: ClassRule,
    without_item: Mapping[str, Scores] | None = None,
    beside: Beside = ALONE,
) -> dict[str, Steadiness]:
    """Count the round again without each judge, without each item and by each other rule.

    ``without_item`` gives, for each item's key, the scores as they would be without it. Organisations without a class
    have no row.
    """
    official = _classes(beside.totals(scores, rule), classes, beside.vetoes())
    flips: dict[str, list[Flip]] = {name: [] for name, found in official.items() if found is not None}
    variants = 0
    for kind, name, totals in _variants(scores, rule, without_item or {}, beside):
        variants += 1
        found = _classes(totals, classes, beside.vetoes(name if kind == "judge" else ""))
        for organisation, listed in flips.items():
            if found[organisation] is not official[organisation]:
                listed.append(Flip(kind, name, found[organisation]))
    return {organisation: Steadiness(variants, tuple(listed)) for organisation, listed in flips.items()}


def total_without(score: BallotScore, full: Decimal, key: str) -> Decimal | None:
    """One sheet's total as it would be without an item: the rest, brought to the ``full`` points again.

    A sheet that never had the item stays as it is, a vetoed one stays at 0; None when nothing else is left.

    >>> from guanmo.method.sheet import Item, Section, Sheet
    >>> from guanmo.method.deduction import Deduction, score_ballot
    >>> items = (Item(1, "班子健全", Decimal(6)), Item(2, "网格党支部", Decimal(4)))
    >>> sheet = Sheet("表", Decimal(10), (Section("一", "党建基础", Decimal(10), items),))
    >>> total_without(score_ballot(sheet, [Deduction("一", 1, Decimal(3), "缺委员")]), Decimal(10), "一.2")
    Decimal('5.00')
    """
    item = next((one for one in score.items if one.key == key), None)
    if item is None or score.vetoed:
        return score.total
    left = score.applicable_points - item.points
    return round_exactly(Fraction(score.raw_total - item.score) * Fraction(full) / Fraction(left)) if left else None


def _variants(
    scores: Scores, rule: OfficialRule, without_item: Mapping[str, Scores], beside: Beside
) -> Iterator[tuple[Kind, str, dict[str, Decimal | None]]]:
    official = beside.totals(scores, rule)
    for judge in sorted({judge for sheets in scores.values() for judge in sheets}):
        concerned = {
            name: {other: score for other, score in sheets.items() if other != judge}
            for name, sheets in scores.items()
            if judge in sheets
        }
        # Where too few sheets are left for the rule the judge is not left out: that says nothing about the judge.
        yield "judge", judge, {**official, **_known(beside.totals(concerned, rule))}
    for key, changed in without_item.items():
        yield "item", key, beside.totals(changed, rule)
    for name, other in _other_rules(rule):
        yield "rule", name, {**official, **_known(beside.totals(scores, other))}


def _other_rules(rule: OfficialRule) -> Iterator[tuple[str, OfficialRule]]:
    for method, drop in ((Method.MEAN, 0), (Method.TRIMMED_MEAN, 1), (Method.MEDIAN, 0)):
        if method is not rule.method:
            yield method.value, replace(rule, method=method, drop=drop)
    if rule.groups:
        yield "no_groups", replace(rule, groups=())


def _known(totals: Mapping[str, Decimal | None]) -> dict[str, Decimal | None]:
    return {name: total for name, total in totals.items() if total is not None}


def _classes(
    totals: Mapping[str, Decimal | None], rule: ClassRule, vetoes: Mapping[str, int]
) -> dict[str, ManagementClass | None]:
    return classify(rank(totals), rule, vetoes)
