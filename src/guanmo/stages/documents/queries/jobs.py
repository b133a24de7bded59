"""Long work that goes on beside the pages."""

from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import JobState
from guanmo.stages.documents.models import Job
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.rules import may_lead


def open_jobs() -> QuerySet[Job]:
    """The jobs that wait or that somebody is at, the oldest first; for the workers."""
    waiting = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).order_by("pk")
    return waiting.select_related("round__organiser", "by")


def job_for(user: User, uuid: UUID) -> Job:
    """One job of a round that the user leads, or one of the own; NotVisible when foreign or absent."""
    found = Job.objects.select_related("round__organiser", "by").filter(uuid=uuid).first()
    if found is None or not _may_watch(user, found):
        raise NotVisible
    return found


def jobs_under_way(user: User, round: Round) -> list[Job]:
    """The jobs of a round that are not over and that the user may watch, the oldest first."""
    return [job for job in open_jobs().filter(round=round) if _may_watch(user, job)]


def _may_watch(user: User, job: Job) -> bool:
    return job.by_id == user.pk or may_lead(access_of(user), job.round.tier, job.round.organiser.path)
