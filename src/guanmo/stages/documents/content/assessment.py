"""What goes into the appraisal of a leadership team and its leader? The party-building results that were filed (S2-3.7-a)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Assessed:
    """One result. ``leader`` was the secretary when the round was closed, empty where nobody was.

    Where the organisation could not be ranked ``score`` and ``rank`` are None and ``reason`` says why.
    """

    township: str
    organisation: str
    leader: str
    round_name: str
    list_name: str
    score: Decimal | None
    rank: int | None
    class_name: str
    reason: str
    filing: str
    accepted_on: datetime.date


@dataclass(frozen=True, slots=True)
class AssessmentContent:
    """The results of one year that the county accepted, in the order of the tree and never of the ranks."""

    title: str
    unit: str
    date: datetime.date
    rows: tuple[Assessed, ...]
