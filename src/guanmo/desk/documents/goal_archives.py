"""The goal-management archive of a unit and year as a file, open or closed (S2-3.1-e)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response, format_of
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish import render as rendered
from guanmo.stages.documents.composers.goal_archive import goal_archive
from guanmo.stages.documents.enums import Format
from guanmo.stages.records.domain.oversee import note_reading
from guanmo.stages.records.enums import RecordState
from guanmo.stages.records.queries import is_withdrawn, record_for


@require_safe
def file(request: UserRequest, uuid: UUID, format: str) -> HttpResponse:
    """The archive as Word, PDF or a page to be printed; NotVisible for a draft, one withdrawn, or another ledger."""
    record, wanted = record_for(request.user, uuid), format_of(format)
    counts = record.state == RecordState.LOCKED and not is_withdrawn(record)
    if wanted is Format.XLSX or not counts or not record.type.ledger.closes:
        raise NotVisible
    note_reading(record, by=request.user)
    content = goal_archive(record, today=timezone.localdate())
    return file_response(rendered(content, wanted), wanted, f"{content.title} {content.organisation}")
