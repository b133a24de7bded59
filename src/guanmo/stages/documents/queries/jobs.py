"""Long work that goes on beside the pages."""

from uuid import UUID

from django.db.models import QuerySet

from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import FILE_JOBS, JobKind, JobState
from guanmo.stages.documents.models import Job, JobFile
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.stages.rectification.queries import keeping_unit
from guanmo.stages.rounds.models import Round
from guanmo.stages.rounds.queries import visible_to as rounds_visible_to
from guanmo.stages.rounds.rules import may_lead, may_run


def open_jobs() -> QuerySet[Job]:
    """The jobs that wait or that somebody is at, the oldest first; for the workers."""
    waiting = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING]).order_by("pk")
    return waiting.select_related("round__organiser", "unit", "by")


def job_for(user: User, uuid: UUID) -> Job:
    """One job that the user may watch today; NotVisible when foreign or absent."""
    found = Job.objects.select_related("round__organiser", "unit", "by").filter(uuid=uuid).first()
    if found is None or not _may_watch(user, found):
        raise NotVisible
    return found


def jobs_under_way(user: User, round: Round) -> list[Job]:
    """The jobs of a round that are not over and that the user may watch, the oldest first."""
    return [job for job in open_jobs().filter(round=round) if _may_watch(user, job)]


def own_files(user: User, *kinds: JobKind, round: Round | None = None) -> list[Job]:
    """The user's own jobs of these kinds whose file is being made or lies ready, the oldest first; of all rounds without one."""
    own = Job.objects.filter(by=user, kind__in=kinds).select_related("round__organiser", "unit", "by").order_by("pk")
    of_round = own.filter(round=round) if round else own
    return [job for job in of_round if (not job.is_over or job.ready) and _may_watch(user, job)]


def job_file_for(user: User, uuid: UUID) -> JobFile:
    """The file of a job that the user may watch, while it lies ready; NotVisible otherwise."""
    found = job_for(user, uuid).ready
    if found is None:
        raise NotVisible
    return found


def may_have_file(user: User, job: Job) -> bool:
    """Whether who asked for a file may have it today: still sees the round, still acts for the same unit."""
    if job.kind == JobKind.PAPERS:
        assert job.round is not None
        return may_run(access_of(user), job.round.tier, job.round.organiser.path)
    unit = keeping_unit(user)
    sees = job.round is None or rounds_visible_to(user).filter(pk=job.round.pk).exists()
    return sees and unit is not None and unit.pk == job.unit_id


def _may_watch(user: User, job: Job) -> bool:
    """By today's rights: a file is its owner's alone; other work that of who leads the round and of the unit's own staff."""
    if job.kind in FILE_JOBS:
        return job.by_id == user.pk and may_have_file(user, job)
    access = access_of(user)
    if job.round and may_lead(access, job.round.tier, job.round.organiser.path):
        return True
    return job.kind == JobKind.NOTICES and job.unit_id in access.organisation_ids(*SUPERIORS)
