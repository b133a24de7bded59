"""What was selected for others to learn from? 案例文集: the texts of one library, one after another (S4-16e)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CollectedCase:
    """One case: whose, of what kind, what it says under which words, and why it was selected."""

    title: str
    organisation: str
    kind: str
    date: datetime.date
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, tuple[str, ...]], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class CollectionContent:
    """The cases in the order of the collection."""

    title: str
    issuer: str
    date: datetime.date
    cases: tuple[CollectedCase, ...]
