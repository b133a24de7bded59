"""What stands in the record book of an organisation? 记录本: the minutes of one year in the county's one form (S1-V-2.2-b)."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedBy:
    """A place to sign: ``name`` is empty and ``on`` None where nobody did."""

    role: str
    name: str = ""
    on: datetime.date | None = None
    on_paper: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What happened to an entry afterwards: corrected, withdrawn."""

    on: datetime.date
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """One entry. ``facts`` are short answers, ``texts`` long ones; ``paper_book`` is the number of the book on paper."""

    kind: str
    date_title: str
    held_on: datetime.date
    subject: str
    facts: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]
    signed: tuple[SignedBy, ...]
    paper_book: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class RecordBookContent:
    """The book of one year. The place of an entry follows from the day on which it was closed and never changes."""

    title: str
    template_of: str
    organisation: str
    number: str
    date: datetime.date
    entries: tuple[Minutes, ...]
