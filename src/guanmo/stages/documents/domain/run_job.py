"""The life of a job: begun, taken by a worker, moved on step by step, finished or cancelled."""

from dataclasses import dataclass, field, fields
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.documents.enums import JobKind, JobState
from guanmo.stages.documents.errors import JobRunning
from guanmo.stages.documents.models import Job, JobFile
from guanmo.stages.documents.models.job import KEPT, STILL
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.rounds.models import Round

_OPEN = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Task:
    """What a job is to do: for which round, in the name of which unit, in how many steps; ``asked``: what a file holds."""

    kind: JobKind
    round: Round | None
    unit: Organisation
    total: int
    asked: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def begin_job(task: Task, *, by: User) -> Job:
    """Raises JobRunning when the same work is under way for this unit, or a file of this kind for this person."""
    facts = {one.name: getattr(task, one.name) for one in fields(task)}
    try:
        with transaction.atomic():
            job = Job.objects.create(**facts, by=by)
    except IntegrityError as error:
        raise JobRunning(_("这项工作正在进行，请等它完成。")) from error
    record("job.begun", job, by=by, kind=task.kind.value, total=task.total)
    return job


def take_job(job: Job) -> bool:
    """Whether this worker has the job now: it waits, or the worker that had it stands still. A file is begun anew."""
    now, anew = timezone.now(), {"done": 0} if job.makes_file else {}
    free = Job.objects.filter(pk=job.pk, state__in=_OPEN).filter(Q(beat_at=None) | Q(beat_at__lt=now - STILL))
    return bool(free.update(state=JobState.RUNNING, beat_at=now, **anew))


def step_done(job: Job) -> bool:
    """Count one step; whether to go on, which is no longer so once somebody cancelled."""
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(done=F("done") + 1, beat_at=timezone.now()))


def reached(job: Job, done: int) -> bool:
    """So many steps of a file are behind its worker; whether to go on."""
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    return bool(running.update(done=done, beat_at=timezone.now()))


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is handed out."""

    name: str
    media_type: str
    content: bytes


@transaction.atomic
def keep_file(job: Job, made: Made) -> None:
    """The job is finished and its file lies ready, in place of those of the same kind that the person had for the round.

    Nothing happens when somebody cancelled, or another worker was faster.
    """
    running = Job.objects.filter(pk=job.pk, state=JobState.RUNNING)
    if running.update(state=JobState.FINISHED, done=F("total")):
        JobFile.objects.filter(job__kind=job.kind, job__by=job.by_id, job__round=job.round_id).delete()
        JobFile.objects.create(job=job, name=made.name, media_type=made.media_type, content=made.content)


def discard_files() -> int:
    """Delete the files whose days are over; how many. Where there is none, nothing is written, so nobody waits."""
    over = JobFile.objects.filter(made_at__lte=timezone.now() - KEPT)
    return over.delete()[0] if over.exists() else 0


@transaction.atomic
def step_refused(job: Job, unit: int | None, reason: str) -> None:
    """Remember why a step was left out; without ``unit``, the whole."""
    fresh = Job.objects.select_for_update().get(pk=job.pk)
    fresh.refused = [*fresh.refused, {"unit": unit, "reason": reason}]
    fresh.save(update_fields=["refused"])


def finish_job(job: Job) -> None:
    """Nothing is left to do."""
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.FINISHED)


@transaction.atomic
def stop_job(job: Job, reason: str) -> None:
    """The whole job is refused now: it ends here, and says why."""
    step_refused(job, None, reason)
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(state=JobState.CANCELLED)
    record("job.stopped", job, by=None, reason=reason)


@transaction.atomic
def cancel_job(job: Job, *, by: User) -> bool:
    """Stop before the next step; what is done stays done. False when it was over already."""
    stopped = bool(Job.objects.filter(pk=job.pk, state__in=_OPEN).update(state=JobState.CANCELLED))
    if stopped:
        record("job.cancelled", job, by=by)
    return stopped
