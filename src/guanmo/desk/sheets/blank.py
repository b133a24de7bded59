"""The blank sheet to print, for any organisation (S0-A-a, S0-A-b)."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guanmo.desk.http import UserRequest
from guanmo.stages.documents.composers.score_sheets import blank_sheet
from guanmo.stages.documents.content import ScoreSheetContent
from guanmo.stages.documents.enums import MEDIA_TYPES, Format
from guanmo.stages.documents.exporters import to_docx, to_pdf, to_xlsx
from guanmo.stages.sheets.errors import DraftNotPrinted
from guanmo.stages.sheets.queries import sheet_for

EXPORTERS: dict[str, Callable[[ScoreSheetContent], bytes]] = {"docx": to_docx, "pdf": to_pdf, "xlsx": to_xlsx}


@require_safe
def of_sheet(request: UserRequest, uuid: UUID, format: str) -> HttpResponse:
    """A published sheet without a name in its head."""
    sheet = sheet_for(request.user, uuid)
    if not sheet.is_published:
        raise DraftNotPrinted(_("草稿还不能打印，请先发布。"))
    return _file(blank_sheet(sheet, today=timezone.localdate()), format, str(sheet))


def _file(content: ScoreSheetContent, format: str, name: str) -> HttpResponse:
    if format not in EXPORTERS:
        raise Http404
    response = HttpResponse(EXPORTERS[format](content), content_type=MEDIA_TYPES[Format(format)])
    filename = quote(_("空白得分表-%(name)s") % {"name": name} + f".{format}", safe="")
    response["Content-Disposition"] = f"attachment; filename=\"blank.{format}\"; filename*=UTF-8''{filename}"
    return response
