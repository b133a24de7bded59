"""Receive a judge's finished sheet: lock it as frozen bytes, or keep it aside with a clear sentence (S0-3.1-i).

The same bytes sent again are the same ballot. A ballot is acknowledged only when its row is committed, and closing the
round waits for every ballot that is on its way in (security.md 3.3).
"""

import hashlib

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.deduction import BallotScore, DeductionError, score_ballot
from guanmo.method.sheet import item_key
from guanmo.stages.organisations.models import User
from guanmo.stages.rounds.domain.record_visit import mark_visited
from guanmo.stages.rounds.domain.transition import lock_round_for_ballot
from guanmo.stages.rounds.enums import Attendance, RoundState, VisitState
from guanmo.stages.rounds.models import Participant, Visit
from guanmo.stages.rounds.queries import visits_visible_to
from guanmo.stages.scoring.enums import HoldCode
from guanmo.stages.scoring.errors import BallotRefused, sentence
from guanmo.stages.scoring.models import Ballot, BallotDeduction, BallotVersion, HeldBallot
from guanmo.stages.scoring.queries import judge_of
from guanmo.stages.scoring.rules import is_attending, is_own_organisation
from guanmo.method.ballot import Submission, read_submission
from guanmo.stages.sheets.models import Item, ScoreSheet


def submit_ballot(payload: str, *, by: User) -> BallotVersion:
    """Store one ballot document; see ``method.ballot`` for its form.

    Returns the stored version; sending the same bytes again returns the same one. Raises BallotRefused with a HoldCode
    and a sentence; the document is then kept as a HeldBallot.
    """
    digest = hashlib.sha256(payload.encode()).hexdigest()
    try:
        return _store(payload, digest, by)
    except BallotRefused as refusal:
        HeldBallot.objects.get_or_create(
            by=by, digest=digest, code=refusal.code, defaults={"payload": payload, "message": str(refusal)}
        )
        raise


def _store(payload: str, digest: str, by: User) -> BallotVersion:
    submission = _read(payload)
    try:
        with transaction.atomic():
            return _store_once(submission, payload, digest, by)
    except IntegrityError:
        # Two requests raced for one place; the row that won decides what this one is.
        with transaction.atomic():
            return _store_once(submission, payload, digest, by)


def _store_once(submission: Submission, payload: str, digest: str, by: User) -> BallotVersion:
    known = BallotVersion.objects.filter(pk=submission.id).select_related("ballot__participant").first()
    if known is not None:
        return _same_again(known, digest, by)
    visit, judge = _place(submission, by)
    score = _score(submission, visit)
    ballot, previous = _slot(submission, visit, judge)
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
    )
    _store_deductions(version, submission, visit.sheet)
    record("ballot.submitted", version, by=by, digest=digest)
    return version


def _read(payload: str) -> Submission:
    try:
        return read_submission(payload)
    except ValueError as error:
        raise BallotRefused(_("这份评分表的格式不对，请刷新页面后重新提交。"), code=HoldCode.UNREADABLE) from error


def _same_again(known: BallotVersion, digest: str, by: User) -> BallotVersion:
    if known.digest == digest and known.ballot.participant.user_id == by.pk:
        return known
    raise BallotRefused(
        _("这个编号的评分表已经提交过，而且内容不同。先前提交的没有改变；需要更正请用“更正”。"), code=HoldCode.OTHER_CONTENT
    )


def _place(submission: Submission, by: User) -> tuple[Visit, Participant]:
    """The visit and the judge, with the round held open until the ballot is stored."""
    visit = visits_visible_to(by).filter(uuid=submission.visit).first()
    judge = judge_of(by, visit) if visit else None
    if visit is None or judge is None or not is_attending(judge):
        raise BallotRefused(_("您不是本轮的参加人员，不能打分。"), code=HoldCode.NOT_TAKING_PART)
    visit.round = lock_round_for_ballot(visit.round_id)
    _check_place(visit, judge, submission)
    if visit.state == VisitState.DUE:
        mark_visited(visit)
    if judge.attendance == Attendance.EXPECTED:
        Participant.objects.filter(pk=judge.pk).update(attendance=Attendance.ATTENDED)
    return visit, judge


def _check_place(visit: Visit, judge: Participant, submission: Submission) -> None:
    if is_own_organisation(judge, visit):
        raise BallotRefused(_("本人所在组织由其他人打分，请回避。"), code=HoldCode.OWN_ORGANISATION)
    if visit.round.state != RoundState.IN_PROGRESS:
        raise BallotRefused(
            _("本轮打分已经结束，这份评分表没有计入。内容已经留存，请联系本轮组织者。"), code=HoldCode.SCORING_OVER
        )
    if visit.sheet is None or not visit.round.scoring or visit.state == VisitState.EXCUSED:
        raise BallotRefused(_("%(name)s本轮不打分。") % {"name": visit.organisation}, code=HoldCode.NOT_SCORED)
    if visit.sheet.uuid != submission.sheet:
        raise BallotRefused(
            _("评分表版本不符：本轮用的是%(sheet)s。请刷新页面，内容会保留。") % {"sheet": visit.sheet},
            code=HoldCode.WRONG_SHEET,
        )


def _score(submission: Submission, visit: Visit) -> BallotScore:
    assert visit.sheet is not None
    content, left_out = visit.sheet.content, visit.not_applicable
    try:
        score = score_ballot(content, submission.deductions, left_out)
    except DeductionError as error:
        raise BallotRefused(sentence(error.problems), code=HoldCode.INVALID) from error
    due = {item_key(section.no, item.no) for section, item in content.items} - left_out
    missing = sorted(due - submission.judged)
    if missing:
        raise BallotRefused(
            _("还有%(count)d项没有打分：%(keys)s。") % {"count": len(missing), "keys": "、".join(missing[:8])},
            code=HoldCode.UNFINISHED,
        )
    return score


def _slot(submission: Submission, visit: Visit, judge: Participant) -> tuple[Ballot, BallotVersion | None]:
    """The judge's ballot on this visit and the version that this one corrects."""
    ballot, _created = Ballot.objects.get_or_create(visit=visit, participant=judge)
    valid = ballot.versions.filter(next=None).first()
    if valid is None and submission.previous is None:
        return ballot, None
    if valid is None or valid.pk != submission.previous:
        raise BallotRefused(
            _("您已经提交过%(name)s的评分表，提交后不能再改。需要更正请打开已提交的评分表，点“更正”。")
            % {"name": visit.organisation},
            code=HoldCode.ALREADY_SUBMITTED,
        )
    if not submission.reason:
        raise BallotRefused(_("请写明更正的原因。"), code=HoldCode.REASON_MISSING)
    return ballot, valid


def _store_deductions(version: BallotVersion, submission: Submission, sheet: ScoreSheet | None) -> None:
    items = {str(item): item for item in Item.objects.filter(section__sheet=sheet).select_related("section")}
    BallotDeduction.objects.bulk_create(
        BallotDeduction(
            version=version,
            item=items[deduction.key],
            rule=deduction.rule,
            count=deduction.count,
            points=deduction.points,
            reason=deduction.reason,
        )
        for deduction in submission.deductions
    )
