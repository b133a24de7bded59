"""Of which indicators facts are kept, by the ledgers and the definitions in force now, and what the facts of an organisation are."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection

from guanmo import __version__
from guanmo.lib.planned_once import cursor_of
from guanmo.lib.ready_query import many, one_of
from guanmo.method.indicator_kept import Share, is_countable, share_of
from guanmo.method.indicator_periods import spans_this_year
from guanmo.method.indicator_sql import values_sql
from guanmo.method.indicator_values import Span, State, spans_of
from guanmo.method.indicators import Definition
from guanmo.stages.indicators.models import FOLLOWED, IndicatorFact
from guanmo.stages.indicators.queries.definitions import in_force, sources
from guanmo.stages.indicators.queries.readings import Wanted, readings_of
from guanmo.stages.indicators.queries.sources import COUNTED_BY, Catalogue
from guanmo.stages.indicators.rules import applies_to
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import RecordType

NEVER = date.max
"""On this day every period is over."""


@dataclass(frozen=True, slots=True)
class Kept:
    """An indicator of which facts are kept; ``made_by`` names all that its values depend on but the rows themselves."""

    asked: Definition
    made_by: str

    def reads(self, ledgers: Iterable[str]) -> bool:
        """Whether a row of these ledgers may change it; a part of a ledger is called by the ledger's name and its own."""
        read = (self.asked.records, self.asked.known_by)
        return any(one == ledger or one.startswith(f"{ledger}_") for one in read for ledger in ledgers)

    def spans(self, today: date, since: date = date.min) -> tuple[Span, ...]:
        """The periods of the year that is looked at, each to its last day; those alone that a row of the day ``since`` may change.

        It counts in its own period, and makes that one and later ones known.
        """
        every = spans_of(self.asked, [one.period for one in spans_this_year(self.asked, today)], NEVER)
        by_day = self.asked.date == "day" and not self.asked.by_period
        return tuple(one for one in every if one.until >= since) if by_day else every


@dataclass(frozen=True, slots=True)
class KeptNow:
    """All of them, by code, with the rows that they read."""

    rows: Catalogue
    all: Mapping[str, Kept]


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as it is stored, without its key."""

    made_by: str
    path: str
    numerator: int
    denominator: int
    state: str

    @property
    def cells(self) -> tuple[str | int, ...]:
        """As it is stored; ``astuple`` copies each of them."""
        return self.made_by, self.path, self.numerator, self.denominator, self.state

    @property
    def share(self) -> Share:
        return share_of(self.numerator, self.denominator, State(self.state))


Key = tuple[int, str, str]
"""Organisation, indicator, period."""
_made: dict[tuple[Any, ...], KeptNow] = {}
WHICH = (
    "(SELECT uuid FROM records_recordtype ORDER BY id DESC LIMIT 1), "
    "(SELECT id FROM indicators_indicatordefinition ORDER BY id DESC LIMIT 1), "
    '(SELECT "at" FROM indicators_indicatordefinition ORDER BY id DESC LIMIT 1)'
)
"""The newest version of a ledger and of an indicator: as long as they are the same, so is everything made of them."""


def kept_now() -> KeptNow:
    """As the database stands."""
    with cursor_of(connection) as cursor:
        cursor.execute(f"SELECT {WHICH}")
        return kept_at(cursor.fetchone())


def kept_at(which: tuple[Any, ...]) -> KeptNow:
    """The same for what ``WHICH`` gave; made once."""
    key = connection.vendor, *which
    if (made := _made.get(key)) is None:
        rows = sources()
        made = KeptNow(rows, {one.asked.code: one for one in _kept(rows)})
        _made.clear()
        _made[key] = made
    return made


def _kept(rows: Catalogue) -> Iterator[Kept]:
    tables = {one._meta.db_table for one in apps.get_models()}
    followed = {one._meta.db_table for one in (*FOLLOWED, RecordType)}
    for asked in in_force(rows):
        reads = _reads(asked, rows)
        if is_countable(asked, reads, tables, followed):
            said = (__version__, asked, values_sql(asked), reads, rows.since.get(asked.known_by))
            yield Kept(asked, hashlib.sha256(repr(said).encode()).hexdigest()[:16])


def _reads(asked: Definition, rows: Catalogue) -> str:
    """The SQL of its rows; nothing that may be kept has a table made of more than SQL."""
    counted, known = rows[asked.records], rows[asked.known_by]
    if callable(counted.table) or callable(known.table):
        return "OVER"
    return f"{counted.query(asked.columns_of(asked.records) | COUNTED_BY)} {known.query(COUNTED_BY)}"


def facts_now(
    organisations: Sequence[Organisation], kept: Iterable[Kept], rows: Catalogue, today: date, since: date = date.min
) -> dict[Key, FactRow]:
    """What the facts are, computed from the records; of what does not concern an organisation there is none."""
    by_code = {one.asked.code: one for one in kept}
    wanted = [Wanted(one.asked, one.spans(today, since)) for one in by_code.values()]
    found = {}
    for one in readings_of(wanted, organisations, rows, NEVER):
        code, place = one.asked.code, one.organisation
        sums = (one.value.numerator, one.value.denominator) if one.value else (0, 0)
        fact = FactRow(by_code[code].made_by, place.path, *sums, one.state.value)
        found[place.pk, code, one.span.period] = fact
    return found


def facts_stored(organisations: Iterable[int], codes: Iterable[str] | None = None) -> dict[Key, FactRow]:
    """What is stored of these organisations (of these indicators; None: of all)."""
    asked: dict[str, Iterable[Any]] = {
        "organisation_id": organisations,
        **({} if codes is None else {"indicator": codes}),
    }
    where = " AND ".join(f"{name} {one_of(connection)}" for name in asked)
    with cursor_of(connection) as cursor:
        cursor.execute(
            f"SELECT {_CELLS} FROM indicators_indicatorfact WHERE {where}",
            [many(list(one), connection) for one in asked.values()],
        )
        return {(row[0], row[1], row[2]): FactRow(*row[3:]) for row in cursor.fetchall()}


_CELLS = "organisation_id, indicator, period, made_by, path, numerator, denominator, state"


def lacking(today: date) -> set[int]:
    """Organisations that lack a fact, have one too many, or have one that other definitions made or that stood elsewhere."""
    now = kept_now()
    stored: dict[int, set[tuple[str, str, str, str]]] = {}
    cells = ("organisation_id", "indicator", "period", "made_by", "path")
    for whose, *rest in IndicatorFact.objects.values_list(*cells).iterator(chunk_size=10_000):
        stored.setdefault(whose, set()).add(tuple(rest))
    spans = {one: one.spans(today) for one in now.all.values()}
    return {place.pk for place in Organisation.objects.all() if stored.get(place.pk, set()) != _due(place, spans)}


def _due(place: Organisation, spans: Mapping[Kept, Sequence[Span]]) -> set[tuple[str, str, str, str]]:
    return {
        (one.asked.code, span.period, one.made_by, place.path)
        for one, asked in spans.items()
        if applies_to(one.asked, place)
        for span in asked
    }
