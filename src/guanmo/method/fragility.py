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

Kind = Literal["judge", "item", "rule", "point"]
Scores = Mapping[str, Mapping[str, Decimal]]
"""Organisation -> judge -> score."""


@dataclass(frozen=True, slots=True)
class Flip:
    """Counted otherwise (without this judge, item or point, or by this rule), the organisation would be in another class.

    None: it would have no class, because nothing else is known of it. ``own`` is False where its own score stays and
    another one's changed, so that a share falls otherwise.
    """

    kind: Kind
    name: str
    management_class: ManagementClass | None
    own: bool = True


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How many ``variants`` count the organisation's own sheets in another way, and where its class changes."""

    variants: int
    flips: tuple[Flip, ...]

    @property
    def same(self) -> int:
        return self.variants - sum(flip.own for flip in self.flips)


@dataclass(frozen=True, slots=True)
class Beside:
    """What counts beside the sheets: the group of each judge; where tiers weigh, the round's own ``tier`` and what the others
    gave (organisation -> tier -> score); and who vetoed whom for which items (organisation -> judge -> item keys)."""

    group_of: Mapping[str, str] = field(default_factory=dict)
    tier: str = ""
    others: Mapping[str, Mapping[str, Decimal | None]] = field(default_factory=dict)
    vetoed: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)

    def vetoes(self, *, judge: str = "", item: str = "") -> dict[str, int]:
        """How many sheets vetoed each organisation, one judge's or one item's vetoes left out."""
        return {
            name: sum(other != judge and set(items) != {item} for other, items in sheets.items())
            for name, sheets in self.vetoed.items()
        }

    def weighs(self, judge: str, rule: OfficialRule) -> bool:
        """Whether the judge's sheets count at all: not those of a group without weight."""
        return not rule.groups or self.group_of.get(judge, "") in dict(rule.groups)

    def is_alone(self, left: Mapping[str, Decimal], rule: OfficialRule) -> bool:
        """Whether a group that weighs has no sheet among those left, so that the score hung on the one left out."""
        there = {self.group_of.get(judge, "") for judge in left} if rule.groups else {"" for _judge in left}
        return not there >= ({group for group, _weight in rule.groups} or {""})

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
    have no row. A variant counts for an organisation whose own sheets it changes and that still has a score by it; where
    its only sheet is the one left out, the class hangs on that sheet. Where too few sheets are left for the rule, the
    variant says nothing and is not counted.
    """
    official = _classes(beside.totals(scores, rule), classes, beside.vetoes())
    own = dict.fromkeys((name for name, found in official.items() if found is not None), 0)
    flips: dict[str, list[Flip]] = {name: [] for name in own}
    for variant in _variants(scores, rule, without_item or {}, beside):
        found = _classes(variant.totals, classes, variant.vetoes)
        for organisation, listed in flips.items():
            touched = organisation in variant.touched
            own[organisation] += touched
            if found[organisation] is not official[organisation]:
                listed.append(Flip(variant.kind, variant.name, found[organisation], touched))
    return {organisation: Steadiness(own[organisation], tuple(listed)) for organisation, listed in flips.items()}


def steadiness_of_means(
    points: Mapping[str, Mapping[str, Decimal]], rule: OfficialRule, classes: ClassRule
) -> dict[str, Steadiness]:
    """How firmly each township stands whose score is the mean of its points (township -> point -> score): without each point."""
    found = steadiness(points, rule, classes)
    return {
        name: Steadiness(
            len(points[name]), tuple(replace(flip, kind="point") for flip in one.flips if flip.kind == "judge")
        )
        for name, one in found.items()
    }


def total_without(score: BallotScore, full: Decimal, key: str) -> Decimal | None:
    """One sheet's total as it would be without an item: the rest, brought to the ``full`` points again.

    A sheet that never had the item stays as it is, one that another item vetoes stays at 0; None when nothing else is left.

    >>> from guanmo.method.sheet import Item, Section, Sheet
    >>> from guanmo.method.deduction import Deduction, score_ballot
    >>> items = (Item(1, "班子健全", Decimal(6)), Item(2, "网格党支部", Decimal(4)))
    >>> sheet = Sheet("表", Decimal(10), (Section("一", "党建基础", Decimal(10), items),))
    >>> total_without(score_ballot(sheet, [Deduction("一", 1, Decimal(3), "缺委员")]), Decimal(10), "一.2")
    Decimal('5.00')
    """
    item = next((one for one in score.items if one.key == key), None)
    if item is None or score.vetoing - {key}:
        return score.total
    left = score.applicable_points - item.points
    return round_exactly(Fraction(score.raw_total - item.score) * Fraction(full) / Fraction(left)) if left else None


@dataclass(frozen=True, slots=True)
class _Variant:
    """The round counted in another way: the totals and vetoes by it, and the organisations whose own sheets count otherwise."""

    kind: Kind
    name: str
    totals: Mapping[str, Decimal | None]
    vetoes: Mapping[str, int]
    touched: Collection[str]


def _variants(
    scores: Scores, rule: OfficialRule, without_item: Mapping[str, Scores], beside: Beside
) -> Iterator[_Variant]:
    official = beside.totals(scores, rule)
    vetoes = beside.vetoes()
    for judge in sorted({judge for sheets in scores.values() for judge in sheets}):
        left = {
            name: {other: score for other, score in sheets.items() if other != judge}
            for name, sheets in scores.items()
            if judge in sheets
        }
        told = {
            name: total
            for name, total in beside.totals(left, rule).items()
            if beside.weighs(judge, rule) and (total is not None or beside.is_alone(left[name], rule))
        }
        yield _Variant("judge", judge, {**official, **told}, beside.vetoes(judge=judge), told)
    for key, changed in without_item.items():
        touched = {name: sheets for name, sheets in changed.items() if sheets != scores[name]}
        told = beside.totals(touched, rule)
        yield _Variant("item", key, {**official, **told}, beside.vetoes(item=key), told)
    for name, other in _other_rules(rule):
        told = {one: total for one, total in beside.totals(scores, other).items() if total is not None}
        yield _Variant("rule", name, {**official, **told}, vetoes, told)


def _other_rules(rule: OfficialRule) -> Iterator[tuple[str, OfficialRule]]:
    for method, drop in ((Method.MEAN, 0), (Method.TRIMMED_MEAN, 1), (Method.MEDIAN, 0)):
        if (method, drop) != (rule.method, rule.drop):
            yield method.value, replace(rule, method=method, drop=drop)
    if rule.groups:
        yield "no_groups", replace(rule, groups=())


def _classes(
    totals: Mapping[str, Decimal | None], rule: ClassRule, vetoes: Mapping[str, int]
) -> dict[str, ManagementClass | None]:
    return classify(rank(totals), rule, vetoes)
