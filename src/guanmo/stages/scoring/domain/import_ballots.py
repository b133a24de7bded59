"""Bring in the file of a phone that cannot send: the same way as over the network, in the judge's name (offline.md 3.2)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.ballot import read_submission
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.models import Participant, Round, Visit
from guanmo.stages.rounds.rules import may_run
from guanmo.stages.scoring.domain.finished import Channel, Sent
from guanmo.stages.scoring.domain.store_photo import store_photo
from guanmo.stages.scoring.domain.submit_ballot import Outcome, Receipt, receive_ballots
from guanmo.stages.scoring.errors import ImportRefused, PhotoRefused


@dataclass(frozen=True, slots=True)
class ExportedSheet:
    """One finished sheet as it lay on the phone: its text, the SHA-256 that the phone has of it, and its signature."""

    id: UUID
    digest: str
    body: str
    signature: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether the text is the one that was frozen; half a character has no bytes and was never frozen."""
        try:
            return hashlib.sha256(self.body.encode()).hexdigest() == self.digest
        except UnicodeEncodeError:
            return False


@dataclass(frozen=True, slots=True)
class PhoneExport:
    """What a phone wrote into its file: the judge's uuid, the sheets, and the photos as (SHA-256, bytes)."""

    judge: UUID
    sheets: Sequence[ExportedSheet]
    photos: Sequence[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What became of one sheet; ``visit`` is the one that it names, ``result`` None for a text that is damaged.

    ``lost_signature``: it came with a good signature by a key of which the judge's phone has not told, and counts as unsigned.
    """

    visit: Visit | None
    result: Outcome | None
    lost_signature: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of a file: each sheet in its order, the photos that are here, and the refusals of the others."""

    judge: Participant
    sheets: Sequence[SheetOutcome]
    photos: int
    refused: Sequence[PhotoRefused]


def import_ballots(export: PhoneExport, *, round: Round, by: User) -> Imported:
    """Receive every sheet of the file; the same file again changes nothing.

    Photos go first: they count for nothing until a sheet names them. Then all sheets are stored in one transaction, and what
    was refused is held after it: one of another round for those who run that one. Raises NotAllowed, and ImportRefused when the judge does not
    take part.
    """
    if not may_run(access_of(by), round.tier, round.organiser.path):
        raise NotAllowed(_("只有本轮的组织者可以导入手机导出的评分文件。"))
    judge = Participant.objects.filter(round=round, user__uuid=export.judge).select_related("user").first()
    if judge is None:
        raise ImportRefused(
            _("这个文件的评委不是本轮的参加人员。请核对轮次有没有选错；确实参加的，先在“参加人员”中增加。")
        )
    stored = [_photo(body, digest, judge.user) for digest, body in export.photos]
    refused = [one for one in stored if one is not None]
    results = _receive(export, round, judge, by)
    sheets = [_outcome(sheet, results.get(sheet)) for sheet in export.sheets]
    return Imported(judge, sheets, len(stored) - len(refused), refused)


def _receive(export: PhoneExport, round: Round, judge: Participant, by: User) -> dict[ExportedSheet, Outcome]:
    whole = [sheet for sheet in export.sheets if sheet.is_whole]
    channel = Channel(entered_by=by, only_round=round.pk)
    sent = [Sent(one.body.encode(), judge.user, one.id, channel, one.signature) for one in whole]
    facts = {"digests": [one.digest for one in whole], "damaged": len(export.sheets) - len(whole)}
    results = receive_ballots(sent, also=lambda: record("ballots.imported", judge, by=by, **facts))
    return dict(zip(whole, results, strict=True))


def _outcome(sheet: ExportedSheet, result: Outcome | None) -> SheetOutcome:
    lost = isinstance(result, Receipt) and bool(sheet.signature) and not result.version.signature
    return SheetOutcome(_visit_of(sheet.body), result, lost_signature=lost)


def _photo(body: bytes, digest: str, judge: User) -> PhotoRefused | None:
    try:
        store_photo(body, digest, by=judge)
    except PhotoRefused as refusal:
        return refusal
    return None


def _visit_of(body: str) -> Visit | None:
    try:
        submission = read_submission(body)
    except ValueError:
        return None
    found: Visit | None = Visit.objects.select_related("organisation").filter(uuid=submission.visit).first()
    return found
