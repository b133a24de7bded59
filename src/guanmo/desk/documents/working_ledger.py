"""The working ledger as .xlsx: everything that the user may see of the rectification (S0-3.1-m, S1-L-a)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.stages.documents.composers.working_ledger import working_ledger
from guanmo.stages.documents.enums import Format
from guanmo.stages.documents.exporters import to_xlsx
from guanmo.stages.rectification.queries import keeping_unit, rows_of_round
from guanmo.stages.rounds.queries import round_for


@require_safe
def of_round(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The rows of one round in the columns that an office works with."""
    round, unit = round_for(request.user, uuid), keeping_unit(request.user)
    if unit is None:
        raise NotVisible
    content = working_ledger(unit, rows_of_round(request.user, round), today=timezone.localdate())
    return file_response(to_xlsx(content), Format.XLSX, f"{round.title} {content.title}")
