"""Trainings within reach, and how far each member came in a year (S1-V-3.9, S3-4.1.3-b)."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.enums import TrainingState
from guanmo.stages.members.models import Member, Training, TrainingAttendance
from guanmo.stages.members.queries.members import on_roster, visible_to, within_reach
from guanmo.stages.members.rules import READERS
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of

_PRESENT = Count(
    "attendances__member",
    filter=Q(attendances__hours__gt=0, attendances__corrected_by__isnull=True),
    distinct=True,
)
"""Whoever has hours as it stands; 0 hours say that somebody was absent."""


@dataclass(frozen=True, slots=True)
class MemberYear:
    """One member's class hours and rotation trainings of a year."""

    member: Member
    hours: Decimal
    rotated: bool


def trainings(user: User) -> QuerySet[Training]:
    """The trainings of organisations within reach, and those that superiors announced, newest first.

    ``present`` is the number of participants.
    """
    announced = Q(organiser__path__in=_paths_above(user)) & ~Q(state=TrainingState.PLANNED)
    everything = Training.objects.select_related("organiser")
    found = everything.filter(_within(user) | announced)
    return found.annotate(present=_PRESENT).prefetch_related("contents")


def _within(user: User) -> Q:
    return within_reach(user, "organiser__path")


def _paths_above(user: User) -> set[str]:
    """The tree paths of everything above the organisations for which the user keeps records."""
    step = Organisation.steplen
    held = [one.path for one in access_of(user).grants if one.role in READERS]
    return {path[:end] for path in held for end in range(step, len(path), step)}


def training_for(user: User, uuid: UUID) -> Training:
    """One training; NotVisible when foreign or absent."""
    found = trainings(user).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def attendances(user: User, training: Training) -> QuerySet[TrainingAttendance]:
    """Who took part, as it stands, of the members within reach."""
    rows = TrainingAttendance.objects.filter(within_reach(user, "member__organisation__path"), training=training)
    return rows.filter(corrected_by__isnull=True).select_related("member__organisation")


def trainees(user: User, training: Training) -> QuerySet[Member]:
    """The members for whom a training is meant: of the organiser and below, of its member types."""
    types = [one.member_type for one in training.contents.all()]
    below = on_roster(user).filter(organisation__path__startswith=training.organiser.path)
    return below.filter(type__in=types)


def trainee_units(user: User, training: Training) -> dict[Organisation, int]:
    """The organisations of those members in tree order, with how many each has."""
    counted = Counter(trainees(user, training).values_list("organisation", flat=True))
    return {one: counted[one.pk] for one in Organisation.objects.filter(pk__in=counted)}


def training_year(user: User, year: int, organisation: Organisation | None = None) -> list[MemberYear]:
    """Every member on the rosters within reach; who took part in nothing has 0 hours: that is known, not missing."""
    counts = Q(trainings__corrected_by__isnull=True, trainings__training__starts_on__year=year)
    rows = on_roster(user, organisation).annotate(
        year_hours=Sum("trainings__hours", filter=counts),
        year_rotations=Count(
            "trainings", filter=counts & Q(trainings__training__rotation=True, trainings__hours__gt=0)
        ),
    )
    return [MemberYear(one, one.year_hours or Decimal(0), one.year_rotations > 0) for one in rows]


def trainings_of(user: User, member: Member) -> QuerySet[TrainingAttendance]:
    """The trainings of a member whom the user may see, newest first."""
    rows = TrainingAttendance.objects.filter(member__in=visible_to(user).filter(pk=member.pk))
    return rows.filter(corrected_by__isnull=True).select_related("training__organiser").order_by("-training__starts_on")
