"""Work through the jobs that wait, one step after the other, beside the pages."""

import logging
import threading
from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from guanmo.lib.refusal import Refused
from guanmo.procedures.publish_round import publish_receipt, receipts_due
from guanmo.stages.documents.composers.results_of_one import score_receipt
from guanmo.stages.documents.content import ReceiptContent
from guanmo.stages.documents.domain.run_job import (
    begin_job,
    finish_job,
    step_done,
    step_refused,
    stop_job,
    take_job,
)
from guanmo.stages.documents.enums import JobKind
from guanmo.stages.documents.models import Job
from guanmo.stages.documents.queries import open_jobs
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.models import Round

logger = logging.getLogger(__name__)


def receipts_ahead(round: Round, *, by: User) -> Iterator[ReceiptContent]:
    """What the work would issue today, to be looked at before: it has nobody to ask. Raises NotAllowed, NotReady."""
    for standing in receipts_due(round, by=by):
        yield score_receipt(standing, today=timezone.localdate())


def tell_results(round: Round, *, by: User) -> Job | None:
    """Begin telling each organisation its result; None when all have been told. Raises NotAllowed, NotReady, JobRunning."""
    total = receipts_due(round, by=by).count()
    if not total:
        return None
    job = begin_job(JobKind.RECEIPTS, round, total=total, by=by)
    transaction.on_commit(resume)
    return job


def work(job: Job) -> None:
    """Do what is left of one job, unless another worker is at it; a step that is refused is left out and named.

    A job whose owner may not do it any more is stopped with the sentence why, so that somebody else may begin it.
    """
    if not take_job(job):
        return
    left_out = {one["unit"] for one in job.refused}
    try:
        due = list(receipts_due(job.round, by=job.by).exclude(organisation__in=left_out))
    except Refused as refusal:
        stop_job(job, str(refusal))
        return
    for standing in due:
        try:
            publish_receipt(standing, by=job.by)
        except Refused as refusal:
            step_refused(job, standing.organisation_id, str(refusal))
        if not step_done(job):
            return
    finish_job(job)


def resume() -> None:
    """Go on with every job that waits or that a stopped server left, in a thread of its own."""
    threading.Thread(target=_work_through, name="jobs", daemon=True).start()


def _work_through() -> None:
    try:
        for job in open_jobs():
            work(job)
    except DatabaseError:  # no tables yet, or away: the next start or the next job tries again
        logger.warning("jobs were left for later", exc_info=True)
    finally:
        connection.close()
