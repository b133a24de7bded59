"""Work through the jobs that wait, one step after the other, beside the pages."""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.lib.refusal import Refused
from guanmo.procedures.make_file import PASSES, Stopped, make_file
from guanmo.procedures.notify import notify
from guanmo.procedures.publish_round import publish_receipt, receipts_due
from guanmo.stages.documents.composers.results_of_one import score_receipt
from guanmo.stages.documents.content import ReceiptContent
from guanmo.stages.documents.domain.run_job import (
    Task,
    begin_job,
    discard_files,
    finish_job,
    keep_file,
    step_done,
    step_refused,
    stop_job,
    take_job,
)
from guanmo.stages.documents.enums import JobKind
from guanmo.stages.documents.models import Job
from guanmo.stages.documents.models.job import STILL
from guanmo.stages.documents.queries import open_jobs
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.stages.rectification.domain.issue_notice import check_keeper
from guanmo.stages.rectification.errors import NothingToNotify
from guanmo.stages.rectification.queries import keeping_unit, to_notify
from guanmo.stages.rounds.models import Round

logger = logging.getLogger(__name__)
AT_ONCE = 20
"""So many notices are issued while the browser waits, in a few seconds; more are issued beside the pages."""


def receipts_ahead(round: Round, *, by: User) -> Iterator[ReceiptContent]:
    """What the work would issue today, to be looked at before: it has nobody to ask. Raises NotAllowed, NotReady."""
    for standing in receipts_due(round, by=by):
        yield score_receipt(standing, today=timezone.localdate())


def tell_results(round: Round, *, by: User) -> Job | None:
    """Begin telling each organisation its result; None when all have been told. Raises NotAllowed, NotReady, JobRunning."""
    total = receipts_due(round, by=by).count()
    if not total:
        return None
    return begin_beside(Task(JobKind.RECEIPTS, round, round.organiser, total), by=by)


def notify_beside(round: Round, *, by: User) -> Job | None:
    """Begin issuing a notice to each organisation that waits for one; None for so few as go at once. Raises JobRunning."""
    total = len(to_notify(by, round))
    if total <= AT_ONCE:
        return None
    unit = keeping_unit(by, *SUPERIORS)
    assert unit is not None  # somebody without a post sees nobody wait
    return begin_beside(Task(JobKind.NOTICES, round, unit, total), by=by)


def begin_beside(task: Task, *, by: User) -> Job:
    """Begin work that goes on while the pages answer. Raises JobRunning."""
    job = begin_job(task, by=by)
    transaction.on_commit(resume)
    return job


def long_table(kind: JobKind, unit: Organisation, rows: int, *, round: Round | None, asked: dict[str, str]) -> Task:
    """The making of a spreadsheet of so many rows."""
    return Task(kind, round, unit, rows * PASSES, asked)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a job: the organisation that it is for, and the act, a transaction of its own, told ``by`` whom."""

    to: Organisation
    act: Callable[..., object]


def work(job: Job) -> None:
    """Do what is left of one job, unless another worker is at it.

    A job whose owner may not do it any more is stopped with the sentence why, so that somebody else may begin it.
    """
    if take_job(job):
        (_make if job.makes_file else _issue)(job)


def _make(job: Job) -> None:
    """A file is made anew from its beginning; a defect ends the job, for there is nothing to go on with."""
    try:
        keep_file(job, make_file(job))
    except Stopped:
        return
    except (OperationalError, InterfaceError):
        raise
    except Refused as refusal:
        stop_job(job, str(refusal))
    except Exception:
        logger.exception("job %s failed", job.uuid)
        stop_job(job, _("文件没有生成，请联系管理员。"))


def _issue(job: Job) -> None:
    """Each paper that is left to issue is a step; one that is refused is left out and named."""
    left_out = {one["unit"] for one in job.refused}
    try:
        due = [one for one in _steps(job) if one.to.pk not in left_out]
    except Refused as refusal:
        stop_job(job, str(refusal))
        return
    for step in due:
        try:
            _take_step(job, step)
        except NotAllowed as refusal:
            stop_job(job, str(refusal))
            return
        if not step_done(job):
            return
    finish_job(job)


def _take_step(job: Job, step: Step) -> None:
    """A step that fails is left out and named like one that is refused, or one defect would hold up all the others.

    The user is loaded anew, so that a post lost meanwhile is noticed. Raises NotAllowed, and OperationalError or
    InterfaceError: without its database the whole job is left for later.
    """
    try:
        step.act(by=User.objects.get(pk=job.by_id))
    except (NotAllowed, OperationalError, InterfaceError):
        raise
    except NothingToNotify:
        return  # a colleague issued this one meanwhile: what was to be done is done
    except Refused as refusal:
        step_refused(job, step.to.pk, str(refusal))
    except Exception:
        logger.exception("a step of job %s failed", job.uuid)
        step_refused(job, step.to.pk, _("%(name)s的这一份没有印成，请联系管理员。") % {"name": step.to.short_name})


def _steps(job: Job) -> list[Step]:
    """What is left to do of a job, read anew: what was done is not due any more. Raises the refusal of the whole."""
    round, by = job.round, User.objects.get(pk=job.by_id)
    assert round is not None
    if job.kind == JobKind.NOTICES:
        check_keeper(by)
        if not access_of(by).covers(job.unit.path, *SUPERIORS):  # the owner moved to another township
            raise NotAllowed(
                _("还有党组织在等整改通知单，但开始这项工作的人现在不能向它们下发，请由它们的乡镇（街道）接着下发。")
            )
        return [Step(one.organisation, partial(notify, round, one.organisation)) for one in to_notify(by, round)]
    due = list(receipts_due(round, by=by))
    return [Step(one.organisation, partial(publish_receipt, one)) for one in due]


def resume() -> None:
    """Go on with every job that waits or that a stopped server left, in a thread of its own."""
    threading.Thread(target=_work_through, name="jobs", daemon=True).start()


def resume_at_start() -> None:
    """Go on with what an earlier server left: now, and once it is certain that the worker of the others is gone."""
    resume()
    again = threading.Timer((STILL * 1.1).total_seconds(), _work_through)
    again.daemon = True
    again.start()


def _work_through() -> None:
    try:
        discard_files()
        for job in open_jobs():
            work(job)
    except (DatabaseError, InterfaceError):  # no tables yet, or away: the next start or the next job tries again
        logger.warning("jobs were left for later", exc_info=True)
    finally:
        connection.close()
