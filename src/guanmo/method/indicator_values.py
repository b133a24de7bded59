"""What a value means: two whole numbers against a target, and whether anything is known at all.

Three rules hold everywhere: what nobody recorded is unknown, and unknown is never a miss; what does not apply is neither;
and before its period is over a rule is on track or behind, not missed. Values add exactly up the tree, because none is
divided before it is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from guanmo.method.indicators import Definition
from guanmo.method.rhythm import first_day, last_day


class State(StrEnum):
    """What a value means for its period."""

    MET = "met"
    MISSED = "missed"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    SHOWN = "shown"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True)
class Span:
    """One period with its days: counted from ``since`` to ``until``, over after ``last``, due by ``due``."""

    period: str
    first: date
    last: date
    since: date
    until: date
    due: date

    def is_over(self, today: date) -> bool:
        return self.due < today


@dataclass(frozen=True, slots=True)
class Value:
    """A value of one organisation and period: two whole numbers, or nothing that anybody knows."""

    numerator: int
    denominator: int
    known: bool = True

    @property
    def ratio(self) -> Fraction | None:
        """None when it is unknown, or a share of nothing."""
        return Fraction(self.numerator, self.denominator) if self.known and self.denominator else None


def span_of(asked: Definition, period: str, today: date) -> Span:
    """The days of a period as this indicator counts them on ``today``.

    >>> yearly = Definition("t", "培训", "三.9", "member", "year", target="1", grace=5)
    >>> found = span_of(yearly, "2026", date(2026, 6, 1))
    >>> found.until, found.due
    (datetime.date(2026, 6, 1), datetime.date(2027, 1, 5))
    """
    return _span(asked.period, period, asked.grace, asked.window, asked.by_period, today)


@lru_cache(maxsize=10_000)
def _span(every: str, period: str, grace: int, window: int, by_period: bool, today: date) -> Span:
    """A page asks for thousands, of which few differ."""
    first, last = first_day(every, period), last_day(every, period)
    due = last + timedelta(days=grace)
    until = min(due if by_period else last, today)
    since = until - timedelta(days=window - 1) if window else first
    return Span(period, first, last, since, until, due)


def state_of(asked: Definition, value: Value | None, span: Span, today: date) -> State:
    """What a value means on ``today``; ``value`` None where the indicator does not apply.

    What is still to happen in its period is on track or behind: behind when less was done
    than the share of the period that has passed asks for (of numbers, whole things only). What must not rise is missed at once.

    >>> day, today = Definition("day", "主题党日", "村表四.1", "theme_party_day", "month", target="1"), date(2026, 5, 1)
    >>> [state_of(day, Value(0, 1, known), span_of(day, "2026-03", today), today).value for known in (True, False)]
    ['missed', 'unknown']
    """
    if value is None:
        return State.NOT_APPLICABLE
    if value.ratio is None:
        return State.UNKNOWN
    if asked.direction == "shown" or asked.level == "county":
        return State.SHOWN
    if is_met(asked, value.ratio):
        return State.MET if asked.at_once or span.is_over(today) or asked.direction == "at_least" else State.ON_TRACK
    if asked.at_once or span.is_over(today) or asked.direction == "at_most":
        return State.MISSED
    return State.BEHIND if value.ratio < _asked_so_far(asked, span, today) else State.ON_TRACK


def is_met(asked: Definition, ratio: Fraction) -> bool:
    """Whether the target (and the limit) is kept, the tolerance included; both borders belong to it.

    >>> reserve = Definition("r", "后备干部", "一.4", "reserve", "month", direction="between", target="3", limit="7")
    >>> [is_met(reserve, Fraction(number)) for number in (2, 3, 7, 8)]
    [False, True, True, False]
    """
    target, slack = _exact(asked.target or "0"), _exact(asked.tolerance)
    if asked.direction == "at_most":
        return ratio <= target + slack
    if asked.direction == "between":
        return target - slack <= ratio <= _exact(asked.limit) + slack
    return ratio >= target - slack


@lru_cache(maxsize=1_000)
def _exact(text: str) -> Fraction:
    """A target as it is written, ``9/10``; the same few are asked for every value."""
    return Fraction(text)


def _asked_so_far(asked: Definition, span: Span, today: date) -> Fraction:
    """A share of people grows through the period; a share of what happened so far should be right at any time."""
    passed = Fraction((min(today, span.last) - span.first).days, (span.last - span.first).days + 1)
    if asked.unit == "share" and not asked.stock:
        return Fraction(asked.target)
    wanted = Fraction(asked.target) * passed
    return wanted if asked.unit == "share" else Fraction(wanted.numerator // wanted.denominator)


@dataclass(frozen=True, slots=True)
class Total:
    """Values of many organisations together: the sums of those that are known, and how many are in which state."""

    numerator: int
    denominator: int
    states: Mapping[State, int]

    @property
    def known(self) -> int:
        return sum(number for state, number in self.states.items() if state not in _SILENT)

    @property
    def value(self) -> Value:
        return Value(self.numerator, self.denominator, self.known > 0)


_SILENT = (State.UNKNOWN, State.NOT_APPLICABLE)


def total_of(values: Iterable[tuple[Value | None, State]]) -> Total:
    """Add up. The parts may be grouped in any way and order: the sums stay the same.

    >>> total_of([(Value(3, 4), State.SHOWN), (Value(0, 0, known=False), State.UNKNOWN), (None, State.NOT_APPLICABLE)])
    Total(numerator=3, denominator=4, states={<State.SHOWN: 'shown'>: 1, <State.UNKNOWN: 'unknown'>: 1, \
<State.NOT_APPLICABLE: 'not_applicable'>: 1})
    """
    numerator, denominator = 0, 0
    states: dict[State, int] = {}
    for value, state in values:
        states[state] = states.get(state, 0) + 1
        if value is not None and state not in _SILENT:
            numerator, denominator = numerator + value.numerator, denominator + value.denominator
    return Total(numerator, denominator, states)


def state_of_total(asked: Definition, total: Total, span: Span, today: date) -> State:
    """What the sum means where the target is the county's; else it is shown."""
    if not total.known:
        return State.UNKNOWN
    if asked.level != "county" or asked.direction == "shown":
        return State.SHOWN
    counted = Value(total.numerator, total.denominator if asked.denominator else 1)
    return state_of(replace(asked, level="organisation"), counted, span, today)


def spans_of(asked: Definition, periods: Sequence[str], today: date) -> tuple[Span, ...]:
    """The spans of these periods, in order."""
    return tuple(span_of(asked, period, today) for period in periods)
