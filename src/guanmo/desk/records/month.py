"""The monthly sheet of an organisation that has no account: out as .xlsx, and in again."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.documents.enums import Format
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import organisation_for
from guanmo.stages.records.domain.import_month import import_month
from guanmo.stages.records.domain.month_rows import CellProblem, MonthBook, fits_a_row
from guanmo.stages.records.exporters.month_book import month_book
from guanmo.stages.records.importers.month_book import read_month_book
from guanmo.stages.records.models import RecordType
from guanmo.stages.records.queries import holders_of, keeps, ledgers_of, reads


class MonthForm(forms.Form):
    """The filled sheet."""

    file = forms.FileField(label=gettext_lazy("填好的月报表（.xlsx）"))


@require_http_methods(["GET", "POST"])
def month(request: UserRequest, organisation: UUID) -> HttpResponse:
    """How it goes, and the upload; every wrong cell is listed and nothing is written."""
    found = _kept(request, organisation)
    form = MonthForm(request.POST or None, request.FILES or None)
    problems: tuple[CellProblem, ...] = ()
    if form.is_valid():
        try:
            book = _read(found, form.cleaned_data["file"].read())
            problems = book.problems
            counted = import_month(found, book, by=request.user)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            counts = {"new": counted.new, "unchanged": counted.unchanged}
            messages.success(request, _("已记%(new)d条，原来就有的%(unchanged)d条没有变。") % counts)
            return redirect("desk:records-organisation", organisation)
    context = {"form": form, "organisation": found, "problems": problems}
    return render(request, "desk/records/month.html", context)


@require_safe
def month_file(request: UserRequest, organisation: UUID) -> HttpResponse:
    """The empty sheet, with a number in each row."""
    found = _kept(request, organisation)
    names = [words.partition("（")[0] for _key, words in holders_of(found)]
    types = [one for one in _types(found) if reads(request.user, found, one)]
    book = month_book(found, types, names, timezone.localdate())
    return file_response(book, Format.XLSX, f"{found.short_name}台账月报表")


def _read(organisation: Organisation, data: bytes) -> MonthBook:
    names = {words.partition("（")[0]: key for key, words in holders_of(organisation)}
    return read_month_book(data, organisation, _types(organisation), names)


def _types(organisation: Organisation) -> list[RecordType]:
    return [one for one in ledgers_of(organisation) if fits_a_row(one.ledger)]


def _kept(request: UserRequest, uuid: UUID) -> Organisation:
    found = organisation_for(request.user, uuid)
    if not keeps(request.user, found):
        raise NotVisible
    return found
