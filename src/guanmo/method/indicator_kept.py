"""Which values are kept as facts, and how facts are added up: whole numbers, so that what changed can be added for itself."""

import re
from collections.abc import Collection, Iterable

from guanmo.method.indicator_expression import OF_PERIOD
from guanmo.method.indicator_values import State, Total
from guanmo.method.indicators import Definition

COUNTED = (State.MET, State.MISSED, State.SHOWN, State.UNKNOWN, State.NOT_APPLICABLE)
"""What a value can mean once its period is over."""
SILENT = (State.UNKNOWN, State.NOT_APPLICABLE)
"""Of these nothing is added but that there is one."""
COLUMNS = ("numerator", "denominator", *(one.value for one in COUNTED))
"""What a sum holds: both sums of what is known, and how many organisations are in which state."""
Share = tuple[int, ...]
NOTHING: Share = (0,) * len(COLUMNS)


def is_countable(asked: Definition, reads: str, tables: Collection[str], followed: Collection[str]) -> bool:
    """Whether a value changes only when the organisation itself writes a row, and never with the day once its period is over.

    ``reads`` is the SQL of its rows, ``tables`` are all that there are, ``followed`` those whose writers are heard. A
    window looks from row to row, what is attached may be others', and a roster on the last day (``stock``) changes by rows
    that are not of this kind: none of them is kept.

    >>> day = Definition("day", "主题党日", "四.1", "theme_party_day", "month", target="1")
    >>> [is_countable(day, f"SELECT 1 FROM {name}", ("record", "member"), ("record",)) for name in ("record", "member")]
    [True, False]
    """
    moves = asked.stock or asked.window or asked.attached or not asked.names_read.isdisjoint(OF_PERIOD)
    words = set(re.findall(r"\w+", reads))
    return not moves and "OVER" not in words and words.intersection(tables) <= set(followed)


def share_of(numerator: int, denominator: int, state: State) -> Share:
    """What one fact adds to the sums above it; what is unknown or does not apply only counts as such.

    >>> share_of(3, 4, State.MET), share_of(3, 4, State.UNKNOWN)
    ((3, 4, 1, 0, 0, 0, 0), (0, 0, 0, 0, 0, 1, 0))
    """
    known = state not in SILENT
    return numerator * known, denominator * known, *(int(state == one) for one in COUNTED)


def added(*shares: Share) -> Share:
    """Their sum, column by column."""
    return tuple(map(sum, zip(NOTHING, *shares, strict=True)))


def taken_off(share: Share) -> Share:
    """What takes it out of a sum again."""
    return tuple(-one for one in share)


def total_of_share(share: Share) -> Total:
    """The same total as that of the values themselves.

    >>> total_of_share((3, 4, 1, 0, 0, 2, 0)).states[State.UNKNOWN]
    2
    """
    numerator, denominator, *counts = share
    return Total(numerator, denominator, {one: count for one, count in zip(COUNTED, counts, strict=True) if count})


def above(path: str, step: int) -> Iterable[str]:
    """The paths of all organisations above one, whose path each begins.

    >>> list(above("000100020003", 4))
    ['0001', '00010002']
    """
    return (path[:length] for length in range(step, len(path), step))
