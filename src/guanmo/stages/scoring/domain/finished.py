"""A finished sheet as it comes in: the very bytes, what they say, whose they are and how they came."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.method.ballot import Submission, read_submission
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused

LARGEST_BODY = 256 * 1024
"""Bytes; the largest real sheet with the longest reasons stays below a third of it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """How a sheet came in: ``entered_by`` brought it for the judge; ``only_round`` (id) is all that a bound phone may score."""

    entered_by: User | None = None
    only_round: int | None = None


JUDGE = Channel()
"""The judge in person, logged in."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What somebody sent in the name of the judge ``by``; ``expected`` is the id under which it was sent.

    ``signature`` is that of the judge's phone (``lib.device_signature``), empty where there is none.
    """

    body: bytes
    by: User
    expected: UUID | None = None
    channel: Channel = JUDGE
    signature: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, in hexadecimal digits."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def is_too_large(self) -> bool:
        return len(self.body) > LARGEST_BODY


@dataclass(frozen=True, slots=True)
class Finished:
    """A sheet that could be read: what it says, its very text, the text's SHA-256, its judge, its way, its signature."""

    submission: Submission
    payload: str
    digest: str
    by: User
    channel: Channel
    signature: str = ""


def read_finished(sent: Sent) -> Finished:
    """Read the bytes. Raises BallotRefused when they are no sheet, or not the one under whose id they were sent."""
    if sent.is_too_large:
        raise BallotRefused(
            _("提交的内容太大，不是一份评分表。请刷新页面后重新提交，已填的内容会保留。"), code="too_large"
        )
    try:
        payload = sent.body.decode()
        submission = read_submission(payload)
    except ValueError as error:
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE) from error
    if sent.expected not in (None, submission.id):
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE)
    return Finished(submission, payload, sent.digest, sent.by, sent.channel, sent.signature)
