"""What stands in the working ledger? The six columns of the source and everything that the office works with."""

import datetime
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class WorkingEntry:
    """One row of the ledger with its origin and its course. ``days_over`` counts the working days past the limit, else None."""

    organisation: str
    round_name: str
    item: str
    judges: int | None
    points: Decimal | None
    matter: str
    measure: str
    responsible_person: str
    due_on: datetime.date | None
    notice: str
    state: str
    done: str
    looked_back: str
    signed_off_on: datetime.date | None
    days_over: int | None


@dataclass(frozen=True, slots=True)
class WorkingLedgerContent:
    """The working ledger of one unit on one day, for a spreadsheet."""

    title: str
    unit: str
    date: datetime.date
    entries: tuple[WorkingEntry, ...]
