"""What a judge writes down for one item, and what the item's own rules make of a count.

Source: S1-T-a (扣分, 扣分原因); the deduction steps are those printed in the item's text, the real sheets state none
(issues_in_sources D41), so a deduction by hand is as good as one by rule.
"""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from guanmo.method.sheet import Item, Rule, RuleKind, item_key

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken off one item, with the reason; ``rule`` is the index into the item's rules, None when by hand.

    ``points`` is what is taken, ``count`` how often the rule's fact occurred (None when nobody counted); ``key`` is the
    item's, such as ``"一.3"``.
    """

    section_no: str
    item_no: int
    points: Decimal
    reason: str
    rule: int | None = None
    count: int | None = None
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", item_key(self.section_no, self.item_no))

    def rule_used(self, item: Item) -> Rule | None:
        """The item's rule that this entry rests on; None by hand, for a count of zero and for an unknown index."""
        if self.rule is None or self.count == 0 or not 0 <= self.rule < len(item.rules):
            return None
        return item.rules[self.rule]


def deduct_by_rule(item: Item, rule: Rule, count: int) -> Decimal:
    """The points that ``rule`` takes off ``item`` when its fact occurred ``count`` times.

    FIXED: the rule's points once. PER_OCCURRENCE: points x count, at most the cap. ZERO (不得分) and VETO (一票否决):
    all of the item's points. BONUS: nothing, see ``bonus_by_rule``. Never more than the item's points (扣完为止).

    >>> rule = Rule(RuleKind.PER_OCCURRENCE, "每少1次扣0.5分，封顶2分", Decimal("0.5"), cap=Decimal(2))
    >>> deduct_by_rule(Item(1, "三会一课", Decimal(4)), rule, 3)
    Decimal('1.50')
    >>> deduct_by_rule(Item(1, "三会一课", Decimal(4)), rule, 9)
    Decimal('2.00')

    Raises ValueError when ``count`` is negative, or when the item or a rule that needs points has none.
    """
    _refuse_negative(count)
    available = _known(item.points)
    if count == 0 or rule.kind is RuleKind.BONUS:
        return NOTHING
    if rule.kind in (RuleKind.ZERO, RuleKind.VETO):
        return cents(available)
    times = count if rule.kind is RuleKind.PER_OCCURRENCE else 1
    return cents(min(_capped(rule, times), available))


def bonus_by_rule(rule: Rule, count: int) -> Decimal:
    """The points that a BONUS rule gives back on its own item: points x count, at most the cap; 0 for other kinds.

    A bonus only makes up for deductions on the same item: the item's score never rises above the item's points.

    >>> bonus_by_rule(Rule(RuleKind.BONUS, "每项加1分，封顶2分", Decimal(1), cap=Decimal(2)), 3)
    Decimal('2.00')

    Raises ValueError when ``count`` is negative or the rule states no points.
    """
    _refuse_negative(count)
    return cents(_capped(rule, count)) if rule.kind is RuleKind.BONUS else NOTHING


def cents(points: Decimal) -> Decimal:
    """The same points written with two places.

    >>> cents(Decimal("3"))
    Decimal('3.00')
    """
    return points.quantize(NOTHING, ROUND_HALF_UP)


def _refuse_negative(count: int) -> None:
    if count < 0:
        raise ValueError(f"count must not be negative: {count}")


def _capped(rule: Rule, times: int) -> Decimal:
    points = _known(rule.points) * times
    return points if rule.cap is None else min(points, rule.cap)


def _known(points: Decimal | None) -> Decimal:
    if points is None:
        raise ValueError("points are unknown")
    return points
