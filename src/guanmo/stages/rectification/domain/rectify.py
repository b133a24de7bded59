"""The organisation puts a problem right: accepts it, and submits what it did with evidence (workflows.md 4)."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.lib.attached_file import prepared
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.attach import attach
from guanmo.stages.rectification.domain.transition import advance_row, check_complete, lock_row
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import LedgerRow, RowTransition
from guanmo.stages.rectification.rules import may_answer
from guanmo.stages.rounds.domain.limits import written


@transaction.atomic
def start_rectification(row: LedgerRow, *, by: User) -> RowTransition:
    """Accept the row and begin; a problem of a self-check needs no notice. Raises NotAllowed, RowIncomplete, WrongRowStep."""
    _check_rectifier(row, by)
    check_complete(row)
    return advance_row(row, RowState.IN_RECTIFICATION, by=by)


def submit_rectification(
    row: LedgerRow, *, done: str, files: Sequence["UploadedFile[Any]"] = (), by: User
) -> RowTransition:
    """Submit what was done, with any files, for the look-back. Raises NotAllowed, ReasonMissing, AttachmentRefused, WrongRowStep.

    All files are checked and made ready before the first step is written: one bad file refuses the whole submission.
    """
    _check_rectifier(row, by)
    done = written(done, missing=_("请写明整改情况：做了什么、什么时候做的。"))
    ready = prepared(files)
    with transaction.atomic():
        if lock_row(row).state in (RowState.NOTIFIED, RowState.ENTERED):
            check_complete(row)
            advance_row(row, RowState.IN_RECTIFICATION, by=by)
        transition = advance_row(row, RowState.SUBMITTED, note=done, by=by)
        for file in ready:
            attach(transition, file)
    return transition


def _check_rectifier(row: LedgerRow, by: User) -> None:
    """The organisation itself; or the township for one that works on paper, which then may not accept it itself."""
    if not may_answer(access_of(by), row.organisation.path, row.organisation_id):
        raise NotAllowed(_("只有责任单位可以填写整改情况。"))
