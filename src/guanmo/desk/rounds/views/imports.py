"""Bring in the file of a phone that cannot send."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.rounds.access import round_run_by
from guanmo.desk.rounds.forms import ExportForm
from guanmo.desk.rounds.presenters.imports import ImportView, import_view
from guanmo.desk.rounds.presenters.intake import tabs_of, waiting_of
from guanmo.stages.rounds.models import Round
from guanmo.stages.scoring.domain.import_ballots import import_ballots
from guanmo.stages.scoring.errors import ImportRefused
from guanmo.stages.scoring.importers.phone_export import read_export


@require_http_methods(["GET", "HEAD", "POST"])
def import_export(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The upload; after it a table with the outcome of each sheet."""
    round = round_run_by(request.user, uuid)
    form = ExportForm(request.POST or None, request.FILES or None) if request.method == "POST" else ExportForm()
    outcome = _imported(request, form, round) if form.is_bound and form.is_valid() else None
    tabs = tabs_of(round, waiting_of(request.user, round), "import")
    context = {"round": round, "form": form, "outcome": outcome, "tabs": tabs}
    return render(request, "desk/rounds/import.html", context)


def _imported(request: UserRequest, form: ExportForm, round: Round) -> ImportView | None:
    try:
        export = read_export(form.cleaned_data["file"].read())
        return import_view(import_ballots(export, round=round, by=request.user))
    except ImportRefused as refusal:
        form.add_error("file", str(refusal))
        return None
