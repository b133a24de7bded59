"""What does the goal-management archive of a unit and year hold? Goals, owners, progress, evidence, result (S2-3.1-e)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listed:
    """One table of the archive as it stands."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One paper of the evidence, by its name and the day on which it was put in."""

    name: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Updated:
    """What was added when, by whom and why."""

    on: datetime.date
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class GoalArchiveContent:
    """The archive on the day ``date``; ``closed_on`` is None while it is open."""

    title: str
    organisation: str
    date: datetime.date
    begun_on: datetime.date
    closed_on: datetime.date | None
    closed_by: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Listed, ...]
    papers: tuple[Kept, ...]
    updates: tuple[Updated, ...]
