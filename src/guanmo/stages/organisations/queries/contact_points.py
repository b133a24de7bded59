"""Contact points within reach, and the leaders who hold or should hold them (S2-3.3)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import LEADERSHIP_TEAM, TOWNSHIP_LEVEL, Duty
from guanmo.stages.organisations.models import ContactPoint, Organisation, User
from guanmo.stages.organisations.queries.standing import appointments
from guanmo.stages.organisations.queries.tree import within_reach


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader of a township with the duties held today; the secretary and the deputies come first."""

    user: User
    organisation: Organisation
    duties: tuple[Duty, ...]

    @property
    def is_at_the_head(self) -> bool:
        """Secretary or deputy secretary: they choose two or three points (S2-3.3-b)."""
        return bool({Duty.SECRETARY, Duty.DEPUTY_SECRETARY} & set(self.duties))


def contact_points(user: User, day: date) -> QuerySet[ContactPoint]:
    """Those that stand on ``day``: a leader's own, and those with organisations within reach."""
    stands = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return _seen(user).filter(stands, started_on__lte=day)


def _seen(user: User) -> QuerySet[ContactPoint]:
    mine = within_reach(user, "organisation__path") | Q(leader=user)
    return ContactPoint.objects.filter(mine).select_related("leader", "organisation")


def contact_point_for(user: User, uuid: UUID) -> ContactPoint:
    """One, also a past one; NotVisible when foreign or absent."""
    found = _seen(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def leaders_below(user: User, day: date) -> list[Leader]:
    """The leadership teams of the townships within reach."""
    held = appointments(day).filter(
        within_reach(user, "post__organisation__path"),
        post__organisation__kind__in=list(TOWNSHIP_LEVEL),
        post__duty__in=list(LEADERSHIP_TEAM),
    )
    by_person: dict[tuple[int, int], list[tuple[User, Organisation, Duty]]] = {}
    for one in held.order_by("post__organisation__path", "pk"):
        row = (one.user, one.post.organisation, Duty(one.post.duty))
        by_person.setdefault((one.post.organisation_id, one.user_id), []).append(row)
    return _in_order(Leader(rows[0][0], rows[0][1], tuple(row[2] for row in rows)) for rows in by_person.values())


def _in_order(leaders: Iterable[Leader]) -> list[Leader]:
    places = {duty: at for at, duty in enumerate(Duty)}
    return sorted(leaders, key=lambda one: (one.organisation.path, min(places[duty] for duty in one.duties)))
