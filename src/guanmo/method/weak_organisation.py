"""The way of a weak organisation (软弱涣散): found, in the ledger, staffed, put in order, transformed (workflows.md 6).

Source: S4-24a (four precise steps), S4-24b (one plan a case), S4-24f (three batches), S4-27b (rebuilding). A case is opened
by a person's decision on a stated basis, never by a class alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from guanmo.method.lifecycle import Table
from guanmo.method.rectification import Transition, table_of

STEPS: Sequence[Transition] = (
    Transition("suspected", "identified", "identifier", ("evidence",), "S4-24a, S4-24g"),
    Transition("suspected", "dismissed", "identifier", ("reason",), "inferred"),
    Transition("identified", "in_ledger", "identifier", ("evidence",), "S4-24a"),
    Transition("in_ledger", "staffed", "sender", ("staff",), "S4-24a, S4-24c"),
    Transition("staffed", "rectifying", "team", ("plan", "limit"), "S4-24a, S4-24b"),
    Transition("rectifying", "under_review", "reporter", ("evidence",), "inferred"),
    Transition("under_review", "transformed", "acceptor", ("evidence",), "S4-24f"),
    Transition("under_review", "rectifying", "acceptor", ("reason", "limit"), "inferred"),
    Transition("under_review", "not_transformed", "acceptor", ("reason",), "S4-32f"),
    Transition("not_transformed", "rectifying", "team", ("reason", "limit"), "inferred"),
    Transition("not_transformed", "escalated", "committee", ("reason",), "S4-32f"),
    Transition("escalated", "rectifying", "committee", ("decision", "limit"), "S4-32l, S2-3.7-e"),
    Transition("transformed", "relapsed", "identifier", ("reason",), "inferred"),
    Transition("relapsed", "rectifying", "team", ("reason", "limit"), "inferred"),
    Transition("identified", "rebuilt", "committee", ("approval",), "S4-27b"),
    Transition("in_ledger", "rebuilt", "committee", ("approval",), "S4-27b"),
    Transition("staffed", "rebuilt", "committee", ("approval",), "S4-27b"),
    Transition("rectifying", "rebuilt", "committee", ("approval",), "S4-27b"),
    Transition("not_transformed", "rebuilt", "committee", ("approval",), "S4-27b"),
    Transition("escalated", "rebuilt", "committee", ("approval",), "S4-27b"),
)
"""``identifier`` is the township, in enterprises, agencies, schools and two-new organisations who leads the line; ``sender``
the township; ``team`` who was sent to the case, or who leads it for them; ``reporter`` the township or the line;
``acceptor`` the township, but not whoever reported; ``committee`` the secretary of the committee that decided. The county
stands beside the township, but does not report for it. Of its own case no organisation is identifier, acceptor or committee.
"""

WEAK_CASE: Table = table_of(STEPS)


def who_takes(state: str, target: str) -> str:
    """Who takes a case from ``state`` to ``target``; KeyError for a step that is not in the table.

    >>> who_takes("under_review", "transformed"), who_takes("escalated", "rectifying")
    ('acceptor', 'committee')
    """
    return {(one.source, one.target): one.who for one in STEPS}[state, target]


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
