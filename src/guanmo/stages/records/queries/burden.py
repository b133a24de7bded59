"""What the ledgers ask of whom in a quarter, and what was written twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from guanmo.lib.period import Quarter
from guanmo.method.burden import Cost, cost_of, written_twice
from guanmo.method.ledger_due import year_shown
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import below, within_reach
from guanmo.stages.records.enums import kinds_of
from guanmo.stages.records.models import Record, RecordType
from guanmo.stages.records.queries.asked_once import asks_held
from guanmo.stages.records.queries.records import counting
from guanmo.stages.records.queries.types import in_force, kept_from


@dataclass(frozen=True, slots=True)
class LedgerCost:
    """One ledger and what it asks in the quarter, by organisation (its id). ``held`` are its demands for what is held."""

    type: RecordType
    costs: dict[int, Cost]
    held: dict[str, str]

    @property
    def all_fields(self) -> int:
        return sum(one.all_fields for one in self.costs.values())

    @property
    def all_files(self) -> int:
        return sum(one.all_files for one in self.costs.values())

    def asked_again(self, organisation: int) -> int:
        """How often the organisation is asked for what is held."""
        return len(self.held) * self.costs[organisation].times if organisation in self.costs else 0


def costs_below(user: User, organisations: QuerySet[Organisation], quarter: Quarter) -> list[LedgerCost]:
    """Every ledger that one of these organisations keeps, those that ask most first. The organisations are the user's own read."""
    there = list(organisations.filter(within_reach(user)))
    since, ledgers = kept_from(), in_force()
    asked = ((one, _costs(one, there, since[one.code], quarter)) for one in ledgers)
    found = [LedgerCost(one, costs, asks_held(one.ledger, ledgers)) for one, costs in asked if costs]
    return sorted(found, key=lambda one: (-one.all_fields, one.type.pk))


def _costs(type: RecordType, organisations: Iterable[Organisation], since: date, quarter: Quarter) -> dict[int, Cost]:
    kinds, known, costs = kinds_of(type.ledger.kinds), dict[date, Cost](), dict[int, Cost]()
    for one in organisations:
        if Kind(one.kind) in kinds:
            begun = max(filter(None, (since, one.established_on, year_shown(quarter.last_day))))
            if begun not in known:
                known[begun] = cost_of(type.ledger, since=begun, first=quarter.first_day, last=quarter.last_day)
            costs[one.pk] = known[begun]
    return costs


def twice_below(user: User, organisation: Organisation, quarter: Quarter) -> dict[int, list[tuple[date, str]]]:
    """What was written in more than one ledger on the same day, by organisation (its id), at and below this one."""
    days = (quarter.first_day, quarter.last_day)
    near = below([organisation.path], "organisation__path") & within_reach(user, "organisation__path")
    rows: dict[int, list[tuple[date, str, str]]] = {}
    records = counting(Record.objects.filter(near, held_on__range=days)).order_by("held_on", "pk")
    for pk, day, title, code in records.values_list("organisation", "held_on", "title", "type__code"):
        rows.setdefault(pk, []).append((day, title, code))
    return {pk: twice for pk, some in rows.items() if (twice := written_twice(some))}
