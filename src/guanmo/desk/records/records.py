"""One record: what it says, who signed, what it lacks, what was added; and the steps that are possible now."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.http import UserRequest, download
from guanmo.desk.records.detail import page_of
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.enums import Format
from guanmo.stages.records.domain.close_record import close_record
from guanmo.stages.records.domain.keep_record import file_record
from guanmo.stages.records.domain.oversee import note_download, note_reading, promote
from guanmo.stages.records.domain.sign_record import return_record, sign_on_paper, sign_record
from guanmo.stages.records.domain.supplement import withdraw_record
from guanmo.stages.records.enums import RecordState, SignatureRole
from guanmo.stages.records.exporters.pairing_book import pairing_book
from guanmo.stages.records.models import path_of
from guanmo.stages.records.queries import activities_of, file_for, record_for


@require_safe
def record_detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The page of a record."""
    record = record_for(request.user, uuid)
    note_reading(record, by=request.user)
    return render(request, "desk/records/record.html", {"record": record, "page": page_of(request.user, record)})


@require_POST
def record_file(request: UserRequest, uuid: UUID) -> HttpResponse:
    """File a draft that is complete."""
    file_record(record_for(request.user, uuid), by=request.user)
    messages.success(request, _("已提交。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_sign(request: UserRequest, uuid: UUID, role: str) -> HttpResponse:
    """Sign as secretary or recorder."""
    sign_record(record_for(request.user, uuid), SignatureRole(role), by=request.user)
    messages.success(request, _("已签字。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_sign_on_paper(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Enter the names that stand in the record book."""
    names = {role: request.POST.get(role.value, "") for role in SignatureRole}
    scan = request.FILES.getlist("scan")
    sign_on_paper(record_for(request.user, uuid), names, scan=scan, by=request.user)
    messages.success(request, _("已登记纸质签字，记录已归档。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_return(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Give a record back before it is locked."""
    return_record(record_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已退回修改，已经签的字不再有效。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_withdraw(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Let a record count no more."""
    withdraw_record(record_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已作废，不再计数。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_close(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Close what was kept for a year."""
    close_record(record_for(request.user, uuid), by=request.user)
    messages.success(request, _("已结档，以后只能查阅和导出。"))
    return redirect("desk:records-detail", uuid)


@require_POST
def record_promote(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Put a record into its library."""
    promote(record_for(request.user, uuid), reason=request.POST.get("reason", ""), by=request.user)
    messages.success(request, _("已入库，各组织都能看到。"))
    return redirect("desk:records-detail", uuid)


@require_safe
def evidence(request: UserRequest, uuid: UUID) -> FileResponse:
    """A file as a download: never shown inline, never sniffed."""
    found = file_for(request.user, uuid)
    note_download(found, by=request.user)
    return download(path_of(found.digest).open("rb"), found.name, found.media_type)


@require_safe
def pairing_file(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The co-building ledger of a pairing by the record of its plan; NotVisible for a draft or another ledger."""
    plan = record_for(request.user, uuid)
    if plan.type.code != "pairing_plan" or plan.state != RecordState.LOCKED:
        raise NotVisible
    book = pairing_book(plan, activities_of(request.user, plan))
    return file_response(book, Format.XLSX, f"{plan.organisation.short_name}共建台账")
