"""Receive a judge's finished sheet: lock it as frozen bytes, or keep it aside with a clear sentence (S0-3.1-i).

The same bytes sent again are the same ballot. A ballot is acknowledged only when its row is committed, and closing the
round waits for every ballot that is on its way in (security.md 3.3).
"""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.ballot import Submission, read_submission
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.domain.admit_judge import Place, admit_judge, mark_presence
from guanmo.stages.scoring.domain.hold_ballot import hold_ballot
from guanmo.stages.scoring.domain.score_submission import score_submission
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotVersion
from guanmo.stages.sheets.models import Item

LARGEST_BODY = 256 * 1024
"""Bytes; the largest real sheet with the longest reasons stays below a third of it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored version, and whether this very sending stored it."""

    version: BallotVersion
    is_new: bool


def submit_ballot(payload: str | bytes, *, by: User) -> BallotVersion:
    """Store one ballot document and return its version; see ``receive_ballot``."""
    return receive_ballot(payload, by=by).version


def receive_ballot(payload: str | bytes, *, by: User) -> Receipt:
    """Store one ballot document; see ``method.ballot`` for its form.

    Sending the same bytes again gives the same version, not a new one. Raises BallotRefused with a HoldCode and a
    sentence; the document is then kept as a HeldBallot, unless it is larger than any sheet can be.
    """
    body = payload.encode() if isinstance(payload, str) else payload
    if len(body) > LARGEST_BODY:
        raise BallotRefused(
            _("提交的内容太大，不是一份评分表。请刷新页面后重新提交，已填的内容会保留。"), code="too_large"
        )
    digest = hashlib.sha256(body).hexdigest()
    try:
        return _store(body, digest, by)
    except BallotRefused as refusal:
        hold_ballot(body, digest, refusal, by=by)
        raise


def _store(body: bytes, digest: str, by: User) -> Receipt:
    payload, submission = _read(body)
    try:
        with transaction.atomic():
            return _store_once(submission, payload, digest, by)
    except IntegrityError:
        # Two requests raced for one place; the row that won decides what this one is.
        with transaction.atomic():
            return _store_once(submission, payload, digest, by)


def _read(body: bytes) -> tuple[str, Submission]:
    try:
        payload = body.decode()
        return payload, read_submission(payload)
    except ValueError as error:
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE) from error


def _store_once(submission: Submission, payload: str, digest: str, by: User) -> Receipt:
    if known := _known(submission):
        return Receipt(_same_again(known, digest, by), is_new=False)
    place = admit_judge(submission, by=by)
    score = score_submission(submission, place)
    ballot = _lock_ballot(place)
    if known := _known(submission):  # the same bytes came in by another request while this one waited for the lock
        return Receipt(_same_again(known, digest, by), is_new=False)
    previous = _previous(submission, ballot, place)
    version = BallotVersion.objects.create(
        id=submission.id,
        ballot=ballot,
        previous=previous,
        reason=submission.reason if previous else "",
        payload=payload,
        digest=digest,
        total=score.total,
        raw_total=score.raw_total,
        rescaled=score.rescaled,
        vetoed=score.vetoed,
    )
    _store_deductions(version, submission, place)
    mark_presence(place)
    record("ballot.submitted", version, by=by, digest=digest)
    return Receipt(version, is_new=True)


def _known(submission: Submission) -> BallotVersion | None:
    found: BallotVersion | None = (
        BallotVersion.objects.filter(pk=submission.id).select_related("ballot__participant").first()
    )
    return found


def _same_again(known: BallotVersion, digest: str, by: User) -> BallotVersion:
    if known.digest == digest and known.ballot.participant.user_id == by.pk:
        return known
    raise BallotRefused(
        _("这个编号的评分表先前已经收到，与这一份不同。先前的没有改变；需要更正请用“更正”。"),
        code=HoldCode.OTHER_CONTENT,
    )


def _lock_ballot(place: Place) -> Ballot:
    """The judge's ballot on this visit; whoever else is sending one for the same place waits."""
    ballot, _created = Ballot.objects.get_or_create(visit=place.visit, participant=place.judge)
    return Ballot.objects.select_for_update().get(pk=ballot.pk)


def _previous(submission: Submission, ballot: Ballot, place: Place) -> BallotVersion | None:
    """The version that this one corrects; None for the first. Raises BallotRefused when it corrects another one."""
    valid: BallotVersion | None = ballot.versions.filter(next=None).first()
    if valid is None and submission.previous is None:
        return None
    if valid is None or valid.pk != submission.previous:
        raise BallotRefused(
            _("您已经提交过%(name)s的评分表，提交后不能再改。需要更正请打开已提交的评分表，点“更正”。")
            % {"name": place.visit.organisation},
            code=HoldCode.ALREADY_SUBMITTED,
        )
    if not submission.reason:
        raise BallotRefused(_("请写明更正的原因。"), code=HoldCode.REASON_MISSING)
    return valid


def _store_deductions(version: BallotVersion, submission: Submission, place: Place) -> None:
    items = {str(item): item for item in Item.objects.filter(section__sheet=place.sheet).select_related("section")}
    BallotDeduction.objects.bulk_create(
        BallotDeduction(
            version=version,
            item=items[one.key],
            rule=one.rule,
            count=one.count,
            points=one.points,
            reason=one.reason,
        )
        for one in submission.deductions
    )
