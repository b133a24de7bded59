"""Receive a judge's finished sheet: lock it as frozen bytes, or keep it aside with a clear sentence (S0-3.1-i).

The same bytes sent again are the same ballot. A ballot is acknowledged only when its row is committed, and closing the
round waits for every ballot that is on its way in (security.md 3.3).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.ballot import read_submission
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.domain.admit_judge import admit_judge, mark_presence
from guanmo.stages.scoring.domain.hold_ballot import hold_ballot
from guanmo.stages.scoring.domain.score_submission import score_submission
from guanmo.stages.scoring.domain.store_version import Channel, Finished, id_is_taken, store_version
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import BallotVersion

LARGEST_BODY = 256 * 1024
"""Bytes; the largest real sheet with the longest reasons stays below a third of it."""
JUDGE = Channel()
"""The judge in person, logged in."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored version, whether this very sending stored it, and the photos (SHA-256) that it names."""

    version: BallotVersion
    is_new: bool
    photos: tuple[str, ...]


def submit_ballot(payload: str | bytes, *, by: User) -> BallotVersion:
    """Store one ballot document and return its version; see ``receive_ballot``."""
    return receive_ballot(payload, by=by).version


def receive_ballot(
    payload: str | bytes, *, by: User, expected: UUID | None = None, channel: Channel = JUDGE
) -> Receipt:
    """Store one ballot document of the judge ``by``; see ``method.ballot`` for its form.

    ``expected`` is the id under which it was sent. Sending the same bytes again gives the same version, not a new one.
    Raises BallotRefused with a HoldCode and a sentence; the document
    is then kept as a HeldBallot, unless it is larger than any sheet can be.
    """
    body = payload.encode() if isinstance(payload, str) else payload
    if len(body) > LARGEST_BODY:
        raise BallotRefused(
            _("提交的内容太大，不是一份评分表。请刷新页面后重新提交，已填的内容会保留。"), code="too_large"
        )
    digest = hashlib.sha256(body).hexdigest()
    finished: Finished | None = None
    try:
        finished = _read(body, digest, expected, channel)
        return _store(finished, by)
    except BallotRefused as raised:
        refusal = raised
        if finished and (known := _known(finished, by)):
            return _receipt(finished, known, is_new=False)  # counted before the reason for the refusal arose
        if finished and BallotVersion.objects.filter(pk=finished.submission.id).exists():
            refusal = id_is_taken()  # whatever else is said against these bytes, others are here under their id
        submission = finished.submission if finished else None
        version_id = submission.id if submission else expected
        refusal.held = hold_ballot(body, digest, refusal, by=by, version_id=version_id, of=submission)
        raise refusal from None


def receive_ballots(
    payloads: Sequence[tuple[str, UUID | None]], *, by: User, channel: Channel = JUDGE
) -> tuple[Receipt | BallotRefused, ...]:
    """Store a backlog in one transaction. Each sheet has its own receipt or refusal; none stands in another's way."""
    with transaction.atomic():
        return tuple(_received(payload, expected, by, channel) for payload, expected in payloads)


def _received(payload: str, expected: UUID | None, by: User, channel: Channel) -> Receipt | BallotRefused:
    try:
        return receive_ballot(payload, by=by, expected=expected, channel=channel)
    except BallotRefused as refusal:
        return refusal


def _read(body: bytes, digest: str, expected: UUID | None, channel: Channel) -> Finished:
    try:
        payload = body.decode()
        submission = read_submission(payload)
    except ValueError as error:
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE) from error
    if expected not in (None, submission.id):
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE)
    return Finished(submission, payload, digest, channel)


def _store(finished: Finished, by: User) -> Receipt:
    try:
        return _store_once(finished, by)
    except IntegrityError:  # the id is taken by a sheet of another place
        if known := _known(finished, by):
            return _receipt(finished, known, is_new=False)
        raise id_is_taken() from None


@transaction.atomic
def _store_once(finished: Finished, by: User) -> Receipt:
    place = admit_judge(finished.submission, by=by, only_round=finished.channel.only_round)
    score = score_submission(finished.submission, place)
    version, is_new = store_version(finished, place, score)
    if is_new:
        mark_presence(place)
        record("ballot.submitted", version, by=finished.channel.entered_by or by, digest=finished.digest)
    return _receipt(finished, version, is_new=is_new)


def _receipt(finished: Finished, version: BallotVersion, *, is_new: bool) -> Receipt:
    return Receipt(version, is_new, tuple(digest for _key, digest in finished.submission.photos))


def _known(finished: Finished, by: User) -> BallotVersion | None:
    """The very sheet, when the judge's own and here already."""
    same = BallotVersion.objects.filter(pk=finished.submission.id, digest=finished.digest, ballot__participant__user=by)
    found: BallotVersion | None = same.select_related("ballot").first()
    return found
