"""How often the branch of an organisation meets for its activities: each month, unless it chose the quarter (S3-3.1-b).

What is due and the indicators both ask here, so that no choice changes the past in the one and not in the other.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import zip_longest

from django.db.models import Max
from django.utils import timezone

from guanmo.method.ledger import Ledger
from guanmo.method.ledger_due import Demand, Held, demands
from guanmo.method.rhythm import first_day, last_day, period_of
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.records.models import Record
from guanmo.stages.records.queries.records import counting

ACTIVITY, CHOICE = "theme_party_day", "activity_rhythm"


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which a branch met by one rhythm: from ``since`` until the day before the next span begins.

    ``record`` (id) is the one in which it chose so.
    """

    since: date
    quarterly: bool
    record: int


Spans = Sequence[Span]


@dataclass(frozen=True, slots=True)
class Quarterly:
    """A time in which a branch met by the quarter; ``until`` is None while it does."""

    organisation: int
    record: int
    since: date
    until: date | None


def chosen_spans(organisations: Iterable[Organisation] | Collection[int] | None = None) -> dict[int, Spans]:
    """By organisation (id) its spans in the order of time; before the first one, and without any, it meets each month.

    Of these organisations, or of all.
    """
    rows = counting(Record.objects.filter(type__code=CHOICE))
    rows = rows if organisations is None else rows.filter(organisation__in=organisations)
    said: dict[int, list[Span]] = defaultdict(list)
    for record in rows.prefetch_related("supplements").annotate(filed_at=Max("transitions__at")).order_by("pk"):
        said[record.organisation_id] += _choices(record)
    return {pk: _spans(sorted(choices, key=lambda one: one.since)) for pk, choices in said.items()}


def quarterly_times(organisations: Collection[int] | None = None) -> Iterator[Quarterly]:
    """The times in which these organisations (ids), or all, met by the quarter."""
    for organisation, spans in chosen_spans(organisations).items():
        for one, then in zip_longest(spans, spans[1:]):
            if one.quarterly:
                until = then.since - timedelta(days=1) if then else None
                yield Quarterly(organisation, one.record, one.since, until)


def _choices(record: Record) -> list[Span]:
    """What was chosen and from which day it holds: never from a day before it was entered, so that nothing missed is undone."""
    entered = _day(getattr(record, "filed_at", None) or record.at)
    found = [Span(max(record.held_on, entered), _is_quarterly(record.values), record.pk)]
    return found + [Span(_day(one.at), _is_quarterly(one.values), record.pk) for one in record.supplements.all()]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _is_quarterly(values: dict[str, object]) -> bool:
    return values.get("rhythm") == "quarterly"


def _spans(choices: Iterable[Span]) -> Spans:
    """Whole quarters: the one of the choice is asked as a quarter; going back within it leaves its months asked."""
    found: list[Span] = []
    for one in choices:
        quarter = first_day("quarter", period_of("quarter", one.since))
        if one.quarterly == bool(found and found[-1].quarterly):
            continue
        if found and found[-1].since >= quarter:
            found.pop()
        if one.quarterly != bool(found and found[-1].quarterly):
            found.append(replace(one, since=quarter if one.quarterly else one.since.replace(day=1)))
    return tuple(found)


def demands_by(spans: Spans, ledger: Ledger, held: Iterable[Held], *, since: date, today: date) -> tuple[Demand, ...]:
    """What a ledger of each month asks: each month and each quarter by the rhythm that held then."""
    if ledger.rhythm is None or ledger.rhythm.every != "month" or not spans:
        return demands(ledger, held, since=since, today=today)
    slower = replace(ledger, rhythm=replace(ledger.rhythm, every="quarter"))
    months = [m for m in demands(ledger, held, since=since, today=today) if not _slow(spans, "month", m)]
    quarters = [q for q in demands(slower, held, since=since, today=today) if _slow(spans, "quarter", q)]
    return tuple(sorted((*months, *quarters), key=lambda one: one.due_by))


def _slow(spans: Spans, every: str, asked: Demand) -> bool:
    """Whether the branch met by the quarter in the whole of a period."""
    days = (first_day(every, asked.period), last_day(every, asked.period))
    return all(any(span.quarterly for span in [one for one in spans if one.since <= day][-1:]) for day in days)
