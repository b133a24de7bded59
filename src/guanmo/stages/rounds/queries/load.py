"""Who comes to an organisation in a quarter: visits of rounds and inspections, made and still to come."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from guanmo.lib.period import Quarter
from guanmo.method.burden import Planned
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import within_reach
from guanmo.stages.rounds.enums import RoundState, VisitState
from guanmo.stages.rounds.models import InspectedOrganisation, Visit
from guanmo.stages.rounds.queries.inspections import inspections_visible_to
from guanmo.stages.rounds.queries.reads import visits_visible_to


@dataclass(frozen=True, slots=True)
class Coming:
    """One visit to one organisation: by whom, why, between which days; ``done`` when it has been made."""

    organisation: Organisation
    organiser: Organisation
    planned: Planned
    done: bool


def visits_in(user: User, quarter: Quarter, today: date) -> list[Coming]:
    """The visits to organisations within reach, by the day on which they can begin; excused ones and drafts are none."""
    found = [*_of_rounds(user, quarter, today), *_of_inspections(user, quarter, today)]
    return sorted(found, key=lambda one: (one.planned.first, one.organisation.path, one.planned.what))


def _of_rounds(user: User, quarter: Quarter, today: date) -> Iterator[Coming]:
    rows = visits_visible_to(user).filter(within_reach(user, "organisation__path"), round__period=str(quarter))
    for one in rows.exclude(state=VisitState.EXCUSED).exclude(round__state=RoundState.DRAFT):
        first, last = _days(one, today)
        yield Coming(one.organisation, one.round.organiser, Planned(one.round.title, first, last), bool(one.visited_on))


def _days(visit: Visit, today: date) -> tuple[date, date]:
    """The day of a visit that was made or planned; else what is left of the round's time."""
    if visit.visited_on:
        return visit.visited_on, visit.visited_on
    start, deadline = visit.round.starts_on, visit.round.deadline
    if visit.planned_day:
        day = min(start + timedelta(days=visit.planned_day - 1), deadline)
        return day, day
    return min(max(start, today), deadline), deadline


def _of_inspections(user: User, quarter: Quarter, today: date) -> Iterator[Coming]:
    seen = InspectedOrganisation.objects.filter(
        within_reach(user, "organisation__path"),
        inspection__in=inspections_visible_to(user).values("pk"),
        inspection__inspected_on__range=(quarter.first_day, quarter.last_day),
    )
    for one in seen.select_related("organisation", "inspection__organiser"):
        day = one.inspection.inspected_on
        planned = Planned(one.inspection.title, day, day)
        yield Coming(one.organisation, one.inspection.organiser, planned, day < today)
