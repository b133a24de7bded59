"""A file that takes too long to wait for is offered: what it will be, how large; it is then made beside the pages."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from guanmo.desk.http import UserRequest
from guanmo.procedures.work_through import begin_beside, long_table
from guanmo.stages.documents.domain.run_job import Task
from guanmo.stages.documents.enums import JobKind
from guanmo.stages.documents.queries import own_files
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.rounds.models import Round

MOST_ROWS = 3000
"""So many rows are written into a spreadsheet while the browser waits, in a few seconds."""


def prepare(request: UserRequest, task: Task, *, title: str, size: str) -> HttpResponse:
    """The offer; when it is taken, the page on which one sees how far the file is. Raises JobRunning."""
    if request.method == "POST":
        return redirect("desk:jobs-detail", begin_beside(task, by=request.user).uuid)
    files = own_files(request.user, task.kind)
    context = {
        "title": title,
        "size": size,
        "round": task.round,
        "jobs": files,
        "is_table": task.kind != JobKind.PAPERS,
    }
    return render(request, "desk/documents/prepare.html", context)


def prepare_table(
    request: UserRequest,
    kind: JobKind,
    unit: Organisation,
    rows: int,
    *,
    title: str,
    round: Round | None,
    asked: dict[str, str],
) -> HttpResponse:
    """The offer of a spreadsheet of so many rows. Raises JobRunning."""
    task = long_table(kind, unit, rows, round=round, asked=asked)
    return prepare(request, task, title=title, size=_("%(rows)d行") % {"rows": rows})
