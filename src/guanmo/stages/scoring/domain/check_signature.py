"""Check what a judge's phone signed against what the server makes of the sheet (security.md 3.1)."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from guanmo.lib.device_signature import DeviceSignature, read_signature
from guanmo.method.deduction import BallotScore
from guanmo.method.seal.statement import statement
from guanmo.stages.rounds.domain.score_log import judge_names
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.finished import Finished
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused


def check_signature(finished: Finished, score: BallotScore, round: Round) -> DeviceSignature | None:
    """The signature; None where there is none: not every browser can sign, and no judge's scores wait for that.

    Raises BallotRefused, by which the sheet is held, when it is of something else than this sheet.
    """
    if not finished.signature:
        return None
    found = read_signature(finished.signature)
    if found is None or not found.covers(signed_by_phone(finished, score, round)):
        raise BallotRefused(
            _("评分表和手机的签名对不上，没有计入。内容已经留存，请联系本轮组织者核对。"), code=HoldCode.SIGNATURE
        )
    return found


def signed_by_phone(finished: Finished, score: BallotScore, round: Round) -> bytes:
    """What the phone must have signed."""
    sheet = finished.submission
    (judge,) = judge_names(round, [finished.by.uuid])
    return statement(
        judge,
        str(sheet.id),
        finished.digest,
        str(sheet.visit),
        str(sheet.previous) if sheet.previous else None,
        vetoed=score.vetoed,
        deducted=points_off(score),
    )


def points_off(score: BallotScore) -> Mapping[str, str]:
    """The points off each item from which something was taken, as text."""
    return {item.key: f"{item.deducted:.2f}" for item in score.items if item.deducted}
