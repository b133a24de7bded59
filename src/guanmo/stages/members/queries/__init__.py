"""Reads of stage members: everything a person reads starts from ``visible_to`` or ``within_reach``."""

from guanmo.stages.members.queries.members import (
    changes_of,
    contact_reveals,
    keepable,
    member_for,
    on_roster,
    organisation_to_keep,
    visible_to,
    within_reach,
)
from guanmo.stages.members.queries.rosters import RosterState, limits, limits_for, roster_counts, roster_states

__all__ = [
    "RosterState",
    "changes_of",
    "contact_reveals",
    "keepable",
    "limits",
    "limits_for",
    "member_for",
    "on_roster",
    "organisation_to_keep",
    "roster_counts",
    "roster_states",
    "visible_to",
    "within_reach",
]
