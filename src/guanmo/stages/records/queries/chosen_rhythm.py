"""How often the branch of an organisation meets for its activities: each month, unless it chose the quarter (S3-3.1-b)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

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
    """A time in which a branch met by one rhythm: from ``since`` until the day before the next span begins."""

    since: date
    quarterly: bool


Spans = Sequence[Span]


def chosen_spans(organisations: Iterable[Organisation]) -> dict[int, Spans]:
    """By organisation (id) its spans in the order of time; before the first one, and without any, it meets each month."""
    rows = counting(Record.objects.filter(type__code=CHOICE, organisation__in=organisations))
    said: dict[int, list[tuple[date, bool]]] = defaultdict(list)
    for record in rows.prefetch_related("supplements").annotate(filed_at=Max("transitions__at")).order_by("pk"):
        said[record.organisation_id] += _choices(record)
    return {pk: _spans(sorted(choices, key=lambda one: one[0])) for pk, choices in said.items()}


def _choices(record: Record) -> list[tuple[date, bool]]:
    """What was chosen and from which day it holds: never from a day before it was entered, so that nothing missed is undone."""
    entered = _day(getattr(record, "filed_at", None) or record.at)
    found = [(max(record.held_on, entered), _is_quarterly(record.values))]
    return found + [(_day(one.at), _is_quarterly(one.values)) for one in record.supplements.all()]


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _is_quarterly(values: dict[str, object]) -> bool:
    return values.get("rhythm") == "quarterly"


def _spans(choices: Iterable[tuple[date, bool]]) -> Spans:
    """Whole quarters: the one of the choice is asked as a quarter; going back within it leaves its months asked."""
    found: list[Span] = []
    for day, quarterly in choices:
        quarter = first_day("quarter", period_of("quarter", day))
        if quarterly == bool(found and found[-1].quarterly):
            continue
        if found and found[-1].since >= quarter:
            found.pop()
        if quarterly != bool(found and found[-1].quarterly):
            found.append(Span(quarter if quarterly else day.replace(day=1), quarterly))
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
