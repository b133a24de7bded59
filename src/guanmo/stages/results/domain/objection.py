"""Object to a provisional result; check again and answer (right of reply). The window is a parameter of the round."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.lib.attached_file import Ready, prepared
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.results.domain.log_answer import log_answer
from guanmo.stages.results.enums import Outcome
from guanmo.stages.results.errors import AlreadyAnswered, ContestsNothing, OwnSheet, WindowClosed
from guanmo.stages.results.models import ChangedLine, Objection, ObjectionAnswer, ObjectionFile, Standing
from guanmo.stages.results.queries.windows import contestable, judged, window_of
from guanmo.stages.results.rules import may_answer_objection, may_object
from guanmo.stages.rounds.domain.limits import written
from guanmo.stages.rounds.domain.transition import lock_round
from guanmo.stages.rounds.enums import RoundState
from guanmo.stages.scoring.models import BallotDeduction


def object_to(
    standing: Standing,
    deductions: Sequence[BallotDeduction],
    *,
    text: str,
    files: Sequence["UploadedFile[Any]"] = (),
    by: User,
) -> Objection:
    """Contest lines of the own provisional result, with material.

    Raises NotAllowed, WindowClosed, ContestsNothing (no line, or one of another organisation), ReasonMissing, AttachmentRefused.
    """
    if not may_object(access_of(by), standing.organisation_id):
        raise NotAllowed(_("只有本组织可以对自己的得分提出异议。"))
    text = written(text, missing=_("请写明异议理由：哪里扣得不对，有什么依据。"))
    ready = prepared(files)
    with transaction.atomic():
        _check_window(standing)
        if not deductions or {one.pk for one in deductions} - {one.pk for one in contestable(standing)}:
            raise ContestsNothing(_("请勾选本组织有异议的扣分。"))
        objection = Objection.objects.create(standing=standing, text=text, by=by)
        objection.deductions.set(deductions)
        for file in ready:
            _attach(objection, file)
        record("objection.made", objection, by=by, lines=len(deductions))
    return objection


def _check_window(standing: Standing) -> None:
    """The round is held, so that it is not classified while somebody objects."""
    round = lock_round(standing.ranking.round)
    window = window_of(standing.ranking)
    if window is None or round.state != RoundState.RANKED or not window.is_open:
        raise WindowClosed(_("现在不在异议期内，不能提出异议。"))


def _attach(objection: Objection, file: Ready) -> None:
    digest = hashlib.sha256(file.content).hexdigest()
    attached = ObjectionFile(objection=objection, name=file.name, media_type=file.media_type, digest=digest)
    attached.file.save(f"{digest}{PurePosixPath(file.name).suffix}", ContentFile(file.content), save=True)


@transaction.atomic
def answer_objection(objection: Objection, points: Mapping[int, Decimal], *, text: str, by: User) -> ObjectionAnswer:
    """Answer after a second look; ``points`` says what contested deductions (by id) are worth now, the others stay.

    Raises NotAllowed, OwnSheet (who took off a contested point does not check it again), ReasonMissing, ContestsNothing
    (a line that was not contested, or more points than before), AlreadyAnswered.
    """
    round = objection.standing.ranking.round
    if not may_answer_objection(access_of(by), round.tier, round.organiser.path, objection.standing.organisation_id):
        raise NotAllowed(_("异议由组织本轮观摩的单位或县委组织部复核。"))
    if judged(by, objection):
        raise OwnSheet(_("有异议的扣分里有您打的，请由其他人复核。"))
    text = written(text, missing=_("请写明复核的情况和结论。"))
    lock_round(round)
    lines = {one.pk: one for one in objection.deductions.all()}
    changed = {pk: value for pk, value in points.items() if pk not in lines or value != lines[pk].points}
    if any(pk not in lines or not 0 <= value <= lines[pk].points for pk, value in changed.items()):
        raise ContestsNothing(_("只能改有异议的扣分，复核后的扣分在0和原来的扣分之间。"))
    answer = _answer(objection, _outcome(changed, len(lines)), text, by)
    ChangedLine.objects.bulk_create(
        ChangedLine(answer=answer, deduction_id=pk, points=value) for pk, value in changed.items()
    )
    record("objection.answered", objection, by=by, outcome=str(answer.outcome), lines=len(changed))
    log_answer(answer)
    return answer


def _outcome(changed: Mapping[int, Decimal], contested: int) -> Outcome:
    if not changed:
        return Outcome.UPHELD
    dropped = sum(value == 0 for value in changed.values())
    return Outcome.ACCEPTED if dropped == contested else Outcome.PARTLY


def _answer(objection: Objection, outcome: Outcome, text: str, by: User) -> ObjectionAnswer:
    try:
        with transaction.atomic():
            return ObjectionAnswer.objects.create(objection=objection, outcome=outcome, text=text, by=by)
    except IntegrityError as error:
        raise AlreadyAnswered(_("这条异议已经答复过了，请刷新页面查看。")) from error
