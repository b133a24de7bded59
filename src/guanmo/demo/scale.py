"""How much the demo county takes off: the sources give no scale, a county adds its own rules before it publishes (D41)."""

from dataclasses import replace
from decimal import Decimal

from guanmo.method.sheet import Item, Rule, RuleKind, Section, Sheet, item_key

HALF, ONE = Decimal("0.50"), Decimal("1.00")


def _each(text: str, points: Decimal, cap: Decimal) -> Rule:
    return Rule(RuleKind.PER_OCCURRENCE, text, points, cap)


SCALE: dict[tuple[str, str], tuple[Rule, ...]] = {
    ("village", "一.4"): (
        _each("后备干部每少1人扣0.5分，最多扣1.5分", HALF, Decimal("1.50")),
        Rule(RuleKind.ZERO, "没有后备干部台账不得分"),
    ),
    ("village", "二.2"): (_each("“三会一课”每少1次扣0.5分，最多扣2分", HALF, Decimal("2.00")),),
    ("village", "三.3"): (
        _each("党费每有1人1个月未缴扣0.5分，扣完为止", HALF, Decimal("2.00")),
        Rule(RuleKind.ZERO, "挪用党费不得分"),
    ),
    ("village", "四.1"): (_each("主题党日每少1次扣1分，扣完为止", ONE, Decimal("4.00")),),
    ("two_new", "二.2"): (_each("“三会一课”每少1次扣1分，最多扣4分", ONE, Decimal("4.00")),),
    ("two_new", "三.3"): (_each("党费每有1人1个月未缴扣0.5分，最多扣3分", HALF, Decimal("3.00")),),
}


def with_scale(code: str, sheet: Sheet) -> Sheet:
    """The same sheet with the county's own rules beside its items."""
    return replace(sheet, sections=tuple(_section(code, one) for one in sheet.sections))


def _section(code: str, section: Section) -> Section:
    def item(one: Item) -> Item:
        return replace(one, rules=one.rules + SCALE.get((code, item_key(section.no, one.no)), ()))

    return replace(section, items=tuple(item(one) for one in section.items))
