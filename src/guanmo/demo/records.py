"""The demo county's ledgers: the shipped ones, and this year's records of all townships but one, in bulk."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from guanmo.demo.county import SHOWCASE
from guanmo.demo.kept_records import KEPT, MONTHLY, NAMED, ONCE
from guanmo.lib.attached_file import Ready
from guanmo.method.rhythm import first_day, last_day, periods
from guanmo.stages.organisations.enums import OBSERVED, VILLAGE_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import secretary_uuids, subordinates
from guanmo.stages.records.domain.describe_ledger import load_ledgers
from guanmo.stages.records.domain.evidence import store_file
from guanmo.stages.records.domain.keep_record import Entry, derived
from guanmo.stages.records.enums import LedgerGroup, RecordState, kinds_of
from guanmo.stages.records.importers.shipped import shipped_ledgers
from guanmo.stages.records.models import EvidenceFile, Record, RecordEvidence, RecordInspection, RecordType

_KEEPS, _COMPLETE = 88, 94
"""Per cent of the periods that the showcase kept, and of the papers that are there."""
_PAPER = Ready("样例材料.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", "application/pdf")


def build_records(townships: list[Organisation], today: date) -> None:
    """Load the ledgers; committees, villages and two-new organisations kept most of what is due, each township in its way.

    The last township still works on paper: of it nothing is known.
    """
    by = User.objects.get(username="xian")
    load_ledgers(shipped_ledgers(), kept_from=date(today.year, 1, 1), by=by)
    for number, township in enumerate(townships[:-1]):
        showcase = township.short_name == SHOWCASE
        _build_township(township, today, _KEEPS if showcase else 70 + number * 7 % 27, by)
        if showcase:
            Record.objects.bulk_create(_named_by_county(township, today))


def _build_township(township: Organisation, today: date, keeps: int, by: User) -> None:
    keeper, registers = _Keeper(today, KEPT, keeps), _Keeper(today, ONCE, keeps)
    places = [township, *subordinates(township, OBSERVED)]
    made = Record.objects.bulk_create(record for place in places for record in keeper.year_of(place))
    Record.objects.bulk_create(record for place in places for record in registers.year_of(place))
    files = {place.pk: store_file(place, _PAPER, by=by) for place in places}
    RecordEvidence.objects.bulk_create(one for record in made for one in keeper.papers_of(record, files, by))
    RecordInspection.objects.bulk_create(one for place in places[1:] for one in keeper.inspections_of(place, township))


class _Keeper:
    """Somebody who keeps ledgers well, not perfectly; the same every time."""

    def __init__(self, today: date, kept: dict[str, dict[str, Any]], keeps: int) -> None:
        self.today, self.random, self.kept, self.keeps = today, Random(20260106), kept, keeps
        self.types = list(RecordType.objects.filter(code__in=kept))

    def year_of(self, place: Organisation) -> Iterator[Record]:
        """This year's records of one organisation, period by period; what is made once stands in January."""
        secretary = secretary_uuids([place]).get(place.pk, "other")
        for type in self.types:
            if Kind(place.kind) not in kinds_of(type.ledger.kinds):
                continue
            for begun, period, choice in [*self._due(type), *self._monthly(type)]:
                if self.random.randrange(100) < self.keeps:
                    day = min(begun.replace(day=10), self.today)
                    yield _record(place, type, day, period, {**self.kept[type.code], **choice}, secretary)

    def papers_of(self, record: Record, files: dict[int, EvidenceFile], by: User) -> Iterator[RecordEvidence]:
        """The papers of a record, of which few are missing."""
        for paper in record.type.ledger.evidence:
            if self.random.randrange(100) < _COMPLETE:
                file = files[record.organisation_id]
                yield RecordEvidence(record=record, file=file, role=paper.role, by=by)

    def inspections_of(self, place: Organisation, above: Organisation) -> Iterator[RecordInspection]:
        """What the committee called in, most of the time."""
        by = User.objects.get(username="zuzhi")
        groups = [(LedgerGroup.LIFE, "quarter")] + [(LedgerGroup.VENUES, "month")] * (place.kind in VILLAGE_LEVEL)
        for group, every in groups:
            for period in periods(every, date(self.today.year, 1, 1), self.today)[:-1]:
                if self.random.randrange(100) < self.keeps:
                    day = last_day(every, period)
                    yield RecordInspection(
                        organisation=place,
                        group=group,
                        period=period,
                        inspected_on=day,
                        seen=3,
                        inspected_by=above,
                        by=by,
                    )

    def _due(self, type: RecordType) -> Iterator[tuple[date, str, dict[str, str]]]:
        rhythm, new_year = type.ledger.rhythm, date(self.today.year, 1, 1)
        if rhythm is None:
            choices = type.ledger.fields[0].choices or {"": ""}
            yield from ((new_year, "", {type.ledger.fields[0].name: one} if one else {}) for one in choices)
            return
        choices = type.ledger.field_named(rhythm.each).choices if rhythm.each else {"": ""}
        over = periods(rhythm.every, new_year, self.today)
        for period in over[:-1] if rhythm.every in ("month", "quarter") else over:
            begun = first_day(rhythm.every, period)
            yield from ((begun, period, {rhythm.each: one} if one else {}) for one in choices)

    def _monthly(self, type: RecordType) -> Iterator[tuple[date, str, dict[str, str]]]:
        """The months in which the ledger itself asks nothing."""
        if type.code in MONTHLY:
            for period in periods("month", date(self.today.year, 1, 1), self.today)[:-1]:
                begun = first_day("month", period)
                if begun.month % 3 != 1:
                    yield begun, "", MONTHLY[type.code]


def _named_by_county(showcase: Organisation, today: date) -> Iterator[Record]:
    """What the county's department named and marked in the showcase: one after another, down the list of its villages."""
    department = Organisation.objects.get(kind=Kind.ORGANISATION_DEPARTMENT)
    villages = subordinates(showcase, VILLAGE_LEVEL)
    types = {one.code: one for one in RecordType.objects.filter(code__in=[code for code, _values in NAMED])}
    for (code, values), village in zip(NAMED, villages, strict=False):
        said = {"target": str(village.uuid), **values}
        yield _record(department, types[code], date(today.year, 1, 12), "", said, "")


def _record(
    place: Organisation, type: RecordType, day: date, period: str, values: dict[str, Any], secretary: str
) -> Record:
    said = {name: secretary if value == "@secretary" else value for name, value in values.items()}
    entry = Entry(day, said, period)
    return Record(
        type=type, organisation=place, held_on=day, values=said, state=RecordState.LOCKED, **derived(type.ledger, entry)
    )
