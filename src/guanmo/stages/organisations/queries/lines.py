"""Bodies that lead lines, and by whom each organisation within reach is led (S4-8c, S4-9a, S4-10a, S4-11a, S4-28, S4-29a)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import LED_BY, LINES, TOWNSHIP_LEVEL, Kind, Management, Share
from guanmo.stages.organisations.models import BodyStaffing, LineBody, LineStatement, Organisation, User
from guanmo.stages.organisations.queries.standing import access_of
from guanmo.stages.organisations.queries.tree import in_force, within_reach

_LEVELS = TOWNSHIP_LEVEL | {Kind.COUNTY}


@dataclass(frozen=True, slots=True)
class Led:
    """One organisation of a line: the statement that holds, its bodies that still stand, and the committee of its level."""

    organisation: Organisation
    now: LineStatement | None
    bodies: tuple[LineBody, ...]
    committee: Organisation | None

    @property
    def shares(self) -> tuple[Share, Share] | None:
        """What the committee does and what the line does; None where no line is known."""
        if self.now is None or not self.bodies:
            return None
        return LED_BY[Management(self.now.party), Management(self.now.business)]


def line_bodies(user: User, day: date) -> list[LineBody]:
    """Those that stand on ``day`` at the county, and within reach."""
    near = _near(user)
    stands = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return list(LineBody.objects.filter(near, stands, started_on__lte=day).select_related("place", "host"))


def line_body_for(user: User, uuid: UUID) -> LineBody:
    """One of them, also a past one; NotVisible when foreign or absent."""
    found = LineBody.objects.filter(_near(user), uuid=uuid).select_related("place", "host").first()
    if found is None:
        raise NotVisible
    return found


def _near(user: User) -> Q:
    return Q(place__path__in={one.county for one in access_of(user).grants}) | within_reach(user, "place__path")


def staffings(user: User, day: date) -> dict[int, BodyStaffing]:
    """By body (its id) that the user sees: who works there on ``day``."""
    return {one.body_id: one for one in BodyStaffing.objects.filter(body__in=line_bodies(user, day), on__lte=day)}


def staffing_history(user: User, uuid: UUID) -> list[BodyStaffing]:
    """Who worked in a body, the newest first; NotVisible when it is foreign or absent."""
    return list(line_body_for(user, uuid).staffings.order_by("-on", "-pk"))


def levels(user: User, day: date) -> list[Organisation]:
    """The party committees of townships and the county within reach: each is a level."""
    return list(in_force(day).filter(within_reach(user), kind__in=list(_LEVELS)))


def led(user: User, day: date) -> list[Led]:
    """Every agency, enterprise, school and two-new organisation within reach, in tree order."""
    there = list(in_force(day).filter(within_reach(user), kind__in=list(LINES)))
    rows = LineStatement.objects.filter(organisation__in=there, on__lte=day).select_related("body", "other")
    now = {one.organisation_id: one for one in rows}
    above = {one.path: one for one in in_force(day).filter(kind__in=list(_LEVELS))}
    return [Led(one, now.get(one.pk), _standing(now.get(one.pk), day), _committee(one, above)) for one in there]


def _standing(now: LineStatement | None, day: date) -> tuple[LineBody, ...]:
    bodies = (now.body, now.other) if now else ()
    return tuple(one for one in bodies if one is not None and (one.ended_on is None or one.ended_on > day))


def _committee(one: Organisation, above: dict[str, Organisation]) -> Organisation | None:
    """The nearest committee of a level above it."""
    steps = range(len(one.path) - one.steplen, 0, -one.steplen)
    return next((above[one.path[:step]] for step in steps if one.path[:step] in above), None)
