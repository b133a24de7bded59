"""The record book of an organisation: its entries of one year in their order, and the book to be printed (S1-V-2.2-b)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guanmo.desk.documents.downloads import file_response, format_of
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish import render as rendered
from guanmo.stages.documents.composers.record_book import record_book
from guanmo.stages.documents.content import RecordBookContent
from guanmo.stages.documents.enums import Format
from guanmo.stages.organisations.queries import organisation_for
from guanmo.stages.records.queries import in_the_book
from guanmo.ui.shapes import Choice

YEARS = 3


@require_safe
def of_organisation(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The entries of one year (``?year=``, this one unless said otherwise), entry by entry with its number."""
    this, wanted = timezone.localdate().year, request.GET.get("year", "")
    shown = range(this, this - YEARS, -1)
    year = next((one for one in shown if str(one) == wanted), this)
    organisation = organisation_for(request.user, uuid)
    context = {
        "organisation": organisation,
        "book": _book(request, uuid, year),
        "year": year,
        "years": [Choice(str(one), f"?year={one}", one == year) for one in shown],
    }
    return render(request, "desk/documents/record_book.html", context)


@require_safe
def file(request: UserRequest, uuid: UUID, year: int, format: str) -> HttpResponse:
    """The book as Word, PDF or a page to be printed."""
    wanted = format_of(format)
    if wanted is Format.XLSX or not 2000 <= year <= 2100:
        raise NotVisible
    book = _book(request, uuid, year)
    return file_response(rendered(book, wanted), wanted, f"{book.title} {book.organisation}")


def _book(request: UserRequest, uuid: UUID, year: int) -> RecordBookContent:
    organisation = organisation_for(request.user, uuid)
    records = in_the_book(request.user, organisation, year)
    return record_book(organisation, year, records, today=timezone.localdate())
