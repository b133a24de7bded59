"""Who may be sent to a weak organisation (S4-24c, S4-24d), and whether they have arrived (S4-24e)."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from guanmo.method.weak_organisation import SENT_TO_EACH, SENT_UNTIL_OVER, in_place_by
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, Duty, Kind
from guanmo.stages.organisations.models import Appointment, User
from guanmo.stages.organisations.queries import appointments, below, units_of_all
from guanmo.stages.rectification.enums import StaffRole, WeakState
from guanmo.stages.rectification.models import WeakCase
from guanmo.stages.rectification.queries.weak import takes_weak_step, weak_cases_visible_to


@dataclass(frozen=True, slots=True)
class Awaited:
    """One who has not arrived: to which case, as what, and until when; ``late`` once that day is over."""

    case: WeakCase
    role: StaffRole
    until: date
    late: bool


@dataclass(frozen=True, slots=True)
class Arrivals:
    """How many have to be sent, and those who have not arrived, by organisation."""

    required: int
    awaited: Sequence[Awaited]

    @property
    def arrived(self) -> int:
        return self.required - len(self.awaited)

    @property
    def late(self) -> int:
        return sum(one.late for one in self.awaited)


def arrivals(user: User, today: date) -> Arrivals:
    """One first secretary and one guide for each village and community in a case that the user may see."""
    cases = list(
        weak_cases_visible_to(user)
        .filter(state__in=SENT_UNTIL_OVER, organisation__kind__in=(Kind.VILLAGE, Kind.COMMUNITY))
        .order_by("organisation__path")
        .prefetch_related("steps", "staff")
    )
    units = units_of_all({one.person_id for case in cases for one in case.staff.all()})
    awaited = [one for case in cases for one in _awaited(case, units, today)]
    return Arrivals(len(cases) * len(SENT_TO_EACH), awaited)


def _awaited(case: WeakCase, units: Set[tuple[int, int]], today: date) -> list[Awaited]:
    """Nobody stands in for who left the unit that sent him, by ``units`` (person, organisation)."""
    found_on = min(step.taken_on for step in case.steps.all() if step.target == WeakState.IDENTIFIED)
    sent = [one for one in case.staff.all() if (one.person_id, one.home_unit_id) in units]
    there = {one.role for one in sent if one.arrived_on <= today}
    until = in_place_by(found_on)
    return [Awaited(case, StaffRole(role), until, today > until) for role in SENT_TO_EACH if role not in there]


def staff_posts(case: WeakCase, role: StaffRole | None = None) -> QuerySet[Appointment]:
    """The posts of today from which somebody is sent in this ``role``, in any where none is named (workflows.md 6).

    First secretaries and guides come from the county, its department and agencies, and from the organisation's own township;
    attached are secretaries of the county and of that township. Only accounts in use, never the organisation itself.
    """
    organisation = case.organisation
    county, unit = Q(post__organisation__path=organisation.path[: organisation.steplen]), "post__organisation__kind"
    town = below([organisation.township_path], "post__organisation__path")
    below_county = below([organisation.path[: organisation.steplen]], "post__organisation__path")
    beside = below_county & Q(
        post__organisation__depth=2, **{f"{unit}__in": (Kind.ORGANISATION_DEPARTMENT, Kind.AGENCY)}
    )
    near = county | beside | (town & Q(**{f"{unit}__in": (*TOWNSHIP_LEVEL, Kind.AGENCY)}))
    found = appointments().filter(near, user__is_active=True).exclude(post__organisation=organisation)
    levels = {StaffRole.COUNTY_SECRETARY: {Kind.COUNTY}, StaffRole.TOWNSHIP_SECRETARY: TOWNSHIP_LEVEL}
    if role in levels:
        found = found.filter(post__duty__in=(Duty.SECRETARY, Duty.DEPUTY_SECRETARY), **{f"{unit}__in": levels[role]})
    return found.order_by("post__organisation__path", "pk")


def staff_offered(user: User, case: WeakCase) -> QuerySet[Appointment]:
    """The same in any role, for whoever may send somebody."""
    posts = staff_posts(case)
    return posts if takes_weak_step(user, case, "sender") else posts.none()
