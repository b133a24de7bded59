"""Freeze a document: keep its bytes in every format, and where each figure came from."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import transaction

from guanmo.audit.record import record
from guanmo.stages.documents.content import Figure
from guanmo.stages.documents.enums import Audience, Format, Kind
from guanmo.stages.documents.models import Document, DocumentFile
from guanmo.stages.organisations.models import Organisation, User
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
    figures: tuple[Figure, ...] = ()


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
        figures=[asdict(figure) for figure in cover.figures],
        issued_by=by,
    )
    files = [
        DocumentFile(document=document, format=format, content=content, digest=hashlib.sha256(content).hexdigest())
        for format, content in rendered.items()
    ]
    DocumentFile.objects.bulk_create(files)
    record("document.issued", document, by=by, number=cover.number, digests={f.format: f.digest for f in files})
    return document
