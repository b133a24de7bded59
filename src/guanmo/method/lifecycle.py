"""Which step may follow which (workflows.md 2 and 5), as tables. The life of a problem is ``method.rectification``.

A table maps a state to the states that may follow it. States are plain strings so that the tables can be read beside
the workflow; the stages' enums have the same values.
"""

from collections.abc import Mapping

Table = Mapping[str, frozenset[str]]

ROUND: Table = {
    "draft": frozenset({"scheduled"}),
    "scheduled": frozenset({"draft", "in_progress"}),
    "in_progress": frozenset({"scored"}),
    "scored": frozenset({"ranked"}),
    "ranked": frozenset({"classified"}),
    "classified": frozenset({"classified", "filed", "closed"}),
    "filed": frozenset({"classified", "closed"}),
    "closed": frozenset(),
}
"""A filing that the county returns takes the round back to ``classified``, where classes may be confirmed anew; nothing
goes back behind the scoring. A round of the county is not filed: its bulletin closes it from ``classified``."""

VISIT: Table = {
    "due": frozenset({"visited", "excused"}),
    "visited": frozenset({"closed"}),
    "excused": frozenset({"due"}),
    "closed": frozenset(),
}

DOCUMENT: Table = {
    "draft": frozenset({"issued"}),
    "issued": frozenset({"withdrawn"}),
    "withdrawn": frozenset(),
}

TIERS = ("internal", "cross", "county_demonstration")
"""The tiers of a cycle in the order in which they open (S0-2-b)."""


def may_follow(table: Table, state: str, target: str) -> bool:
    """Whether ``target`` may follow ``state``; raises KeyError for a state that the table does not know.

    >>> may_follow(ROUND, "in_progress", "scored"), may_follow(ROUND, "scored", "in_progress")
    (True, False)
    """
    return target in table[state]
