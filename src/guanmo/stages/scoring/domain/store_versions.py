"""Store admitted sheets as versions of their ballots, and say anew which versions count (S0-3.1-i, offline.md 3.1).

To be called inside the transaction that admitted the judges. The rows of the ballots are locked first, so that of
several sheets for one place each sees the one before it. However many sheets there are, the queries stay the same few;
only each conflict takes one more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import BigIntegerField, F, Q, QuerySet, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.lib.device_signature import DeviceSignature
from guanmo.lib.plain_rows import as_stored, insert_and_read, insert_rows
from guanmo.lib.ready_query import GivenMany, OneOf, ReadyQuery
from guanmo.method.deduction import BallotScore
from guanmo.stages.scoring.domain.admit_judge import Place
from guanmo.stages.scoring.domain.finished import Finished
from guanmo.stages.scoring.domain.heads import settle
from guanmo.stages.scoring.domain.register_key import find_or_add
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.stages.scoring.models import (
    AnsweredProposal,
    Ballot,
    BallotDeduction,
    BallotPhoto,
    BallotVersion,
    ProposedDeduction,
    SigningKey,
)
from guanmo.stages.scoring.models.ballot import REASON_LIMIT

_VERSION = tuple(field.attname for field in BallotVersion._meta.concrete_fields)
_BALLOT = ("visit", "participant", "head", "in_conflict")
_LOCK = "ON CONFLICT (visit_id, participant_id) DO UPDATE SET visit_id = excluded.visit_id"
"""A ballot that is there already is locked and stays as it is."""


def _asked_by_name() -> QuerySet[BallotVersion]:
    of_ballots = OneOf(F("ballot_id"), GivenMany("ballots", BigIntegerField()))
    by_id = OneOf(F("id"), GivenMany("ids", UUIDField()))
    return BallotVersion.objects.filter(Q(of_ballots) | Q(by_id)).defer("payload")


_named = ReadyQuery(_asked_by_name)


@dataclass(frozen=True, slots=True)
class Admitted:
    """A sheet, where it belongs, its score, and the signature of the phone where it signed."""

    finished: Finished
    place: Place
    score: BallotScore
    signature: DeviceSignature | None = None


Stored = tuple[BallotVersion, bool] | BallotRefused


def store_versions(sheets: Sequence[Admitted]) -> tuple[list[Stored], list[SigningKey]]:
    """For each sheet the stored version and whether it is new; or the refusal of an id that other bytes have, or of a

    correction of the wrong sheet. And the phones' keys that became known with those that are new.
    Raises IntegrityError when somebody else takes an id at the same moment.
    """
    shelf = _Shelf(sheets)
    outcomes = [shelf.add(one) for one in sheets]
    return outcomes, shelf.write()


def id_is_taken() -> BallotRefused:
    """The refusal of bytes whose id belongs to other bytes."""
    return BallotRefused(
        _("这个编号的评分表先前已经收到，与这一份不同。先前的没有改变；需要更正请用“更正”。"),
        code=HoldCode.OTHER_CONTENT,
    )


class _Shelf:
    """The ballots of some sheets, their rows locked, with all versions that are there or about to be."""

    def __init__(self, sheets: Sequence[Admitted]) -> None:
        self._ballots = _locked_ballots(sheets)
        self._versions: dict[int, list[BallotVersion]] = {one.pk: [] for one in self._ballots.values()}
        self._place_of: dict[UUID, int] = {}
        self._new: list[tuple[BallotVersion, Admitted]] = []
        ballots = {one.pk: one for one in self._ballots.values()}
        for version in _versions_named_by(sheets, ballots):
            self._place_of[version.pk] = version.ballot_id
            if version.ballot_id in ballots:
                version.ballot = ballots[version.ballot_id]
                self._versions[version.ballot_id].append(version)

    def add(self, sheet: Admitted) -> Stored:
        """Put the sheet beside the others of its place, unless it is there already or cannot be."""
        submission, ballot = sheet.finished.submission, self._ballots[_key(sheet)]
        versions = self._versions[ballot.pk]
        known = next((one for one in versions if one.pk == submission.id), None)
        if known and known.digest == sheet.finished.digest:
            return known, False
        if self._place_of.get(submission.id):
            return id_is_taken()
        if submission.previous and not self._may_follow(submission.id, submission.previous, ballot):
            return BallotRefused(
                _("这份更正对应的评分表不对。请打开已提交的评分表，重新点“更正”。"), code=HoldCode.CIRCLE
            )
        version = _version(sheet, ballot, versions[-1].number + 1 if versions else 1)
        versions.append(version)
        self._place_of[version.pk] = ballot.pk
        self._new.append((version, sheet))
        return version, True

    def _may_follow(self, id: UUID, previous: UUID, ballot: Ballot) -> bool:
        """Whether the sheet ``id`` may correct ``previous``: one of its own place or not here yet, and never itself."""
        by_id = {one.pk: one for one in self._versions[ballot.pk]}
        step: UUID | None = previous
        while step in by_id and step != id:
            step = by_id[step].previous
        return step != id and self._place_of.get(previous, ballot.pk) == ballot.pk

    def write(self) -> list[SigningKey]:
        """Insert what is new and set the heads. A place made for a sheet that was then refused is given up again.

        The new ones among the phones' keys are to be told of.
        """
        new_keys = _sign(self._new)
        in_one_order = sorted((version for version, _sheet in self._new), key=lambda one: one.pk)
        _insert_versions(in_one_order)  # who brings the same ids at this moment waits, in no circle
        _insert_lines(self._new)
        changed = {version.ballot for version, _sheet in self._new}
        settle({one: self._versions[one.pk] for one in changed if not _is_first(self._versions[one.pk], one)})
        empty = [pk for pk, versions in self._versions.items() if not versions]
        if empty:
            Ballot.objects.filter(pk__in=empty).delete()
        return new_keys


def _key(sheet: Admitted) -> tuple[int, int]:
    return sheet.place.visit.pk, sheet.place.judge.pk


def _locked_ballots(sheets: Sequence[Admitted]) -> dict[tuple[int, int], Ballot]:
    """The ballot of each place, its row locked, in one order: whoever else is sending a sheet for it waits.

    A new row has the first sheet for its head from the start; on one that is there nothing changes but the lock.
    """
    places = {_key(sheet): sheet for sheet in reversed(sheets)}
    rows = [(*key, sheet.finished.submission.id, False) for key, sheet in sorted(places.items())]
    found = insert_and_read(
        Ballot, _BALLOT, rows, read=("visit", "participant", "id", "head", "in_conflict"), meet=_LOCK
    )
    return {(visit, judge): _ballot(places[visit, judge].place, *stored) for visit, judge, *stored in found}


def _ballot(place: Place, pk: int, head: UUID, in_conflict: bool) -> Ballot:
    return as_stored(Ballot(pk=pk, visit=place.visit, participant=place.judge, head_id=head, in_conflict=in_conflict))


def _versions_named_by(sheets: Iterable[Admitted], ballots: Iterable[int]) -> Iterable[BallotVersion]:
    """All versions of the ballots, and those elsewhere whose ids the sheets have or correct; as arrived."""
    named = {id for one in sheets for id in (one.finished.submission.id, one.finished.submission.previous) if id}
    return _named(ballots=list(ballots), ids=list(named))


def _is_first(versions: Sequence[BallotVersion], ballot: Ballot) -> bool:
    return [one.pk for one in versions] == [ballot.head_id]


def _version(sheet: Admitted, ballot: Ballot, number: int) -> BallotVersion:
    finished, score = sheet.finished, sheet.score
    submission = finished.submission
    return BallotVersion(
        id=submission.id,
        ballot=ballot,
        number=number,
        previous=submission.previous,
        reason=submission.reason if submission.previous else "",
        payload=finished.payload,
        digest=finished.digest,
        total=score.total,
        raw_total=score.raw_total,
        rescaled=score.rescaled,
        vetoed=score.vetoed,
        entered_by=finished.channel.entered_by,
        received_at=timezone.now(),
    )


def _sign(new: Iterable[tuple[BallotVersion, Admitted]]) -> list[SigningKey]:
    """Each version that a known phone signed has its key and signature; one with any other key is stored as unsigned.

    Who brings a judge's sheets could have signed them with any key: theirs must be known already.
    """
    signed = [(version, one, one.signature) for version, one in new if one.signature]
    wanted = [(one.place.judge, signature.key) for _version, one, signature in signed]
    own = [asked for asked, (_v, one, _s) in zip(wanted, signed, strict=True) if not one.finished.channel.entered_by]
    keys, made = find_or_add(wanted, own=own)
    for version, one, signature in signed:
        if key := keys.get((one.place.judge.pk, signature.key)):
            version.key, version.signature = key, signature.value
    return made


def _insert_versions(versions: Sequence[BallotVersion]) -> None:
    insert_rows(BallotVersion, _VERSION, [[getattr(one, name) for name in _VERSION] for one in versions])
    for one in versions:
        as_stored(one)


def _insert_lines(new: Sequence[tuple[BallotVersion, Admitted]]) -> None:
    deductions, photos = [], []
    for version, sheet in new:
        id, ids, submission = version.pk, sheet.place.yardstick.item_ids, sheet.finished.submission
        deductions += [(id, ids[one.key], one.rule, one.count, one.points, one.reason) for one in submission.deductions]
        photos += [(id, ids[key], digest) for key, digest in submission.photos]
    insert_rows(BallotDeduction, ("version", "item", "rule", "count", "points", "reason"), deductions)
    insert_rows(BallotPhoto, ("version", "item", "digest"), photos)
    _insert_answers([(version, sheet) for version, sheet in new if sheet.finished.submission.answers])


def _insert_answers(new: Sequence[tuple[BallotVersion, Admitted]]) -> None:
    """What was said to the proposals of the visit; what names none of them stays in the payload alone."""
    if not new:
        return
    proposals = ProposedDeduction.objects.filter(visit__in={sheet.place.visit.pk for _version, sheet in new})
    known = {(one.visit_id, one.rule): one for one in proposals}
    AnsweredProposal.objects.bulk_create(
        AnsweredProposal(version=version, proposal=proposal, answer=said.answer, reason=said.reason[:REASON_LIMIT])
        for version, sheet in new
        for rule, said in {one.rule: one for one in sheet.finished.submission.answers}.items()
        if (proposal := known.get((sheet.place.visit.pk, rule)))
    )
