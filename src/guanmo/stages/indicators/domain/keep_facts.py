"""Facts in the transaction of whoever writes a record: those of its organisation that follow from its ledger, computed anew.

A writer waits for nobody. Where another one is writing for the same organisation, or where rows of many organisations are
written at once, a mark is left instead: such facts are not read until ``add_up`` computes them. Records stay what decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from guanmo.lib.plain_rows import insert_rows
from guanmo.lib.planned_once import cursor_of
from guanmo.lib.ready_query import Given, ReadyQuery
from guanmo.method.indicator_kept import COLUMNS, NOTHING, Share, added, taken_off
from guanmo.stages.indicators.models import IndicatorDelta, IndicatorFact, IndicatorMark
from guanmo.stages.indicators.queries.kept import (
    WHICH,
    FactRow,
    KeptNow,
    Key,
    facts_now,
    facts_stored,
    kept_at,
)
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, RecordInspection

FACTS = 3
"""The first number of the locks on the facts of one organisation, which is the second."""


def keep_facts(rows: Iterable[Any]) -> None:
    """Bring the facts to what these rows make of them; of more than one organisation, mark them."""
    touched = [one for one in map(_touched, rows) if one]
    organisations = {one.organisation for one in touched}
    if len(organisations) == 1:
        with transaction.atomic(savepoint=False):
            _at_once(touched)
    elif organisations:
        mark(organisations)


@dataclass(frozen=True, slots=True)
class _Touched:
    """Whose facts a row may change, by which ledgers, and from which day on."""

    organisation: int
    ledgers: Collection[str]
    day: date


def _touched(row: Any) -> _Touched | None:
    """A draft counts nowhere."""
    if isinstance(row, RecordInspection):
        return _Touched(row.organisation_id, ("inspection",), row.inspected_on)
    record = row if isinstance(row, Record) else row.record
    if record is row and record.state != RecordState.LOCKED:
        return None
    return _Touched(record.organisation_id, (record.type.code, *record.also), record.held_on)


def _at_once(touched: Sequence[_Touched]) -> None:
    organisation = touched[0].organisation
    ledgers = {ledger for one in touched for ledger in one.ledgers}
    alone, now = _taken(organisation)
    mine = [one for one in now.all.values() if one.reads(ledgers)]
    if mine and alone:
        since = min(one.day for one in touched)
        place = _ORGANISATION(pk=organisation)
        stored = facts_stored([organisation], [one.asked.code for one in mine])
        facts = facts_now(place, mine, now.rows, timezone.localdate(), since)
        store(facts, {key: fact for key, fact in stored.items() if key in facts})
    elif mine:
        mark([organisation])


_ORGANISATION = ReadyQuery(lambda: Organisation.objects.filter(pk=Given("pk", Organisation._meta.pk)).order_by())


def _taken(organisation: int) -> tuple[bool, KeptNow]:
    """Whether no other transaction is at the facts of this organisation until this one ends; and which facts are kept."""
    lock = "pg_try_advisory_xact_lock(%s, %s::int)" if connection.vendor == "postgresql" else "%s + %s > 0"
    with cursor_of(connection) as cursor:
        cursor.execute(f"SELECT {lock}, {WHICH}", (FACTS, organisation))
        alone, *which = cursor.fetchone()
    return bool(alone), kept_at(tuple(which))


def taken(organisations: Iterable[int]) -> tuple[set[int], KeptNow]:
    """Those of which nobody else writes the facts until this transaction ends; and which facts are kept."""
    asked = {one: _taken(one) for one in organisations}
    return {one for one, (alone, _now) in asked.items() if alone}, next(now for _alone, now in asked.values())


def mark(organisations: Iterable[int]) -> None:
    """Say that the facts of these organisations are to be computed anew."""
    insert_rows(IndicatorMark, ("organisation",), ((one,) for one in sorted(set(organisations))))


def store(now: Mapping[Key, FactRow], stored: Mapping[Key, FactRow]) -> None:
    """Put the facts as they are now in the place of those that are stored, and tell what changed by it."""
    changed = {key: fact for key, fact in sorted(now.items()) if stored.get(key) != fact}
    gone = stored.keys() - now.keys()
    for organisation, indicator, period in gone:
        IndicatorFact.objects.filter(organisation_id=organisation, indicator=indicator, period=period).delete()
    insert_rows(IndicatorFact, _CELLS, ((*key, *fact.cells) for key, fact in changed.items()), meet=_ANEW)
    before = {key: fact for key, fact in stored.items() if key in changed or key in gone}
    insert_rows(IndicatorDelta, ("indicator", "made_by", "period", "path", *COLUMNS), _differences(before, changed))


_CELLS = ("organisation", "indicator", "period", "made_by", "path", "numerator", "denominator", "state")
_ANEW = "ON CONFLICT (organisation_id, indicator, period) DO UPDATE SET " + ", ".join(
    f"{name} = excluded.{name}" for name in _CELLS[3:]
)


def _differences(before: Mapping[Key, FactRow], after: Mapping[Key, FactRow]) -> Iterable[tuple[Any, ...]]:
    """What is to be added above: where a fact stays, one difference; else it is taken off where it was."""
    sums: dict[tuple[str, str, str, str], Share] = {}
    for facts, sign in ((before, taken_off), (after, added)):
        for (_whose, code, period), fact in facts.items():
            place = code, fact.made_by, period, fact.path
            sums[place] = added(sums.get(place, NOTHING), sign(fact.share))
    return ((*place, *total) for place, total in sorted(sums.items()) if total != NOTHING)
