"""File a paper of an organisation; receive a report from below (S2-2.1.1-b, S2-3.4-c, S3-1.1-c)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.lib.attached_file import prepared
from guanmo.stages.documents.enums import REPORTS, PaperKind
from guanmo.stages.documents.errors import AlreadyReceived
from guanmo.stages.documents.models import FiledPaper, PaperReceipt
from guanmo.stages.documents.rules import may_file_papers, may_receive_papers
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """What is written on a paper."""

    kind: PaperKind
    title: str
    dated: date


@transaction.atomic
def file_paper(organisation: Organisation, facts: PaperFacts, file: "UploadedFile[Any]", *, by: User) -> FiledPaper:
    """Keep the next version of a paper. Raises NotAllowed, FileRefused (no picture, PDF or .docx, or too large)."""
    if not may_file_papers(access_of(by), organisation.pk):
        raise NotAllowed(_("只能登记本单位的文件和报告。"))
    [ready] = prepared([file])
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    same = FiledPaper.objects.filter(organisation=organisation, kind=facts.kind, title=facts.title)
    paper = FiledPaper.objects.create(
        organisation=organisation,
        kind=facts.kind,
        title=facts.title,
        version=same.count() + 1,
        dated=facts.dated,
        name=ready.name,
        media_type=ready.media_type,
        content=ready.content,
        digest=hashlib.sha256(ready.content).hexdigest(),
        by=by,
    )
    record("paper.filed", paper, by=by, digest=paper.digest)
    return paper


@transaction.atomic
def receive_paper(paper: FiledPaper, *, by: User) -> PaperReceipt:
    """The office above says that it has the report. Raises NotAllowed, AlreadyReceived."""
    if paper.kind not in REPORTS or not may_receive_papers(access_of(by), paper.organisation):
        raise NotAllowed(_("只有上级可以签收报告。"))
    try:
        with transaction.atomic():
            receipt = PaperReceipt.objects.create(paper=paper, by=by)
    except IntegrityError as error:
        raise AlreadyReceived(_("这份报告已经签收过了。")) from error
    record("paper.received", paper, by=by)
    return receipt
