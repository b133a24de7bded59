"""The audit log: to read, and to take out as a workbook. For everybody who does not audit there is no such page."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from guanmo.desk.audit.presenters import filter_of, rows, table, things
from guanmo.desk.http import UserRequest, download
from guanmo.stages.organisations.domain.export_audit import export_audit
from guanmo.stages.organisations.exporters.audit_file import audit_file

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def audit_log(request: UserRequest) -> HttpResponse:
    """``?since=&until=&person=&thing=&key=`` choose lines, ``?page=`` turns."""
    asked = request.GET.dict()
    context = {"table": table(request.user, asked), "things": things(), "wanted": filter_of(asked)}
    return render(request, "desk/audit/audit.html", context)


@require_POST
def audit_export(request: UserRequest) -> FileResponse:
    """The same lines as a workbook; that somebody took them is a line too."""
    lines = export_audit(filter_of(request.POST.dict()), by=request.user)
    return download(audit_file(rows(lines)), "audit.xlsx", _XLSX)
