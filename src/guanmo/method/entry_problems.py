"""What keeps a judge's entries from being scored (S1-T-a): every problem is named, not only the first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from guanmo.method.entry import NOTHING, Deduction, deduct_by_rule
from guanmo.method.sheet import Item, Rule, RuleKind, Sheet

Detail = Mapping[str, Decimal | int | str]
Items = Mapping[str, Item]

PLACES = 2
LARGEST_EXPONENT = 12


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable ``code``, the item's ``key``, and the figures for the sentence."""

    code: str
    key: str
    detail: Detail = field(default_factory=dict)


class DeductionError(ValueError):
    """A ballot that cannot be scored; ``problems`` names every reason."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(f"{problem.code} {problem.key}" for problem in problems))
        self.problems = problems


def problems(
    sheet: Sheet, deductions: Sequence[Deduction], not_applicable: Collection[str] = frozenset()
) -> tuple[Problem, ...]:
    """Everything that keeps these deductions from being scored on ``sheet``; empty when all is well.

    ============================  =========================================================  =======================
    code                          when                                                       detail
    ============================  =========================================================  =======================
    ``unknown_item``              the sheet has no such item (entry or not applicable)
    ``points_unknown``            an applicable item has no points
    ``not_applicable``            any entry on an item that does not apply
    ``not_a_number``              points are NaN, infinite, or written with an exponent       points
                                  that no sheet needs
    ``negative``                  points or count below zero                                 points or count
    ``too_many_decimals``         more than two places                                       points
    ``missing_reason``            points above zero, or a veto, with a blank reason          points
    ``unknown_rule``              the item has no rule with this index                       rule
    ``rule_mismatch``             points are not what rule and count give                    points, expected, count
    ``duplicate_item``            the same item and rule (or by hand) more than once         times
    ``more_than_item``            all deductions on the item together exceed its points      points, available
    ============================  =========================================================  =======================

    >>> from guanmo.method.sheet import Section
    >>> sheet = Sheet("表", Decimal(3), (Section("一", "党建基础", Decimal(3), (Item(1, "班子健全", Decimal(3)),)),))
    >>> [problem.code for problem in problems(sheet, [Deduction("一", 1, Decimal("3.5"), "")])]
    ['missing_reason', 'more_than_item']
    """
    items = sheet.by_key
    return (
        *(Problem("unknown_item", key) for key in sorted(not_applicable) if key not in items),
        *(Problem("points_unknown", key) for key in sheet.without_points if key not in not_applicable),
        *(Problem("not_applicable", key) for key in _keys(deductions) if key in not_applicable),
        *(problem for deduction in deductions for problem in _of_one(items.get(deduction.key), deduction)),
        *_duplicates(deductions),
        *_over_the_item(items, deductions),
    )


def _keys(deductions: Sequence[Deduction]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(deduction.key for deduction in deductions))


def _of_one(item: Item | None, deduction: Deduction) -> Iterator[Problem]:
    yield from _of_points(deduction)
    if deduction.count is not None and deduction.count < 0:
        yield Problem("negative", deduction.key, {"count": deduction.count})
    if item is None:
        yield Problem("unknown_item", deduction.key)
    if not deduction.reason.strip() and _needs_reason(item, deduction):
        yield Problem("missing_reason", deduction.key, {"points": deduction.points})
    if item is not None and deduction.rule is not None:
        yield from _of_rule(item, deduction, deduction.rule)


def _of_points(deduction: Deduction) -> Iterator[Problem]:
    detail = {"points": deduction.points}
    if not _is_number(deduction.points):
        yield Problem("not_a_number", deduction.key, detail)
        return
    if deduction.points < 0:
        yield Problem("negative", deduction.key, detail)
    if _has_too_many_decimals(deduction.points):
        yield Problem("too_many_decimals", deduction.key, detail)


def _is_number(points: Decimal) -> bool:
    """Exact arithmetic on an exponent such as 1E+999999999 would never end."""
    return points.is_finite() and abs(points.adjusted()) <= LARGEST_EXPONENT


def _is_above_zero(points: Decimal) -> bool:
    return _is_number(points) and points > 0


def _has_too_many_decimals(points: Decimal) -> bool:
    """Looks at the digits, so that nothing is rounded before it is judged."""
    if points.same_quantum(NOTHING):
        return False
    _, digits, exponent = points.as_tuple()
    return isinstance(exponent, int) and exponent < -PLACES and any(digits[exponent + PLACES :])


def _needs_reason(item: Item | None, deduction: Deduction) -> bool:
    rule = deduction.rule_used(item) if item and deduction.rule is not None else None
    is_veto = rule is not None and rule.kind is RuleKind.VETO
    return is_veto or _is_above_zero(deduction.points)


def _of_rule(item: Item, deduction: Deduction, index: int) -> Iterator[Problem]:
    if not 0 <= index < len(item.rules):
        yield Problem("unknown_rule", deduction.key, {"rule": index})
        return
    rule, count = item.rules[index], deduction.count
    if count is None or count < 0 or not _is_computable(item, rule) or not _is_number(deduction.points):
        return
    expected = deduct_by_rule(item, rule, count)
    if deduction.points != expected:
        detail: Detail = {"points": deduction.points, "expected": expected, "count": count}
        yield Problem("rule_mismatch", deduction.key, detail)


def _is_computable(item: Item, rule: Rule) -> bool:
    states_points = rule.points is not None or rule.kind not in (RuleKind.FIXED, RuleKind.PER_OCCURRENCE)
    return item.points is not None and states_points


def _duplicates(deductions: Sequence[Deduction]) -> Iterator[Problem]:
    for (key, _), times in Counter((deduction.key, deduction.rule) for deduction in deductions).items():
        if times > 1:
            yield Problem("duplicate_item", key, {"times": times})


def _over_the_item(items: Items, deductions: Sequence[Deduction]) -> Iterator[Problem]:
    """Negative entries are left out of the sum: they must not hide that the others take too much."""
    taken: defaultdict[str, Decimal] = defaultdict(lambda: NOTHING)
    for deduction in deductions:
        if _is_above_zero(deduction.points):
            taken[deduction.key] += deduction.points
    for key, points in taken.items():
        available = items[key].points if key in items else None
        if available is not None and points > available:
            yield Problem("more_than_item", key, {"points": points, "available": available})
