"""Withdraw an issued document; what says so is a document of its own."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.documents.enums import DocumentState, Kind
from guanmo.stages.documents.errors import AlreadyWithdrawn
from guanmo.stages.documents.models import Document, Withdrawal
from guanmo.stages.documents.rules import may_withdraw
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written


def reason_to_withdraw(document: Document, reason: str, *, by: User) -> str:
    """The reason as it will be printed. Raises NotAllowed, ReasonMissing, TextTooLong, AlreadyWithdrawn."""
    if not may_withdraw(access_of(by), document.issuer.path):
        raise NotAllowed(_("只有印发单位可以撤回公文。"))
    if document.kind == Kind.WITHDRAWAL:
        raise NotAllowed(_("撤回通知不能再撤回。原来的公文仍要用的，请重新印发。"))
    if document.state == DocumentState.WITHDRAWN:
        raise AlreadyWithdrawn(_("这份公文已经撤回过了。"))
    return fitting(written(reason, missing=_("请写明撤回的原因。")), name=_("原因"), most=200)


@transaction.atomic
def withdraw_document(document: Document, *, notice: Document, reason: str, by: User) -> Withdrawal:
    """Mark the document as withdrawn by ``notice``; its bytes stay. Raises AlreadyWithdrawn when somebody was faster."""
    try:
        with transaction.atomic():
            withdrawal = Withdrawal.objects.create(document=document, notice=notice, reason=reason, by=by)
    except IntegrityError as error:
        raise AlreadyWithdrawn(_("这份公文已经撤回过了。")) from error
    record("document.withdrawn", document, by=by, reason=reason, notice=str(notice.uuid))
    return withdrawal
