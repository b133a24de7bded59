"""Promote a praised practice into the library that everybody may read; withdraw it with a reason (S0-3.1-q)."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.errors import WrongStep
from guanmo.stages.rounds.models import Practice, PracticeWithdrawal, Praise
from guanmo.stages.rounds.queries.practices import promoter_for
from guanmo.stages.rounds.rules import may_promote


@transaction.atomic
def promote(praise: Praise, *, title: str, text: str, by: User) -> Practice:
    """Put the practice into the library. Raises NotAllowed, ReasonMissing, TextTooLong, WrongStep (promoted before)."""
    promoter = promoter_for(by, praise)
    if promoter is None:
        raise NotAllowed(_("只有乡镇（街道）或县委组织部可以推广典型。"))
    title = fitting(written(title, missing=_("请写标题。")), name=_("标题"), most=80)
    text = written(text, missing=_("请写明具体做法和效果。"))
    practice = _insert(praise, promoter, title, text, by)
    record("practice.promoted", practice, by=by, organisation=praise.visit.organisation.code)
    return practice


def _insert(praise: Praise, promoter: Organisation, title: str, text: str, by: User) -> Practice:
    try:
        with transaction.atomic():
            return Practice.objects.create(praise=praise, promoter=promoter, title=title, text=text, by=by)
    except IntegrityError as error:
        raise WrongStep(_("这个做法已经推广过了，请到典型库查看。")) from error


@transaction.atomic
def withdraw_practice(practice: Practice, *, reason: str, by: User) -> PracticeWithdrawal:
    """Take a practice out of the library. Raises NotAllowed, ReasonMissing, TextTooLong, WrongStep (withdrawn before)."""
    if not may_promote(access_of(by), practice.promoter.path):
        raise NotAllowed(_("只有推广单位或县委组织部可以撤下典型。"))
    reason = fitting(written(reason, missing=_("请写明撤下的原因。")), name=_("原因"), most=200)
    try:
        with transaction.atomic():
            withdrawal = PracticeWithdrawal.objects.create(practice=practice, reason=reason, by=by)
    except IntegrityError as error:
        raise WrongStep(_("这个典型已经撤下了。")) from error
    record("practice.withdrawn", practice, by=by, reason=reason)
    return withdrawal
