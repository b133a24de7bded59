"""Freeze a document: keep its bytes in every format; withdraw it with a reason."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.documents.enums import Audience, Format, Kind
from guanmo.stages.documents.errors import AlreadyWithdrawn
from guanmo.stages.documents.models import Document, DocumentFile, Withdrawal
from guanmo.stages.documents.rules import may_withdraw
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rounds.domain.limits import fitting, written
from guanmo.stages.rounds.models import Round


@dataclass(frozen=True, slots=True)
class Cover:
    """What the register knows of a document besides its content."""

    kind: Kind
    title: str
    issuer: Organisation
    audience: Audience
    number: str = ""
    organisation: Organisation | None = None
    round: Round | None = None


@transaction.atomic
def issue_document(cover: Cover, rendered: Mapping[Format, bytes], *, by: User | None) -> Document:
    """Keep the rendered document; from now on it never changes. The calling procedure has checked who may."""
    document = Document.objects.create(
        kind=cover.kind,
        title=cover.title,
        number=cover.number,
        issuer=cover.issuer,
        organisation=cover.organisation,
        round=cover.round,
        audience=cover.audience,
        issued_by=by,
    )
    files = [
        DocumentFile(document=document, format=format, content=content, digest=hashlib.sha256(content).hexdigest())
        for format, content in rendered.items()
    ]
    DocumentFile.objects.bulk_create(files)
    record("document.issued", document, by=by, number=cover.number, digests={f.format: f.digest for f in files})
    return document


@transaction.atomic
def withdraw_document(document: Document, *, reason: str, by: User) -> Withdrawal:
    """Withdraw an issued document; its bytes stay. Raises NotAllowed, ReasonMissing, TextTooLong, AlreadyWithdrawn."""
    if not may_withdraw(access_of(by), document.issuer.path):
        raise NotAllowed(_("只有印发单位可以撤回公文。"))
    reason = fitting(written(reason, missing=_("请写明撤回的原因。")), name=_("原因"), most=200)
    try:
        with transaction.atomic():
            withdrawal = Withdrawal.objects.create(document=document, reason=reason, by=by)
    except IntegrityError as error:
        raise AlreadyWithdrawn(_("这份公文已经撤回过了。")) from error
    record("document.withdrawn", document, by=by, reason=reason)
    return withdrawal
