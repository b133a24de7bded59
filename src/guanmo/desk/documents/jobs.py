"""How far a long piece of work is; stop it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.http import UserRequest
from guanmo.procedures.work_through import resume
from guanmo.stages.documents.domain.run_job import cancel_job
from guanmo.stages.documents.queries import job_for


@require_safe
def job(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The bar, which draws itself again until the work is over; one whose worker stopped is taken up again."""
    found = job_for(request.user, uuid)
    if found.is_still:
        resume()
    return render(request, "desk/documents/job.html", {"job": found, "round": found.round})


@require_POST
def cancel(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Stop before the next step."""
    if cancel_job(job_for(request.user, uuid), by=request.user):
        messages.success(request, _("已停止。已经印发的仍然有效，以后可以接着印发。"))
    return redirect("desk:jobs-detail", uuid)
