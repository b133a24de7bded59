"""The way of a weak organisation (软弱涣散): found, in the ledger, staffed, put in order, transformed (workflows.md 6).

Source: S4-24a (four precise steps), S4-24b (one plan a case), S4-24f (three batches), S4-27b (rebuilding). A case is opened
by a person's decision on a stated basis, never by a class alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from guanmo.method.lifecycle import Table
from guanmo.method.rectification import Transition, table_of

STEPS: Sequence[Transition] = (
    Transition("suspected", "identified", "superior", ("evidence",), "S4-24a, S4-24g"),
    Transition("suspected", "dismissed", "superior", ("reason",), "inferred"),
    Transition("identified", "in_ledger", "superior", ("evidence",), "S4-24a"),
    Transition("in_ledger", "staffed", "superior", ("staff",), "S4-24a, S4-24c"),
    Transition("staffed", "rectifying", "superior", ("plan", "limit"), "S4-24a, S4-24b"),
    Transition("rectifying", "under_review", "township", ("evidence",), "inferred"),
    Transition("under_review", "transformed", "acceptor", ("evidence",), "S4-24f"),
    Transition("under_review", "rectifying", "acceptor", ("reason", "limit"), "inferred"),
    Transition("under_review", "not_transformed", "acceptor", ("reason",), "S4-32f"),
    Transition("not_transformed", "rectifying", "superior", ("reason", "limit"), "inferred"),
    Transition("not_transformed", "escalated", "superior", ("reason",), "S4-32f"),
    Transition("transformed", "relapsed", "superior", ("reason",), "inferred"),
    Transition("relapsed", "rectifying", "superior", ("reason", "limit"), "inferred"),
    Transition("identified", "rebuilt", "superior", ("approval",), "S4-27b"),
    Transition("in_ledger", "rebuilt", "superior", ("approval",), "S4-27b"),
    Transition("staffed", "rebuilt", "superior", ("approval",), "S4-27b"),
    Transition("rectifying", "rebuilt", "superior", ("approval",), "S4-27b"),
    Transition("not_transformed", "rebuilt", "superior", ("approval",), "S4-27b"),
)
"""``acceptor`` is the superior too, but not whoever reported that the organisation is in order again."""

WEAK_CASE: Table = table_of(STEPS)

PRECISE = ("identified", "in_ledger", "staffed", "rectifying")
"""The four precise steps (四个精准), each dated and evidenced."""

BATCHES: Mapping[str, tuple[str, ...]] = {
    "found": ("suspected", "identified", "in_ledger", "staffed"),
    "in_order": ("rectifying", "under_review", "not_transformed", "relapsed", "escalated"),
    "transformed": ("transformed", "rebuilt"),
}
"""查摆一批、整顿一批、转化一批: which states each batch counts."""

SENT_TO_EACH = ("first_secretary", "guide")
"""Who is sent to each weak village or community (S4-24c)."""

SENT_UNTIL_OVER = (*PRECISE, "under_review", "not_transformed", "escalated", "relapsed")
"""The states in which they have to be there: from the finding on until the case is over."""


def in_place_by(found_on: date) -> date:
    """Until when they have to be there: the end of April of the year in which the organisation was found weak (S4-24e).

    >>> in_place_by(date(2026, 2, 10)), in_place_by(date(2026, 6, 1))
    (datetime.date(2026, 4, 30), datetime.date(2026, 4, 30))
    """
    return date(found_on.year, 4, 30)
