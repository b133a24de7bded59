"""From a ballot document to its score: everything that is wrong inside it is named at once (S1-T-a)."""

from django.utils.translation import gettext as _

from guanmo.method.ballot import Submission
from guanmo.method.deduction import BallotScore, DeductionError, Problem, score_ballot
from guanmo.stages.scoring.domain.admit_judge import Place
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused, sentence
from guanmo.stages.scoring.models.ballot import REASON_LIMIT
from guanmo.stages.scoring.models.deduction import FACT_LIMIT

NAMED = 8


def score_submission(submission: Submission, place: Place) -> BallotScore:
    """The score. Raises BallotRefused with one sentence for each thing that is wrong, or for unfinished items.

    A correction needs its reason.
    """
    if submission.previous and not submission.reason:
        raise BallotRefused(_("请写明更正的原因。"), code=HoldCode.REASON_MISSING)
    if len(submission.reason) > REASON_LIMIT:
        raise BallotRefused(_("更正原因最多%(limit)d字，请写短一些。") % {"limit": REASON_LIMIT}, code=HoldCode.INVALID)
    content, left_out = place.yardstick.content, place.visit.not_applicable
    keys = list(content.by_key)
    try:
        score = score_ballot(content, submission.deductions, left_out)
        _check_keys(submission, keys, left_out)
    except DeductionError as error:
        raise BallotRefused(sentence(error.problems), code=HoldCode.INVALID) from error
    _check_finished([key for key in keys if key not in left_out and key not in submission.judged])
    return score


def _check_keys(submission: Submission, keys: list[str], left_out: frozenset[str]) -> None:
    """Raise DeductionError for items without deductions that the sheet does not have, and for reasons without end."""
    found = [Problem("unknown_item", key) for key in sorted(submission.judged.difference(keys))]
    found += [Problem("not_applicable", key) for key in sorted(submission.judged & left_out)]
    found += [
        Problem("reason_too_long", one.key, {"length": len(one.reason), "limit": FACT_LIMIT})
        for one in submission.deductions
        if len(one.reason) > FACT_LIMIT
    ]
    if found:
        raise DeductionError(tuple(found))


def _check_finished(missing: list[str]) -> None:
    if not missing:
        return
    named = _("、").join(missing[:NAMED]) + (_("等") if len(missing) > NAMED else "")
    raise BallotRefused(
        _("还有%(count)d项没有打分：%(keys)s。") % {"count": len(missing), "keys": named}, code=HoldCode.UNFINISHED
    )
