"""Two people sign at the end of a record; with both signatures it is locked (S1-V-2.2-c)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.stages.organisations.enums import Duty
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import holds
from guanmo.stages.records.domain.evidence import attach_all, ready_files
from guanmo.stages.records.domain.keep_record import advance, check_keeper, digest_of, lock
from guanmo.stages.records.domain.limits import fitting
from guanmo.stages.records.enums import SIGNED_PAGE, RecordState, SignatureRole
from guanmo.stages.records.errors import RecordIncomplete, SignatureRefused
from guanmo.stages.records.models import Record, Signature

_LONGEST_NAME = 60


@transaction.atomic
def sign_record(record: Record, role: SignatureRole, *, by: User) -> Record:
    """Sign as secretary or recorder. Raises NotAllowed, SignatureRefused (not open, signed already, the same person twice)."""
    record = _open(record)
    if not holds(by, record.organisation, list(Duty)):
        raise NotAllowed(_("只有本组织的人可以签字。"))
    if role == SignatureRole.SECRETARY and not holds(by, record.organisation, [Duty.SECRETARY]):
        raise SignatureRefused(_("书记一栏只能由书记本人签。"))
    _sign(record, role, by.name, user=by, on_paper=False, by=by)
    return _locked_when_complete(record, by)


def sign_on_paper(
    record: Record, names: Mapping[SignatureRole, str], *, scan: Sequence["UploadedFile[Any]"] = (), by: User
) -> Record:
    """Enter who signed in the record book, with the ``scan`` of that page where it is not among the evidence yet.

    Who signed here already needs no paper. Raises NotAllowed, SignatureRefused, RecordIncomplete (no scan),
    AttachmentRefused.
    """
    check_keeper(record.organisation, by)
    ready = ready_files({SIGNED_PAGE: scan})
    with transaction.atomic():
        record = _open(record)
        attach_all(record, ready, by=by)
        if not record.evidence.exists():
            raise RecordIncomplete(_("请先上传签了字的会议记录（拍照或扫描），再登记纸质签字。"), code="no_scan")
        for role in map(SignatureRole, record.type.ledger.signatures):
            if role not in valid_signatures(record):
                name = fitting(names.get(role, ""), name=_("姓名"), most=_LONGEST_NAME)
                _sign(record, role, name, user=None, on_paper=True, by=by)
        return _locked_when_complete(record, by)


@transaction.atomic
def return_record(record: Record, *, reason: str, by: User) -> Record:
    """Give it back to be corrected before it is locked; signatures so far count no more. Raises NotAllowed, SignatureRefused."""
    check_keeper(record.organisation, by)
    record = _open(record)
    if not reason.strip():
        raise SignatureRefused(_("请写明为什么退回修改。"), code="no_reason")
    advance(record, RecordState.DRAFT, reason=fitting(reason, name=_("原因")), by=by)
    return record


def valid_signatures(record: Record) -> dict[str, Signature]:
    """Those that stand for what the record says now, after it was filed last, by role."""
    digest, filed = digest_of(record), record.transitions.filter(target=RecordState.AWAITING_SIGNATURES).last()
    if filed is None:
        return {}
    return {one.role: one for one in record.signatures.filter(digest=digest, at__gte=filed.at)}


def _open(record: Record) -> Record:
    record = lock(record)
    if record.state != RecordState.AWAITING_SIGNATURES:
        raise SignatureRefused(_("这份记录现在是“%(state)s”，不能签字。") % {"state": record.get_state_display()})
    return record


def _sign(record: Record, role: SignatureRole, name: str, *, user: User | None, on_paper: bool, by: User) -> None:
    signed = valid_signatures(record)
    if role not in record.type.ledger.signatures or role in signed:
        raise SignatureRefused(_("“%(role)s”一栏已经签过了。") % {"role": role.label})
    if not name:
        raise SignatureRefused(_("请写明“%(role)s”是谁签的。") % {"role": role.label})
    if any(one.name == name or (user is not None and one.user_id == user.pk) for one in signed.values()):
        raise SignatureRefused(_("书记和记录人要由两个人分别签字。"), code="same_person")
    Signature.objects.create(
        record=record, role=role, name=name, user=user, on_paper=on_paper, digest=digest_of(record), by=by
    )


def _locked_when_complete(record: Record, by: User) -> Record:
    if set(valid_signatures(record)) >= set(record.type.ledger.signatures):
        advance(record, RecordState.LOCKED, by=by)
    return record
