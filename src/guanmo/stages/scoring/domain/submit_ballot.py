"""Receive judges' finished sheets: lock each as frozen bytes, or keep it aside with a clear sentence (S0-3.1-i).

The same bytes sent again are the same ballot. A ballot is acknowledged only when its row is committed, and closing the
round waits for every ballot that is on its way in (security.md 3.3).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from guanmo.audit.record import Line, record_all
from guanmo.stages.organisations.models import User
from guanmo.stages.scoring.domain.admit_judge import Places, admit_judge, lock_places, mark_presence
from guanmo.stages.scoring.domain.check_signature import check_signature
from guanmo.stages.scoring.domain.finished import JUDGE, Channel, Finished, Sent, read_finished
from guanmo.stages.scoring.domain.hold_ballot import hold_ballot
from guanmo.stages.scoring.domain.log_ballots import log_received
from guanmo.stages.scoring.domain.register_key import audit_lines
from guanmo.stages.scoring.domain.score_submission import score_submission
from guanmo.stages.scoring.domain.store_versions import Admitted, id_is_taken, store_versions
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import BallotVersion, SigningKey


@dataclass(frozen=True, slots=True)
class Receipt:
    """The stored version, whether this very sending stored it, and the photos (SHA-256) that it names."""

    version: BallotVersion
    is_new: bool
    photos: tuple[str, ...]


Outcome = Receipt | BallotRefused


def submit_ballot(payload: str | bytes, *, by: User, channel: Channel = JUDGE, signature: str = "") -> BallotVersion:
    """Store one ballot document of the judge ``by`` and return its version; raises what ``receive_ballots`` answers."""
    body = payload.encode() if isinstance(payload, str) else payload
    (outcome,) = receive_ballots([Sent(body, by, channel=channel, signature=signature)])
    if isinstance(outcome, BallotRefused):
        raise outcome
    return outcome.version


def receive_ballots(sheets: Sequence[Sent], *, also: Callable[[], None] = lambda: None) -> list[Outcome]:
    """Store ballot documents (``method.ballot``), of one judge or of several, in one transaction, and ``also`` do this in it.

    Each has its own receipt, or a BallotRefused with a HoldCode and a sentence; none stands in another's way. Sending
    the same bytes again gives the same version, not a new one. What is refused is kept as a HeldBallot, unless it is
    larger than any sheet can be. Not to be called inside a transaction: that would go on holding one round's log while
    what was refused is written to another's.
    """
    read = [_read(one) for one in sheets]
    try:
        outcomes = _store(read, also)
    except IntegrityError:  # somebody else took one of the ids at this very moment
        if len(sheets) > 1:
            _store((), also)
            return [outcome for one in sheets for outcome in receive_ballots([one])]
        if not _is_id_here(read[0]):
            raise  # not about the id: then something is wrong here, not with the sheet
        outcomes = _store([id_is_taken()], also)
    refused = [one for one, outcome in zip(read, outcomes, strict=True) if isinstance(outcome, BallotRefused)]
    here = _versions_here(one for one in refused if isinstance(one, Finished))
    return [_final(*one, here) for one in zip(sheets, read, outcomes, strict=True)]


def _is_id_here(read: Finished | BallotRefused) -> bool:
    return isinstance(read, Finished) and BallotVersion.objects.filter(pk=read.submission.id).exists()


def _read(sent: Sent) -> Finished | BallotRefused:
    try:
        return read_finished(sent)
    except BallotRefused as refusal:
        return refusal


@transaction.atomic
def _store(read: Sequence[Finished | BallotRefused], also: Callable[[], None]) -> list[Outcome]:
    also()
    finished = [one for one in read if isinstance(one, Finished)]
    if not finished:
        return [one for one in read if isinstance(one, BallotRefused)]
    places = lock_places({one.submission.visit for one in finished}, {one.by for one in finished})
    admitted = [one if isinstance(one, BallotRefused) else _admit(one, places) for one in read]
    versions, new_keys = store_versions([one for one in admitted if isinstance(one, Admitted)])
    stored = iter(versions)
    outcomes = [one if isinstance(one, BallotRefused) else _outcome(one, next(stored)) for one in admitted]
    both = zip(admitted, outcomes, strict=True)
    _record([(one, outcome) for one, outcome in both if isinstance(one, Admitted)], new_keys)
    return outcomes


def _admit(finished: Finished, places: Places) -> Admitted | BallotRefused:
    try:
        place = admit_judge(finished, places)
        score = score_submission(finished.submission, place)
        return Admitted(finished, place, score, check_signature(finished, score, place.visit.round))
    except BallotRefused as refusal:
        return refusal


def _outcome(admitted: Admitted, stored: tuple[BallotVersion, bool] | BallotRefused) -> Outcome:
    return stored if isinstance(stored, BallotRefused) else _receipt(admitted.finished, *stored)


def _record(outcomes: Iterable[tuple[Admitted, Outcome]], keys: Sequence[SigningKey]) -> None:
    """What follows from the sheets and keys that are new: who came, an audit line each, and the score log last of all."""
    new = [(one, outcome) for one, outcome in outcomes if isinstance(outcome, Receipt) and outcome.is_new]
    mark_presence(one.place for one, _receipt in new)
    lines = [
        Line("ballot.submitted", receipt.version, _author(one.finished), {"digest": one.finished.digest})
        for one, receipt in new
    ]
    record_all([*lines, *audit_lines(keys)])
    taken = [(receipt.version, {item.key: item.deducted for item in one.score.items}) for one, receipt in new]
    log_received(keys, taken)


def _author(finished: Finished) -> User:
    return finished.channel.entered_by or finished.by


def _receipt(finished: Finished, version: BallotVersion, is_new: bool) -> Receipt:
    return Receipt(version, is_new, tuple(digest for _key, digest in finished.submission.photos))


def _versions_here(refused: Iterable[Finished]) -> dict[object, BallotVersion]:
    """The stored versions that have the ids of refused sheets."""
    ids = [one.submission.id for one in refused]
    return BallotVersion.objects.select_related("ballot__participant").in_bulk(ids) if ids else {}


def _final(sent: Sent, read: Finished | BallotRefused, outcome: Outcome, here: dict[object, BallotVersion]) -> Outcome:
    """A refusal keeps the sheet aside, unless the very sheet was counted before the reason for it arose."""
    if isinstance(outcome, Receipt):
        return outcome
    known = here.get(read.submission.id) if isinstance(read, Finished) else None
    if known and isinstance(read, Finished) and _is_same(known, read):
        return _receipt(read, known, is_new=False)
    if known:  # whatever else is said against these bytes, others are here under their id
        outcome = id_is_taken()
    outcome.held = hold_ballot(sent, read.submission if isinstance(read, Finished) else None, outcome)
    return outcome


def _is_same(version: BallotVersion, finished: Finished) -> bool:
    return version.digest == finished.digest and version.ballot.participant.user_id == finished.by.pk
