"""The calendar of working days: what the State Council arranged, and what the county changed in it."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils import timezone

from guanmo.method.working_days import WorkingDays
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.enums import DayKind
from guanmo.stages.rounds.models import CalendarDay


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day, or days in a row up to ``last``, not as the weekday says; ``source`` is the notice, or who set it, with ``at``."""

    day: date
    kind: DayKind
    name: str
    source: str
    at: datetime | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Today:
    """The day on which somebody looks, and the calendar by which deadlines are counted."""

    day: date
    calendar: WorkingDays

    @property
    def passed(self) -> date:
        """The last working day before today: what was due by then is overdue."""
        return self.calendar.before(self.day)

    def left_until(self, due: date) -> int:
        """Working days left until the day on which a term ends, negative once it has passed."""
        return self.calendar.between(self.day, self.calendar.from_day(due))

    def in_working_days(self, number: int) -> date:
        return self.calendar.after(self.day, number)


def calendar_today() -> Today:
    """Today with the calendar, read in one query."""
    return Today(timezone.localdate(), working_days())


def working_days() -> WorkingDays:
    """The calendar as it stands now."""
    special = _special_days()
    known = {one["year"] for one in _arranged()} | {one.day.year for one in special.values()}
    return WorkingDays(
        frozenset(day for day, one in special.items() if one.kind == DayKind.HOLIDAY),
        frozenset(day for day, one in special.items() if one.kind == DayKind.WORKING_DAY),
        frozenset(known),
    )


def calendar_of(user: User, year: int) -> list[SpecialDay]:
    """The special days of a year for somebody who holds a post, in order, days in a row as one."""
    if not access_of(user).grants:
        return []
    spans = list[SpecialDay]()
    for day, one in sorted(_special_days().items()):
        if day.year != year or one.kind == DayKind.ORDINARY:
            continue
        if spans and _goes_on(spans[-1], one):
            spans[-1] = replace(spans[-1], last=day)
        else:
            spans.append(one)
    return spans


def _goes_on(span: SpecialDay, one: SpecialDay) -> bool:
    follows = (span.last or span.day) + timedelta(days=1) == one.day
    return follows and (span.kind, span.name, span.source) == (one.kind, one.name, one.source)


def _special_days() -> dict[date, SpecialDay]:
    """By day, the newest word of the county last."""
    special = {one.day: one for year in _arranged() for one in year["days"]}
    for row in CalendarDay.objects.select_related("by").order_by("pk"):
        special[row.day] = SpecialDay(row.day, DayKind(row.kind), row.name, row.by.name, row.at)
    return special


@cache
def _arranged() -> list[dict[str, Any]]:
    """The arrangements that are shipped, year by year."""
    text = files("guanmo.stages.rounds").joinpath("data/holidays.json").read_text(encoding="utf-8")
    return [{"year": one["year"], "days": list(_days(one))} for one in json.loads(text)]


def _days(year: dict[str, Any]) -> list[SpecialDay]:
    off = [
        SpecialDay(day, DayKind.HOLIDAY, name, year["paper"])
        for first, last, name in year["holidays"]
        for day in each_day(date.fromisoformat(first), date.fromisoformat(last))
    ]
    worked = [
        SpecialDay(date.fromisoformat(day), DayKind.WORKING_DAY, name, year["paper"]) for day, name in year["worked"]
    ]
    return off + worked


def each_day(first: date, last: date) -> list[date]:
    """All days from ``first`` to ``last``, both with it."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
