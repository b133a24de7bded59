"""Who leads the organisations within reach, which seats are empty, what is kept about the appointments (S2-2.1.3-a)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.enums import REQUIRED_POSTS, AppointmentFactKind, Duty, Kind
from guanmo.stages.organisations.models import Appointment, AppointmentFact, Organisation, SecretaryChange, User
from guanmo.stages.organisations.queries.standing import access_of, appointments
from guanmo.stages.organisations.queries.tree import in_force, posts_in, within_reach
from guanmo.stages.organisations.rules import may_keep_from_above, may_review_secretaries


@dataclass(frozen=True, slots=True)
class Seats:
    """One organisation with its holders of today and the required seats that are empty (any duty of a set would fill one)."""

    organisation: Organisation
    held: tuple[Appointment, ...]
    empty: tuple[frozenset[Duty], ...]

    @property
    def secretary(self) -> Appointment | None:
        return next((one for one in self.held if one.post.duty == Duty.SECRETARY), None)


def seats_below(user: User, day: date) -> list[Seats]:
    """Every organisation within reach whose kind asks for posts, in tree order."""
    asked = {kind: seats for kinds, seats in REQUIRED_POSTS for kind in kinds}
    held: dict[int, list[Appointment]] = defaultdict(list)
    for one in appointments(day).filter(within_reach(user, "post__organisation__path")).order_by("started_on", "pk"):
        held[one.post.organisation_id].append(one)
    there = in_force(day).filter(within_reach(user), kind__in=list(asked))
    return [_seats(one, held[one.pk], asked[Kind(one.kind)]) for one in there]


def _seats(organisation: Organisation, held: list[Appointment], asked: tuple[frozenset[Duty], ...]) -> Seats:
    duties = {one.post.duty for one in held}
    return Seats(organisation, tuple(held), tuple(seat for seat in asked if not seat & duties))


def facts_by_appointment(user: User) -> dict[int, dict[str, AppointmentFact]]:
    """The newest fact of each kind by appointment; reviews only for those few who read them (S4-12a)."""
    rows = AppointmentFact.objects.filter(within_reach(user, "appointment__post__organisation__path"))
    access, found = access_of(user), defaultdict[int, dict[str, AppointmentFact]](dict)
    for one in rows.select_related("appointment__post__organisation"):
        path = one.appointment.post.organisation.path
        if one.kind != AppointmentFactKind.REVIEW or may_review_secretaries(access, path):
            found[one.appointment_id][one.kind] = one
    return dict(found)


def secretary_changes(user: User) -> list[SecretaryChange]:
    """Who was changed, newest first; only those within reach of somebody who may read it."""
    rows = SecretaryChange.objects.filter(within_reach(user, "appointment__post__organisation__path"))
    rows = rows.select_related("appointment__post__organisation", "appointment__user", "decided_by").order_by("-on")
    access = access_of(user)
    return [one for one in rows if may_review_secretaries(access, one.appointment.post.organisation.path)]


def appointment_for(user: User, organisation: Organisation, holder: UUID) -> Appointment:
    """Today's appointment of a person in an organisation, the secretary's first; NotVisible for whom may not keep it."""
    held: QuerySet[Appointment] = posts_in(user, organisation).filter(user__uuid=holder)
    if not may_keep_from_above(access_of(user), organisation.path):
        raise NotVisible
    found = sorted(held, key=lambda one: one.post.duty != Duty.SECRETARY)
    if not found:
        raise NotVisible
    return found[0]
