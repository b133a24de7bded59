"""Observation coverage: which organisations of a cycle were visited, and which by name were not (S0-2-c).

Visited means that a visit in a round of the cycle was closed. An excused visit is not a visit; its reason is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from guanmo.stages.organisations.enums import OBSERVED, TOWNSHIP_LEVEL
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import in_force, within_reach
from guanmo.stages.organisations.queries import visible_to as organisations_visible_to
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.models import Visit
from guanmo.stages.rounds.queries.reads import visible_to


@dataclass(frozen=True, slots=True)
class Unvisited:
    """An organisation not yet visited in the cycle; ``excuse`` is the newest reason why, empty when there is none."""

    organisation: Organisation
    excuse: str


@dataclass(frozen=True, slots=True)
class TownshipCoverage:
    """Visited and due organisations of one township in one cycle."""

    township: Organisation
    due: int
    unvisited: tuple[Unvisited, ...]

    @property
    def visited(self) -> int:
        return self.due - len(self.unvisited)


def coverage_of(user: User, year: int) -> tuple[TownshipCoverage, ...]:
    """The coverage of every township in the user's reach, in tree order; a basic unit sees itself alone."""
    due = list(_due(user, year))
    closed, excuses = _visited(year, due)
    grouped: dict[str, list[Organisation]] = {}
    for one in due:
        grouped.setdefault(one.township_path, []).append(one)
    return tuple(
        TownshipCoverage(
            township,
            len(grouped.get(township.path, [])),
            tuple(Unvisited(o, excuses.get(o.pk, "")) for o in grouped.get(township.path, []) if o.pk not in closed),
        )
        for township in _townships(user, year, grouped)
    )


def coverage_years(user: User) -> Sequence[int]:
    """The cycles in which the user sees a round, newest first, and always the running year."""
    years = set(visible_to(user).values_list("cycle__year", flat=True))
    return sorted(years | {timezone.localdate().year}, reverse=True)


def _day(year: int) -> date:
    """The day by which the tree of a cycle is read: today, or the last day of a year that is over."""
    return min(timezone.localdate(), date(year, 12, 31))


def _due(user: User, year: int) -> QuerySet[Organisation]:
    founded = Q(established_on=None) | Q(established_on__lte=_day(year))
    return in_force(_day(year)).filter(within_reach(user), founded, kind__in=OBSERVED)


def _townships(user: User, year: int, paths: Iterable[str]) -> QuerySet[Organisation]:
    """The townships in reach, also those without anything to visit, and those above the organisations in reach."""
    reached = Q(path__in=list(paths)) | Q(pk__in=organisations_visible_to(user).values("pk"))
    return in_force(_day(year)).filter(reached, kind__in=TOWNSHIP_LEVEL)


def _visited(year: int, due: Sequence[Organisation]) -> tuple[set[int], dict[int, str]]:
    """The ids of visited organisations, and the excuses of the others."""
    visits = Visit.objects.filter(round__cycle__year=year, organisation__in=[one.pk for one in due])
    closed = set(visits.filter(state=VisitState.CLOSED).values_list("organisation", flat=True))
    excused = visits.filter(state=VisitState.EXCUSED).order_by("round__period", "pk")
    return closed, dict(excused.values_list("organisation", "excuse"))
