"""What stands in a 《整改通知单》? (S0-3.1-n; the source has no template for it.)"""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class NoticeProblem:
    """One problem. ``item`` names the sheet's item (一、党建基础第2项) or is empty; ``points`` = points deducted."""

    matter: str
    item: str = ""
    points: Decimal | None = None
    due_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class NoticeContent:
    """A numbered notice to one organisation. ``demands`` are the measures asked for, numbered when printed."""

    number: str
    issuer: str
    organisation: str
    round_name: str
    date: datetime.date
    due_on: datetime.date
    responsible_person: str
    problems: tuple[NoticeProblem, ...]
    demands: tuple[str, ...] = ()
    visited_on: datetime.date | None = None
    title: str = "整改通知单"
