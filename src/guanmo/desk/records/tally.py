"""One ledger over all organisations in reach: how many of each kind, sums of money, a running balance, who has none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from guanmo.desk.records.words import money
from guanmo.method.ledger import Balance, Field
from guanmo.stages.organisations.enums import TWO_NEW, VILLAGE_LEVEL, Kind
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.models import Record, RecordType
from guanmo.stages.records.queries import is_withdrawn, values_of


@dataclass(frozen=True, slots=True)
class ChoiceCount:
    """How many records say which choice of one field, and their share (per cent, rounded down; None of no records)."""

    title: str
    counts: Sequence[tuple[str, int, int | None]]


@dataclass(frozen=True, slots=True)
class Sum:
    """The exact sum of a money field, and the shares (per cent, one place) of villages and of two-new organisations."""

    title: str
    total: str
    villages: str
    two_new: str


@dataclass(frozen=True, slots=True)
class BalanceLine:
    record: Record
    change: str
    balance: str


@dataclass(frozen=True, slots=True)
class Tally:
    """``per_organisation`` is (organisation, how many, days since the last one or None); ``timely`` (organisation, in time,
    all) of a ledger with a limit in days."""

    counts: Sequence[ChoiceCount]
    sums: Sequence[Sum]
    per_organisation: Sequence[tuple[Organisation, int, int | None]]
    without: Sequence[Organisation]
    timely: Sequence[tuple[Organisation, int, int]]


def tally_of(
    type: RecordType,
    records: Sequence[Record],
    year: Sequence[Record],
    organisations: Sequence[Organisation],
    today: date,
) -> Tally:
    """The tally of the ``records`` that count; organisation by organisation those of the whole ``year``.

    ``organisations`` are those whose records the reader may read: of others nobody says here that they have none.
    """
    counted = [one for one in records if counts(one)]
    own, all_year = _by_organisation(counted), _by_organisation(one for one in year if counts(one))
    lines = [(one, len(all_year[one.pk]), _days(all_year[one.pk], today)) for one in organisations]
    return Tally(
        counts=[_choices(f, counted) for f in type.ledger.fields if f.kind in ("choice", "choices", "yes_no")],
        sums=[_sum(f, counted) for f in type.ledger.fields if f.kind == "money"],
        per_organisation=[line for line in lines if line[1]],
        timely=[
            (one, sum(map(in_time, own[one.pk])), len(own[one.pk]))
            for one in organisations
            if own[one.pk] and type.ledger.late_after
        ],
        without=[one for one, number, _days_ago in lines if not number],
    )


def _by_organisation(records: Iterable[Record]) -> dict[int, list[Record]]:
    found: dict[int, list[Record]] = defaultdict(list)
    for one in records:
        found[one.organisation_id].append(one)
    return found


def counts(record: Record) -> bool:
    """Whether it is filed, signed and not withdrawn."""
    return record.state == RecordState.LOCKED and not is_withdrawn(record)


def running_balance(balance: Balance, records: Sequence[Record]) -> list[BalanceLine]:
    """The records of one organisation with the balance after each, newest first; exact."""
    total, lines = Decimal(0), []
    for record in sorted((one for one in records if counts(one)), key=lambda one: (one.held_on, one.pk)):
        values = values_of(record)
        change = Decimal(values[balance.amount]) * balance.signs.get(values[balance.flow], 0)
        total += change
        lines.append(BalanceLine(record, money(change), money(total)))
    return lines[::-1]


def in_time(record: Record) -> bool:
    """Whether every limit in days was kept, such as that between an activity and its upload (S1-V-1.9-b)."""
    values = values_of(record)
    return all(
        (record.held_on - date.fromisoformat(values[name])).days <= days
        for name, days in record.type.ledger.late_after.items()
        if values.get(name)
    )


def _share(part: int, whole: int) -> int | None:
    return part * 100 // whole if whole else None


def _days(records: Sequence[Record], today: date) -> int | None:
    return (today - max(one.held_on for one in records)).days if records else None


def _choices(asked: Field, records: Sequence[Record]) -> ChoiceCount:
    words: Mapping[Any, str] = asked.choices or {True: _("是"), False: _("否")}
    found: Counter[object] = Counter()
    for record in records:
        value = values_of(record).get(asked.name)
        found.update(value if isinstance(value, list) else [value])
    return ChoiceCount(
        asked.title, [(word, found[key], _share(found[key], len(records))) for key, word in words.items()]
    )


def _sum(asked: Field, records: Sequence[Record]) -> Sum:
    amounts = [(one, Decimal(values_of(one)[asked.name])) for one in records if values_of(one).get(asked.name)]
    whole = sum((amount for _one, amount in amounts), Decimal(0))
    shares = []
    for kinds in (VILLAGE_LEVEL, TWO_NEW):
        part = sum((amount for one, amount in amounts if Kind(one.organisation.kind) in kinds), Decimal(0))
        shares.append(f"{(part * 1000 / whole).to_integral_value() / 10}%" if whole else "—")
    return Sum(asked.title, money(whole) if amounts else "—", *shares)
