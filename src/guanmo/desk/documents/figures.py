"""Where the figures of a document came from, and which of them differ in a copy that comes back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.lib.office_file import FileRefused
from guanmo.stages.documents.enums import Format
from guanmo.stages.documents.importers.altered import Difference, altered
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import document_for, file_for, traced

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Each figure beside what its source says now; an uploaded copy is compared and not kept."""
    document = document_for(request.user, uuid)
    found = traced(request.user, uuid)
    context = {
        "document": document,
        "traced": found[:MOST_SHOWN],
        "more": max(0, len(found) - MOST_SHOWN),
        "changed": [one for one in found if not one.same],
    }
    if request.method == "POST":
        differences, error = _compared(request, document)
        context |= {"checked": not error, "differences": differences, "error": error}
    status = 422 if context.get("error") else 200
    return render(request, "desk/documents/figures.html", context, status=status)


def _compared(request: UserRequest, document: Document) -> tuple[tuple[Difference, ...], str]:
    upload = request.FILES.get("file")
    if upload is None:
        return (), _("请先选择要核对的 Word 文件。")
    issued = bytes(file_for(request.user, document.uuid, Format.DOCX).content)
    try:
        return altered(issued, upload.read()), ""
    except FileRefused as refusal:
        return (), str(refusal)
