"""What became of each sheet of a phone's file, in words; never a score."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from guanmo.desk.rounds.presenters.held import advice_for
from guanmo.stages.rounds.models import Participant
from guanmo.stages.scoring.domain.import_ballots import Imported, SheetOutcome
from guanmo.stages.scoring.domain.submit_ballot import Receipt
from guanmo.stages.scoring.enums import HELD, HoldCode
from guanmo.stages.scoring.errors import BallotRefused
from guanmo.ui.shapes import Text, Tone


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One sheet of the file."""

    organisation: str
    tone: Tone
    label: Text
    note: Text = ""


@dataclass(frozen=True, slots=True)
class ImportView:
    judge: Participant
    rows: Sequence[OutcomeRow]
    photos: int
    refused: Sequence[str]


def import_view(imported: Imported) -> ImportView:
    """The outcome of a file as a table; a photo's refusal is told once for each reason."""
    refused = list(dict.fromkeys(str(one) for one in imported.refused))
    return ImportView(imported.judge, [_row(one) for one in imported.sheets], imported.photos, refused)


def _row(outcome: SheetOutcome) -> OutcomeRow:
    name = outcome.visit.organisation.short_name if outcome.visit else _("读不出是哪个组织")
    if outcome.result is None:
        note = _("这一份与手机上的校验码不一致，没有导入。请在手机上重新导出。")
        return OutcomeRow(name, "bad", _("内容损坏"), note)
    if isinstance(outcome.result, BallotRefused):
        return _refused(name, outcome.result)
    return _received(name, outcome.result, outcome.lost_signature)


def _received(name: str, receipt: Receipt, lost_signature: bool) -> OutcomeRow:
    if receipt.version.ballot.in_conflict:
        return OutcomeRow(name, "warn", _("冲突"), _("已收到；这位评委对这个组织还有另一份，请在“冲突”中决定。"))
    if receipt.is_new and lost_signature:
        note = _("签名用的密钥不是这位评委的手机自己登记的，这一份按没有签名计入。请向评委本人核实。")
        return OutcomeRow(name, "warn", _("已计入"), note)
    if receipt.is_new:
        return OutcomeRow(name, "good", _("已计入"))
    return OutcomeRow(name, "mute", _("先前已收到"))


def _refused(name: str, refusal: BallotRefused) -> OutcomeRow:
    if refusal.code == HoldCode.OTHER_ROUND:
        return OutcomeRow(name, "warn", _("另一轮"), _("属于另一轮观摩，已留存，由那一轮的组织者受理。"))
    if refusal.code in HELD:
        return OutcomeRow(name, "warn", HoldCode(refusal.code).label, advice_for(refusal.code))
    label = HoldCode(refusal.code).label if refusal.code in HoldCode.values else _("没有计入")
    return OutcomeRow(name, "bad", label, advice_for(refusal.code))
