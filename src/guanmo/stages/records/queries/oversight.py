"""Inspections by the superior and the libraries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guanmo.method.ledger_due import year_shown
from guanmo.method.rhythm import is_period, last_day, periods
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, listing, within_reach
from guanmo.stages.records.enums import LedgerGroup, Library, kinds_of
from guanmo.stages.records.models import LibraryEntry, RecordInspection, RecordType
from guanmo.stages.records.queries.types import in_force, terms_by_code
from guanmo.stages.records.rules import may_inspect


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One organisation and the periods of one group: inspected, or over without an inspection."""

    organisation: Organisation
    group: LedgerGroup
    every: str
    done: tuple[RecordInspection, ...]
    missing: tuple[str, ...]
    running: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    """Ledgers of one group and one rhythm are called in together, from the day on which the first of them is kept."""

    group: LedgerGroup
    every: str
    kinds: frozenset[Kind]
    since: date


def inspection_lines(user: User, today: date) -> list[InspectionLine]:
    """What the user's organisation must inspect below it, with what is missing (S1-V-2.2-d, S1-V-3.10-b)."""
    access = access_of(user)
    below = [one for one in listing(user) if may_inspect(access, one.path)]
    done = _done(below)
    return [
        _line(organisation, book, done.get((organisation.pk, book.group), []), today)
        for book in _books()
        for organisation in below
        if Kind(organisation.kind) in book.kinds
    ]


def _books() -> list[_Book]:
    inside: dict[tuple[str, str], list[RecordType]] = {}
    for one in in_force():
        if one.ledger.inspected:
            inside.setdefault((one.group, one.ledger.inspected), []).append(one)
    terms = terms_by_code()
    return [
        _Book(
            LedgerGroup(group),
            every,
            frozenset(kind for one in asked for kind in kinds_of(one.ledger.kinds)),
            min(terms[one.code][0].since for one in asked),
        )
        for (group, every), asked in inside.items()
    ]


def _done(organisations: list[Organisation]) -> dict[tuple[int, str], list[RecordInspection]]:
    found: dict[tuple[int, str], list[RecordInspection]] = {}
    for one in RecordInspection.objects.filter(organisation__in=organisations).select_related("by"):
        found.setdefault((one.organisation_id, one.group), []).append(one)
    return found


def ledgers_called_in(user: User, organisation: Organisation) -> QuerySet[RecordInspection]:
    """When the superior called in the ledgers of an organisation within reach."""
    return RecordInspection.objects.filter(within_reach(user, "organisation__path"), organisation=organisation)


def _line(organisation: Organisation, book: _Book, done: list[RecordInspection], today: date) -> InspectionLine:
    since = max(filter(None, (organisation.established_on, book.since, year_shown(today))))
    seen = {one.period for one in done}
    left = [period for period in periods(book.every, since, today) if period not in seen]
    over = tuple(period for period in left if last_day(book.every, period) < today)
    own = tuple(one for one in done if is_period(book.every, one.period))
    return InspectionLine(
        organisation, book.group, book.every, own, over, tuple(one for one in left if one not in over)
    )


def library_for(user: User, library: Library) -> QuerySet[LibraryEntry]:
    """What was selected; every organisation of the county reads it, whoever wrote it (S0-3.1-q, S4-16d)."""
    if not access_of(user).grants:
        return LibraryEntry.objects.none()
    found = LibraryEntry.objects.filter(library=library).exclude(record__supplements__withdraws=True)
    return found.select_related("record__organisation", "record__type", "by").prefetch_related("record__supplements")
