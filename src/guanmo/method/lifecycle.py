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

REOPENED: Table = {
    "ranked": frozenset({"in_progress"}),
    "classified": frozenset({"in_progress"}),
}
"""Only two people together take this step, and it begins a new version of the round (security.md 3.3). It stands apart, so that no
other step can lead there. What was filed or published is not opened again."""

VISIT: Table = {
    "due": frozenset({"visited", "excused"}),
    "visited": frozenset({"closed"}),
    "excused": frozenset({"due"}),
    "closed": frozenset(),
}

TRANSFER: Table = {
    "requested": frozenset({"sent", "withdrawn"}),
    "sent": frozenset({"received", "returned"}),
    "returned": frozenset({"sent", "withdrawn"}),
    "received": frozenset(),
    "withdrawn": frozenset(),
}
"""A member's organisational relation on its way from one branch to another (workflows.md 18)."""

TRAINING: Table = {
    "planned": frozenset({"announced"}),
    "announced": frozenset({"held"}),
    "held": frozenset({"held", "closed"}),
    "closed": frozenset(),
}
"""Attendance is registered while a training is ``held``, test results with it (workflows.md 10)."""

LOST_CONTACT: Table = {
    "noted": frozenset({"searched", "found"}),
    "searched": frozenset({"searched", "found", "proposed"}),
    "proposed": frozenset({"approved", "found"}),
    "approved": frozenset({"closed"}),
    "found": frozenset({"closed"}),
    "closed": frozenset(),
}
"""A member whom the organisation cannot reach: nothing is proposed before somebody searched (workflows.md 18)."""

UNQUALIFIED: Table = {
    "noted": frozenset({"proposed", "closed"}),
    "proposed": frozenset({"approved", "closed"}),
    "approved": frozenset({"closed"}),
    "closed": frozenset(),
}

RECORD: Table = {
    "draft": frozenset({"awaiting_signatures", "locked"}),
    "awaiting_signatures": frozenset({"draft", "locked"}),
    "locked": frozenset(),
}
"""A ledger without signatures is locked when it is filed. What was locked is corrected by a supplement alone."""

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
