"""Leaders and reserve cadres by age and education: numbers alone, no names (S3-1.3-c, kept_out.md 29)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from guanmo.stages.members.enums import Education
from guanmo.stages.members.models import Member, ReserveCadre
from guanmo.stages.members.queries.members import within_reach
from guanmo.stages.organisations.enums import LEADERSHIP_TEAM, Duty
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import appointments

BANDS = (35, 45, 55)
"""The last age of each band; above the last one comes everybody else."""
_TEAM = LEADERSHIP_TEAM | {Duty.FULL_TIME_DEPUTY_SECRETARY}
_COLLEGE = frozenset({Education.COLLEGE, Education.BACHELOR, Education.MASTER})


@dataclass(frozen=True, slots=True)
class Echelon:
    """People of one echelon: so many in each band and above, of unknown age; with college, without, of unknown education."""

    ages: tuple[int, ...]
    unknown_age: int
    college: int
    below: int
    unknown_education: int

    @property
    def count(self) -> int:
        return sum(self.ages) + self.unknown_age


def echelons(user: User, day: date) -> tuple[Echelon, Echelon]:
    """Those in office and those in reserve within reach. Of a leader whose account no roster knows nothing is known."""
    held = appointments(day).filter(within_reach(user, "post__organisation__path"), post__duty__in=_TEAM)
    people = set(held.values_list("user", flat=True))
    facts = {
        account: (born, education)
        for account, born, education in Member.objects.filter(account__in=people, left_on__isnull=True).values_list(
            "account", "birth_year", "education"
        )
    }
    reserve = ReserveCadre.objects.filter(within_reach(user), left_on__isnull=True)
    current = [facts.get(one, (None, "")) for one in people]
    return _echelon(current, day), _echelon(reserve.values_list("birth_year", "education"), day)


def _echelon(people: Iterable[tuple[int | None, str]], day: date) -> Echelon:
    listed = list(people)
    ages = [day.year - born for born, _education in listed if born is not None]
    known = [education for _born, education in listed if education]
    borders = (-1, *BANDS, 999)
    college = sum(one in _COLLEGE for one in known)
    return Echelon(
        ages=tuple(sum(low < age <= high for age in ages) for low, high in pairwise(borders)),
        unknown_age=len(listed) - len(ages),
        college=college,
        below=len(known) - college,
        unknown_education=len(listed) - len(known),
    )
