"""The rows of a monthly sheet: what stands in them, which record each means, and what is wrong in single cells.

The words of the workbook are Chinese in every language: they are the county's form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from guanmo.method.ledger import Field, Ledger
from guanmo.stages.records.models import RecordType

NUMBER, PERIOD, GUIDE = "编号", "所属时期", "填写说明"
SPARE_ROWS = 15
"""Empty rows of each worksheet; each has its number already, so that the same file twice makes nothing twice."""
MAX_ROWS = 300
SIMPLE = ("text", "long_text", "date", "number", "money", "yes_no", "choice", "choices", "holder", "link")
_SPACE = UUID("5b3f7f4e-6a51-4c7e-9c43-0d6a0c1b7a11")


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that stops the import: worksheet, row as the spreadsheet numbers it, column, and the sentence."""

    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One record as the sheet says it."""

    type: RecordType
    row: int
    number: UUID
    held_on: date
    period: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MonthBook:
    """All rows of a workbook that has no problem, or its problems."""

    rows: tuple[MonthRow, ...]
    problems: tuple[CellProblem, ...]


def fits_a_row(ledger: Ledger) -> bool:
    """Whether a record of this ledger can be one row: no tables, steps, pointers to other things, no paper that must come."""
    if ledger.steps or any(one.must for one in ledger.evidence):
        return False
    return all(one.kind in SIMPLE for one in ledger.fields if one.required)


def columns_of(ledger: Ledger) -> list[tuple[str, Field | None]]:
    """The heads of its worksheet in order; None for number, date and period."""
    period = [(PERIOD, None)] if ledger.rhythm and ledger.rhythm.asks_period else []
    fields = [(one.title, one) for one in ledger.fields if one.kind in SIMPLE]
    return [(NUMBER, None), (ledger.date_title, None), *period, *fields]


def sheet_name(ledger: Ledger) -> str:
    """The title as Excel takes it for a worksheet: at most 31 characters, none of the forbidden ones."""
    return "".join(c for c in ledger.title if c not in r"[]:*?/\\'")[:31]


def number_of(organisation: str, ledger: str, row: str) -> UUID:
    """The identity of a row that somebody added by hand: it follows from what the row says."""
    return uuid5(_SPACE, "|".join((organisation, ledger, row)))
