"""Pre-scoring: what an item's indicators propose to take off, before anybody looked. It only proposes; a judge decides.

The sheets give no deduction steps, so the points are the county's parameters. What counts are the periods that fell due in
the three months up to the day on which the proposals are frozen, so that a quarterly round looks at each period once. A
period that is unknown is left out: missing data proposes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from guanmo.method.indicator_values import Span, State, Value
from guanmo.method.indicators import Definition

MONTHS_BACK = 3
PER = ("period", "once")


class RuleWrong(ValueError):
    """A rule that contradicts itself."""


@dataclass(frozen=True, slots=True)
class PreScoreRule:
    """For one item (``village:二.2``) one indicator: ``points`` for each missed period, or once, at most ``cap``.

    ``words`` say the fact, with ``{needed}`` and ``{held}`` to be filled in.
    """

    item: str
    indicator: str
    points: Decimal
    words: str
    per: str = "once"
    cap: Decimal | None = None

    @property
    def key(self) -> str:
        """The rule's own name, unique among all rules."""
        return f"{self.item}:{self.indicator}"

    @property
    def says_what_is_held(self) -> bool:
        """Whether the words are true also when nothing was missed: they count, and do not complain."""
        return "{held}" in self.words

    @property
    def sheet(self) -> str:
        return self.item.partition(":")[0]

    @property
    def item_key(self) -> str:
        """The item's key on its sheet, e.g. 二.2."""
        return self.item.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Judged:
    """One period of one indicator, as it was read."""

    span: Span
    value: Value
    state: State


@dataclass(frozen=True, slots=True)
class Fact:
    """What the records show for a rule: ``needed`` and ``held`` over the known periods; ``missed`` are those not met."""

    needed: Fraction
    held: Fraction
    missed: tuple[str, ...]


def read_rule(data: Mapping[str, Any]) -> PreScoreRule:
    """The rule of its plain form; points are texts such as ``"0.5"``. Raises RuleWrong.

    >>> read_rule({"item": "village:二.2", "indicator": "branch_committee", "points": "0.5", "words": "应{needed}，有{held}"}).per
    'once'
    """
    try:
        cap = Decimal(data["cap"]) if "cap" in data else None
        read = PreScoreRule(**{**data, "points": Decimal(data["points"]), "cap": cap})
        read.words.format(needed="", held="")
    except (TypeError, KeyError, ArithmeticError, IndexError) as error:
        raise RuleWrong(str(data)) from error
    if read.per not in PER or read.points <= 0 or not read.item_key:
        raise RuleWrong(read.item)
    return read


def is_looked_at(asked: Definition, span: Span, day: date) -> bool:
    """Whether a period counts on ``day``: due within the three months before it; of what counts at once the running one.

    >>> from guanmo.method.indicator_values import span_of
    >>> monthly = Definition("m", "支委会", "二.2", "branch_committee", "month", target="1")
    >>> [is_looked_at(monthly, span_of(monthly, f"2026-0{n}", date(2026, 9, 20)), date(2026, 9, 20)) for n in (5, 6, 8, 9)]
    [False, True, True, False]
    """
    if asked.at_once:
        return span.first <= day <= span.last
    months = day.year * 12 + day.month - 1 - MONTHS_BACK
    since = date(months // 12, months % 12 + 1, min(day.day, 28))
    return since < span.due < day


def fact_of(rule: PreScoreRule, asked: Definition, judged: Sequence[Judged]) -> Fact | None:
    """What is known of these periods; None where nothing is. A rule that counts once shows the last period it missed.

    >>> from guanmo.method.indicator_values import span_of
    >>> asked = Definition("m", "支委会", "二.2", "branch_committee", "month", target="1")
    >>> day = date(2026, 10, 8)
    >>> spans = [span_of(asked, f"2026-0{number}", day) for number in (7, 8, 9)]
    >>> rule = PreScoreRule("village:二.2", "m", Decimal("0.5"), "支委会应开{needed}次，记录{held}次", per="period")
    >>> met, missed, unknown = (Value(1, 1), State.MET), (Value(0, 1), State.MISSED), (Value(0, 1, False), State.UNKNOWN)
    >>> found = fact_of(rule, asked, [Judged(span, *one) for span, one in zip(spans, (met, missed, met))])
    >>> int(found.needed), int(found.held), found.missed, str(proposed(rule, found))
    (3, 2, ('2026-08',), '0.5')
    >>> known = fact_of(rule, asked, [Judged(spans[0], *unknown), Judged(spans[1], *met)])
    >>> int(known.needed), int(known.held), str(proposed(rule, known))
    (1, 1, '0.0')
    >>> fact_of(rule, asked, [Judged(spans[0], *unknown)]) is None
    True
    """
    known = [one for one in judged if one.state in (State.MET, State.MISSED)]
    if not known:
        return None
    missed = [one for one in known if one.state == State.MISSED]
    shown = known if rule.per == "period" else (missed or known)[-1:]
    return Fact(
        needed=_needed(asked) * (len(shown) if asked.unit in ("times", "number") else 1),
        held=_held(asked, shown),
        missed=tuple(one.span.period for one in missed),
    )


def proposed(rule: PreScoreRule, fact: Fact) -> Decimal:
    """The points that the rule proposes to take off for a fact; 0 when nothing was missed."""
    points = rule.points * (len(fact.missed) if rule.per == "period" else min(len(fact.missed), 1))
    return points if rule.cap is None else min(points, rule.cap)


def _needed(asked: Definition) -> Fraction:
    return Fraction(asked.target or 0)


def _held(asked: Definition, shown: Sequence[Judged]) -> Fraction:
    if asked.unit in ("times", "number"):
        return sum((min(one.value.ratio or Fraction(0), _needed(asked)) for one in shown), Fraction(0))
    return shown[-1].value.ratio or Fraction(0)
