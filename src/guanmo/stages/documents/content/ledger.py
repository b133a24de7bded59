"""What stands in the 党建观摩、检查、测评工作整改台账? Exactly the six columns of the source (S0-A-c, S1-L-a)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One problem of one organisation. ``signed_off_on`` stays None until it is signed off."""

    organisation: str
    matter: str
    measure: str = ""
    due_on: datetime.date | None = None
    responsible_person: str = ""
    signed_off_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class LedgerContent:
    """The ledger of one unit (单位（盖章）) on one day (时间)."""

    unit: str
    date: datetime.date
    entries: tuple[LedgerEntry, ...]
    round_name: str = ""
    title: str = "党建观摩、检查、测评工作整改台账"
