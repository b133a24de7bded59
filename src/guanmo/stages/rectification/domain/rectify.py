"""The organisation puts a problem right: accepts it, and submits what it did with evidence (workflows.md 4)."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.attach import attach
from guanmo.stages.rectification.domain.transition import advance_row
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import LedgerRow, RowTransition
from guanmo.stages.rectification.rules import may_keep_ledger, may_rectify
from guanmo.stages.rounds.errors import ReasonMissing


@transaction.atomic
def start_rectification(row: LedgerRow, *, by: User) -> RowTransition:
    """Accept the row and begin. Raises NotAllowed, WrongRowStep."""
    _check_rectifier(row, by)
    return advance_row(row, RowState.IN_RECTIFICATION, by=by)


@transaction.atomic
def submit_rectification(
    row: LedgerRow, *, done: str, files: Sequence[UploadedFile] = (), by: User
) -> RowTransition:
    """Submit what was done, with any files, for the look-back. Raises NotAllowed, ReasonMissing, FileRefused, WrongRowStep."""
    _check_rectifier(row, by)
    if not done.strip():
        raise ReasonMissing(_("请写明整改情况：做了什么、什么时候做的。"))
    if row.state == RowState.NOTIFIED:
        advance_row(row, RowState.IN_RECTIFICATION, by=by)
    transition = advance_row(row, RowState.SUBMITTED, note=done.strip(), by=by)
    for file in files:
        attach(transition, file)
    return transition


def _check_rectifier(row: LedgerRow, by: User) -> None:
    """The organisation itself; or the township for one that works on paper, which then may not accept it itself."""
    access = access_of(by)
    if not may_rectify(access, row.organisation_id) and not may_keep_ledger(access, row.organisation.path):
        raise NotAllowed(_("只有责任单位可以填写整改情况。"))
