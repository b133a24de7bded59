"""How far a long piece of work is; stop it; the file that it made."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest, download
from guanmo.procedures.work_through import resume
from guanmo.stages.documents.domain.run_job import cancel_job
from guanmo.stages.documents.queries import job_file_for, job_for


@require_safe
def job(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The bar, which draws itself again until the work is over; one whose worker stopped is taken up again."""
    found = job_for(request.user, uuid)
    if found.is_still:
        resume()
    return render(request, "desk/documents/job.html", {"job": found, "round": found.round, "file": found.ready})


@require_POST
def cancel(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Stop before the next step."""
    found = job_for(request.user, uuid)
    if cancel_job(found, by=request.user):
        issued = _("已停止。已经印发的仍然有效，以后可以接着印发。")
        messages.success(request, _("已停止，没有生成文件。") if found.makes_file else issued)
    return redirect("desk:jobs-detail", uuid)


@require_safe
def file(request: UserRequest, uuid: UUID) -> FileResponse:
    """The file, for who asked for it and may still have it, while it lies ready."""
    found = job_file_for(request.user, uuid)
    return download(bytes(found.content), found.name, found.media_type)
