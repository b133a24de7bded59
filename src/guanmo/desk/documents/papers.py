"""The papers of one organisation, and which organisations owe a report this year (S2-2.1.1-b, S2-3.6-a, S4-6d)."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.documents.forms import PaperForm
from guanmo.desk.http import UserRequest, download
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.stages.documents.domain.file_paper import PaperFacts, file_paper, receive_paper
from guanmo.stages.documents.enums import PaperKind
from guanmo.stages.documents.queries import paper_for, papers_of, report_counts
from guanmo.stages.documents.rules import may_file_papers, may_receive_papers
from guanmo.stages.organisations.queries import access_of, organisation_for


@require_safe
def reports(request: UserRequest) -> HttpResponse:
    """Organisation by organisation: the reports of this year, and what is missing."""
    year = timezone.localdate().year
    context = {"year": year, "counts": report_counts(request.user, year)}
    return render(request, "desk/documents/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The register of one organisation, and a form for its own people."""
    organisation, access = organisation_for(request.user, uuid), access_of(request.user)
    files = may_file_papers(access, organisation.pk)
    if request.method == "POST" and not files:
        raise NotVisible
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        facts = PaperFacts(
            PaperKind(form.cleaned_data["kind"]), form.cleaned_data["title"].strip(), form.cleaned_data["dated"]
        )
        try:
            paper = file_paper(organisation, facts, form.cleaned_data["file"], by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            messages.success(request, _("已登记第%(version)d版。") % {"version": paper.version})
            return redirect("desk:papers-list", uuid)
    context = {
        "organisation": organisation,
        "papers": papers_of(request.user, organisation),
        "form": form if files else None,
        "receives": may_receive_papers(access, organisation),
    }
    return render(request, "desk/documents/papers.html", context)


@require_safe
def file(request: UserRequest, uuid: UUID) -> FileResponse:
    """The file of a paper as a download."""
    found = paper_for(request.user, uuid)
    return download(bytes(found.content), found.name, found.media_type)


@require_POST
def receipt(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The office above receives a report."""
    found = paper_for(request.user, uuid)
    receive_paper(found, by=request.user)
    messages.success(request, _("已签收。"))
    return redirect("desk:papers-list", found.organisation.uuid)
