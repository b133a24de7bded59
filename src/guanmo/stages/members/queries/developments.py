"""Development cases within reach: by stage, and those that nobody educated for too long (S2-2.1.4-a, S1-E-3.1-b)."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.members.enums import CultivationKind, DevelopmentState
from guanmo.stages.members.models import Development
from guanmo.stages.members.queries.members import within_reach
from guanmo.stages.members.queries.rosters import limits
from guanmo.stages.organisations.models import User

CULTIVATED = (DevelopmentState.APPLIED, DevelopmentState.ACTIVIST)
"""Who is educated and observed before being chosen."""


def developments(user: User) -> QuerySet[Development]:
    """The cases within reach, each with the day of its last education entry (``educated_on``)."""
    found = Development.objects.filter(within_reach(user)).select_related("organisation")
    last = Max("cultivation__on", filter=Q(cultivation__kind=CultivationKind.EDUCATION))
    return found.annotate(educated_on=last).order_by("organisation__path", "applied_on", "pk")


def development_for(user: User, uuid: UUID) -> Development:
    """One case with its checks, entries and steps; NotVisible when foreign or absent."""
    related = ("checks__by", "cultivation__by", "kinship_declarations", "steps__by")
    found = developments(user).prefetch_related(*related).filter(uuid=uuid).first()
    if found is None:
        raise NotVisible
    return found


def without_education(user: User, today: date) -> QuerySet[Development]:
    """Applicants and activists of whom no education entry lies within the county's period."""
    oldest = today - timedelta(days=limits().education_days)
    waiting = developments(user).filter(state__in=CULTIVATED)
    return waiting.filter(Q(educated_on__lt=oldest) | Q(educated_on__isnull=True, applied_on__lt=oldest))


def passed_checks(case: Development) -> dict[str, date]:
    """The day on which each check was passed whose last result is that; the declaration of kinship by the day of its filing."""
    last = {one.kind: one for one in case.checks.order_by("on", "pk")}
    passed = {kind: one.on for kind, one in last.items() if one.passed}
    declared = case.kinship_declarations.first()
    return passed | ({"kinship_declaration": declared.filed_on} if declared else {})
