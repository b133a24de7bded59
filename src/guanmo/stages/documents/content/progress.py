"""How far is each organisation with putting its problems right? A table for the progress bulletin (S0-4.2-c)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """One organisation: rows of the ledger ``entered``, of these ``signed_off`` and, past their limit, ``overdue``."""

    organisation: str
    entered: int
    signed_off: int
    overdue: int

    @property
    def running(self) -> int:
        return self.entered - self.signed_off


@dataclass(frozen=True, slots=True)
class ProgressContent:
    """The state on one day, as counted from the ledger."""

    title: str
    issuer: str
    round_name: str
    date: datetime.date
    rows: tuple[ProgressRow, ...]
