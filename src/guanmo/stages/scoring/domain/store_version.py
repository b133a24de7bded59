"""Store one admitted sheet as a version of its ballot, and say anew which version counts (S0-3.1-i, offline.md 3.1).

To be called inside the transaction that admitted the judge. Rows are written under the lock of the ballot's row, so
that of several sheets for one place each sees the one before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.method.ballot import Submission
from guanmo.method.deduction import BallotScore
from guanmo.method.revisions import Head, Revision, head_of
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.domain.admit_judge import Place
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotPhoto, BallotVersion


@dataclass(frozen=True, slots=True)
class Channel:
    """How a sheet came in: ``entered_by`` brought it for the judge; ``only_round`` (id) is all that a bound phone may score."""

    entered_by: User | None = None
    only_round: int | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """A sheet as it came: what it says, its very text, the text's SHA-256, and how it came in."""

    submission: Submission
    payload: str
    digest: str
    channel: Channel


def store_version(finished: Finished, place: Place, score: BallotScore) -> tuple[BallotVersion, bool]:
    """The stored version, and whether it is new. Raises BallotRefused when the id is taken by other bytes."""
    ballot = _locked_ballot(finished.submission, place)
    versions = list(ballot.versions.defer("payload"))
    for known in versions:
        if known.pk == finished.submission.id and known.digest == finished.digest:
            ballot.refresh_from_db(fields=["head", "in_conflict"])  # the upsert reads back no more than the key
            return known, False
        if known.pk == finished.submission.id:
            raise id_is_taken()
    _check_chain(finished.submission, versions)
    version = _insert(finished, ballot, score)
    _insert_lines(version, finished.submission, place)
    if versions:
        settle(ballot, [*versions, version])
    return version, True


def id_is_taken() -> BallotRefused:
    """The refusal of bytes whose id belongs to other bytes."""
    return BallotRefused(
        _("这个编号的评分表先前已经收到，与这一份不同。先前的没有改变；需要更正请用“更正”。"),
        code=HoldCode.OTHER_CONTENT,
    )


def settle(ballot: Ballot, versions: Sequence[BallotVersion]) -> None:
    """Set which version counts and whether another end of the chain waits for a decision. ``versions`` as arrived."""
    head = head_among(ballot, versions)
    ballot.head_id, ballot.in_conflict = head.id, bool(head.rivals)
    ballot.save(update_fields=["head", "in_conflict"])


def head_among(ballot: Ballot, versions: Sequence[BallotVersion]) -> Head:
    """The version that counts and its undecided rivals; ``versions`` as arrived."""
    decision = ballot.decisions.last() if len(versions) > 1 else None
    settled: list[UUID] = []
    if decision:
        settled = [one.pk for one in versions if one.received_at <= decision.at]
    revisions = [Revision(one.pk, one.previous) for one in versions]
    return head_of(revisions, chosen=decision.chosen_id if decision else None, settled=settled)


def _locked_ballot(submission: Submission, place: Place) -> Ballot:
    """The judge's ballot on this visit, its row locked: whoever else is sending a sheet for the same place waits.

    A new row has this sheet for its head from the start; on one that is there nothing changes but the lock.
    """
    ballot = Ballot(visit=place.visit, participant=place.judge, head_id=submission.id)
    key = ["visit", "participant"]
    return Ballot.objects.bulk_create([ballot], update_conflicts=True, unique_fields=key, update_fields=["visit"])[0]


def _check_chain(submission: Submission, versions: Sequence[BallotVersion]) -> None:
    """Raise BallotRefused for a correction without a reason, of a sheet of another place, or of itself."""
    if submission.previous is None:
        return
    if not submission.reason:
        raise BallotRefused(_("请写明更正的原因。"), code=HoldCode.REASON_MISSING)
    by_id = {one.pk: one for one in versions}
    step: UUID | None = submission.previous
    while step in by_id and step != submission.id:
        step = by_id[step].previous
    elsewhere = submission.previous not in by_id and BallotVersion.objects.filter(pk=submission.previous).exists()
    if step == submission.id or elsewhere:
        raise BallotRefused(_("这份更正对应的评分表不对。请打开已提交的评分表，重新点“更正”。"), code=HoldCode.CIRCLE)


def _insert(finished: Finished, ballot: Ballot, score: BallotScore) -> BallotVersion:
    submission = finished.submission
    return BallotVersion.objects.create(
        id=submission.id,
        ballot=ballot,
        previous=submission.previous,
        reason=submission.reason if submission.previous else "",
        payload=finished.payload,
        digest=finished.digest,
        total=score.total,
        raw_total=score.raw_total,
        rescaled=score.rescaled,
        vetoed=score.vetoed,
        entered_by=finished.channel.entered_by,
    )


def _insert_lines(version: BallotVersion, submission: Submission, place: Place) -> None:
    ids = place.yardstick.item_ids
    BallotDeduction.objects.bulk_create(
        BallotDeduction(
            version=version,
            item_id=ids[one.key],
            rule=one.rule,
            count=one.count,
            points=one.points,
            reason=one.reason,
        )
        for one in submission.deductions
    )
    BallotPhoto.objects.bulk_create(
        BallotPhoto(version=version, item_id=ids[key], digest=digest) for key, digest in submission.photos
    )
