"""Whether the first secretaries and guides of weak villages and communities have arrived (S4-24e)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guanmo.method.weak_organisation import SENT_TO_EACH, SENT_UNTIL_OVER, in_place_by
from guanmo.stages.organisations.enums import Kind
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import StaffRole, WeakState
from guanmo.stages.rectification.models import WeakCase
from guanmo.stages.rectification.queries.weak import weak_cases_visible_to


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
    awaited = [one for case in cases for one in _awaited(case, today)]
    return Arrivals(len(cases) * len(SENT_TO_EACH), awaited)


def _awaited(case: WeakCase, today: date) -> list[Awaited]:
    found_on = min(step.taken_on for step in case.steps.all() if step.target == WeakState.IDENTIFIED)
    there = {one.role for one in case.staff.all() if one.arrived_on <= today}
    until = in_place_by(found_on)
    return [Awaited(case, StaffRole(role), until, today > until) for role in SENT_TO_EACH if role not in there]
