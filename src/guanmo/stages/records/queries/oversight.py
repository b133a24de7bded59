"""Inspections by the superior and the libraries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guanmo.method.ledger_due import year_shown
from guanmo.method.rhythm import last_day, periods
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of, listing
from guanmo.stages.records.enums import LedgerGroup, Library, kinds_of
from guanmo.stages.records.models import LibraryEntry, RecordInspection, RecordType
from guanmo.stages.records.queries.types import in_force
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


def inspection_lines(user: User, today: date) -> list[InspectionLine]:
    """What the user's organisation must inspect below it, with what is missing (S1-V-2.2-d, S1-V-3.10-b)."""
    access = access_of(user)
    below = [one for one in listing(user) if may_inspect(access, one.path)]
    asked = [one for one in in_force() if one.ledger.inspected]
    done = _done(below)
    found = []
    for group, every, kinds in _groups(asked):
        for organisation in below:
            if Kind(organisation.kind) in kinds:
                found.append(_line(organisation, group, every, done.get((organisation.pk, group), []), today))
    return found


def _groups(asked: Iterable[RecordType]) -> list[tuple[LedgerGroup, str, frozenset[Kind]]]:
    """Ledgers of one group and one rhythm are called in together."""
    kinds: dict[tuple[str, str], frozenset[Kind]] = {}
    for one in asked:
        key = (one.group, one.ledger.inspected)
        kinds[key] = kinds.get(key, frozenset()) | kinds_of(one.ledger.kinds)
    return [(LedgerGroup(group), every, of) for (group, every), of in kinds.items()]


def _done(organisations: list[Organisation]) -> dict[tuple[int, str], list[RecordInspection]]:
    found: dict[tuple[int, str], list[RecordInspection]] = {}
    for one in RecordInspection.objects.filter(organisation__in=organisations).select_related("by"):
        found.setdefault((one.organisation_id, one.group), []).append(one)
    return found


def _line(
    organisation: Organisation, group: LedgerGroup, every: str, done: list[RecordInspection], today: date
) -> InspectionLine:
    since = max(filter(None, (organisation.established_on, year_shown(today))))
    seen = {one.period for one in done}
    left = [period for period in periods(every, since, today) if period not in seen]
    over = tuple(period for period in left if last_day(every, period) < today)
    own = tuple(one for one in done if len(one.period) == len(left[0] if left else one.period))
    return InspectionLine(organisation, group, every, own, over, tuple(one for one in left if one not in over))


def inspections_of(organisation: Organisation) -> QuerySet[RecordInspection]:
    """All inspections of an organisation's ledgers, newest first."""
    return RecordInspection.objects.filter(organisation=organisation).select_related("by", "inspected_by")


def library_for(user: User, library: Library) -> QuerySet[LibraryEntry]:
    """What was selected; every organisation of the county reads it, whoever wrote it (S0-3.1-q, S4-16d)."""
    if not access_of(user).grants:
        return LibraryEntry.objects.none()
    found = LibraryEntry.objects.filter(library=library)
    return found.select_related("record__organisation", "record__type", "by").prefetch_related("record__supplements")
