"""The working ledger as .xlsx: everything that the user may see of the rectification (S0-3.1-m, S1-L-a)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.documents import preparing
from guanmo.desk.documents.downloads import file_response
from guanmo.desk.documents.preparing import prepare_table
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.composers.working_ledger import working_ledger
from guanmo.stages.documents.enums import Format, JobKind
from guanmo.stages.documents.exporters import to_xlsx
from guanmo.stages.rectification.queries import keeping_unit, rows_of_round
from guanmo.stages.rounds.queries import round_for


@require_http_methods(["GET", "HEAD", "POST"])
def of_round(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The rows of one round in the columns that an office works with; very many are written beside the pages."""
    round, unit = round_for(request.user, uuid), keeping_unit(request.user)
    if unit is None:
        raise NotVisible
    rows = rows_of_round(request.user, round)
    if (count := rows.count()) > preparing.MOST_ROWS:
        kind = JobKind.WORKING_LEDGER
        return prepare_table(request, kind, unit, count, title=_("导出工作台账"), round=round, asked={})
    content = working_ledger(unit, rows, today=timezone.localdate())
    return file_response(to_xlsx(content), Format.XLSX, f"{round.title} {content.title}")
