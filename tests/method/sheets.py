"""Sheets for the tests of the method: the points of the real village sheet (S1-T-b), and any small one."""

from collections.abc import Sequence
from decimal import Decimal

from guanmo.method.sheet import Item, Rule, Section, Sheet

VILLAGE_POINTS = {
    "一": (3, 3, 3, 3, 2, 4, 2, 2, 3),
    "二": (4, 3, 3, 4, 4, 3, 3, 3, 3),
    "三": (3, 2, 2, 1, 2, 1, 3, 1, 3, 1, 1),
    "四": (4, 4, 2, 2, 3),
    "五": (4, 3, 3),
}
COMMUNITY_ONLY = frozenset({"一.3", "二.5", "二.6", "四.4", "四.5", "五.1", "五.2", "五.3"})


def section(no: str, points: Sequence[int | str | Decimal]) -> Section:
    """A section with one item for each number of points."""
    items = tuple(Item(number, f"{no}{number}", Decimal(each)) for number, each in enumerate(points, 1))
    return Section(no, f"第{no}项", sum((Decimal(each) for each in points), Decimal(0)), items)


def village() -> Sheet:
    """The village/community sheet's 5 sections and 37 items."""
    return Sheet("得分表", Decimal(100), tuple(section(no, points) for no, points in VILLAGE_POINTS.items()))


def one_item(points: str | None, *rules: Rule) -> Sheet:
    """A sheet with the single item 一.1."""
    known = None if points is None else Decimal(points)
    return Sheet("得分表", known, (Section("一", "党建基础", known, (Item(1, "班子健全", known, rules=rules),)),))
