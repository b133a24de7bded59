"""What is due in whose ledgers: asked, held, missing since when. What was before the ledger was kept is unknown, not missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from guanmo.method.ledger_due import Demand, Held, year_shown
from guanmo.method.ledger_values import counts_also_as, each_of
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.models import Record, RecordType, Supplement
from guanmo.stages.records.queries.chosen_rhythm import ACTIVITY, Spans, chosen_spans, demands_by
from guanmo.stages.records.queries.records import counting
from guanmo.stages.records.queries.types import Term, in_force, terms_by_code

_LOOK_BACK = timedelta(days=400)
"""A report of last year's December may be filed in January."""


@dataclass(frozen=True, slots=True)
class LedgerDue:
    """One ledger of one organisation: what it asks this year and what is there. ``last_on`` is None when nothing is."""

    organisation: Organisation
    type: RecordType
    demands: tuple[Demand, ...]
    count: int
    last_on: date | None

    def missing(self, today: date) -> list[Demand]:
        return [one for one in self.demands if one.is_missing(today)]

    def open(self, today: date) -> list[Demand]:
        return [one for one in self.demands if not one.is_met and one.due_by >= today]


def due_of(organisations: QuerySet[Organisation], today: date) -> list[LedgerDue]:
    """Every ledger of every one of these organisations, in the order of the organisations and of the groups."""
    types, terms, there = in_force(), terms_by_code(), list(organisations)
    held, spans = _held(there, today), chosen_spans(there)
    return [
        _due(
            organisation,
            one,
            terms[one.code],
            held[organisation.pk, one.code],
            today,
            spans.get(organisation.pk, ()) if one.code == ACTIVITY else (),
        )
        for organisation in there
        for one in types
        if Kind(organisation.kind) in kinds_of(one.ledger.kinds)
    ]


def _due(
    organisation: Organisation, one: RecordType, terms: list[Term], held: list[Held], today: date, spans: Spans
) -> LedgerDue:
    asked = [demand for term in terms for demand in _demands(organisation, term, held, today, spans)]
    this_year = [h for h in held if h.on.year == today.year]
    return LedgerDue(organisation, one, tuple(asked), len(this_year), max((h.on for h in held), default=None))


def _demands(organisation: Organisation, term: Term, held: list[Held], today: date, spans: Spans) -> Iterable[Demand]:
    """What this version asks, as far as it falls due in the year shown: a report on last year may fall due in this one.

    ``spans`` say when the branch met by the quarter.
    """
    if term.type.retired or Kind(organisation.kind) not in kinds_of(term.type.ledger.kinds):
        return []
    shown = year_shown(today)
    since = max(filter(None, (term.since, organisation.established_on, shown.replace(year=shown.year - 1))))
    until = min(today, term.before - timedelta(days=1)) if term.before else today
    asked = demands_by(spans, term.type.ledger, held, since=since, today=until)
    return [one for one in asked if one.due_by >= shown]


def _held(organisations: Iterable[Organisation], today: date) -> dict[tuple[int, str], list[Held]]:
    """What counts, by organisation and ledger; a record counts for another ledger too where it says so."""
    rows = counting(Record.objects.filter(organisation__in=organisations, held_on__gte=year_shown(today) - _LOOK_BACK))
    corrected = _corrected(rows)
    found: dict[tuple[int, str], list[Held]] = defaultdict(list)
    columns = ("pk", "organisation_id", "type__code", "period", "held_on", "each", "also")
    for pk, organisation, code, period, on, *kept in rows.values_list(*columns):
        each, also = corrected.get(pk, kept)
        found[organisation, code].append(Held(period, each, on))
        for other in also:
            found[organisation, other].append(Held("", "", on))
    return found


def _corrected(records: QuerySet[Record]) -> dict[int, tuple[str, list[str]]]:
    """By record what its last correction counts as: the choice of the rhythm, and the other ledgers."""
    added = Supplement.objects.filter(record__in=records, withdraws=False).select_related("record__type").order_by("pk")
    return {
        one.record_id: (each_of(ledger, one.values), counts_also_as(ledger, one.values))
        for one in added
        for ledger in [one.record.type.ledger]
    }
