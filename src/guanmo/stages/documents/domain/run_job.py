"""The life of a job: begun, taken by a worker, moved on step by step, finished or cancelled."""

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.documents.enums import JobKind, JobState
from guanmo.stages.documents.errors import JobRunning
from guanmo.stages.documents.models import Job
from guanmo.stages.documents.models.job import STILL
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round

_OPEN = (JobState.WAITING, JobState.RUNNING)


@transaction.atomic
def begin_job(kind: JobKind, round: Round, *, total: int, by: User) -> Job:
    """Raises JobRunning when the same work is under way for this round."""
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, round=round, total=total, by=by)
    except IntegrityError as error:
        raise JobRunning(_("这项工作正在进行，请等它完成。")) from error
    record("job.begun", job, by=by, kind=kind.value, total=total)
    return job


def take_job(job: Job) -> bool:
    """Whether this worker has the job now: it waits, or the worker that had it stands still."""
    now = timezone.now()
    free = Job.objects.filter(pk=job.pk, state__in=_OPEN).filter(Q(beat_at=None) | Q(beat_at__lt=now - STILL))
    return bool(free.update(state=JobState.RUNNING, beat_at=now))


def step_done(job: Job) -> bool:
    """Count one step; whether to go on, which is no longer so once somebody cancelled."""
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(done=F("done") + 1, beat_at=timezone.now()))


@transaction.atomic
def step_refused(job: Job, unit: int, reason: str) -> None:
    """Remember why a step was left out."""
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    fresh.refused = [*fresh.refused, {"unit": unit, "reason": reason}]
    fresh.save(update_fields=["refused"])


def finish_job(job: Job) -> None:
    """Nothing is left to do."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.FINISHED)


@transaction.atomic
def stop_job(job: Job, reason: str) -> None:
    """The whole job is refused now: it ends here, and says why for the round's organiser."""
    step_refused(job, job.round.organiser_id, reason)
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.CANCELLED)
    record("job.stopped", job, by=None, reason=reason)


@transaction.atomic
def cancel_job(job: Job, *, by: User) -> bool:
    """Stop before the next step; what is done stays done. False when it was over already."""
    stopped = bool(Job.objects.filter(pk=job.pk, state__in=_OPEN).update(state=JobState.CANCELLED))
    if stopped:
        record("job.cancelled", job, by=by)
    return stopped
