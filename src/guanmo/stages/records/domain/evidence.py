"""Keep a file as evidence: on the disk under its SHA-256 first, then in the table; once, however many records it serves."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from guanmo.audit.record import record as note
from guanmo.lib.attached_file import Ready, prepared
from guanmo.lib.whole_file import write_whole
from guanmo.method.recycled import fingerprint
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.records.enums import SIGNED_PAGE, RecordState
from guanmo.stages.records.errors import RecordLocked
from guanmo.stages.records.models import EvidenceFile, Record, RecordEvidence, Supplement, path_of

Uploads = Mapping[str, Sequence["UploadedFile[Any]"]]
ReadyFiles = Mapping[str, Sequence[Ready]]
HeldFiles = Mapping[str, Sequence[EvidenceFile]]


def ready_files(uploads: Uploads) -> dict[str, list[Ready]]:
    """All files checked before anything is written: one bad file refuses them all. Raises AttachmentRefused."""
    return {role: prepared(files) for role, files in uploads.items() if files}


def store_file(organisation: Organisation, ready: Ready, *, by: User | None) -> EvidenceFile:
    """The file's row; the same bytes again, even at the same moment, give the same row."""
    digest = hashlib.sha256(ready.content).hexdigest()
    known = EvidenceFile.objects.filter(organisation=organisation, digest=digest).first()
    if known is None or not path_of(digest).is_file():
        write_whole(path_of(digest), ready.content)
    if known is not None:
        return known
    about = {"name": ready.name, "media_type": ready.media_type, "size": len(ready.content)}
    kept, new = EvidenceFile.objects.get_or_create(
        organisation=organisation, digest=digest, defaults={**about, "fingerprint": _fingerprint(ready), "by": by}
    )
    if new:
        note("evidence.received", kept, by=by, digest=digest)
    return kept


def attach(
    record: Record, file: EvidenceFile, role: str, *, supplement: Supplement | None = None, by: User | None
) -> RecordEvidence:
    """Let a file serve a record. Raises RecordLocked when it is filed and this is neither supplement nor signed page."""
    signs = role == SIGNED_PAGE and record.state == RecordState.AWAITING_SIGNATURES
    if supplement is None and record.state != RecordState.DRAFT and not signs:
        raise RecordLocked(_("记录已经提交，不能直接加材料。请用“更正补充”。"))
    found, _new = RecordEvidence.objects.get_or_create(
        record=record, file=file, role=role, defaults={"supplement": supplement, "by": by}
    )
    return found


def attach_all(record: Record, files: ReadyFiles, *, supplement: Supplement | None = None, by: User | None) -> None:
    """Store and attach files that were made ready."""
    for role, ready in files.items():
        for one in ready:
            attach(record, store_file(record.organisation, one, by=by), role, supplement=supplement, by=by)


def attach_held(record: Record, held: HeldFiles, *, supplement: Supplement | None = None, by: User | None) -> None:
    """Attach files that the organisation has already."""
    for role, files in held.items():
        for one in files:
            attach(record, one, role, supplement=supplement, by=by)


def _fingerprint(ready: Ready) -> str:
    return fingerprint(ready.greys) if ready.greys else ""
