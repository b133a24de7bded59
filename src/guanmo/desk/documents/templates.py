"""The office's own forms: upload, try with real data, versions, put away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guanmo.desk.documents.downloads import file_response
from guanmo.desk.documents.forms import TemplateForm
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible, Refused
from guanmo.procedures.try_template import try_kept, try_template
from guanmo.stages.documents.domain.keep_template import keep_template, retire_template
from guanmo.stages.documents.enums import Format, Kind
from guanmo.stages.documents.queries import own_template, templates_visible_to
from guanmo.stages.documents.rules import may_keep_any_template
from guanmo.stages.organisations.queries import access_of


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: UserRequest) -> HttpResponse:
    """All versions that the user's offices brought, and a form for the next; a template that fails is not kept."""
    if not may_keep_any_template(access_of(request.user)):
        raise NotVisible
    form = TemplateForm(request.POST or None, request.FILES or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, form)
        except Refused as refusal:
            form.add_error("file", str(refusal))
    found = list(templates_visible_to(request.user))
    newest: dict[tuple[int, str], UUID] = {}
    for one in found:
        newest.setdefault((one.owner_id, one.kind), one.uuid)
    context = {"templates": found, "newest": set(newest.values()), "form": form}
    return render(request, "desk/documents/templates.html", context)


def _keep(request: UserRequest, form: TemplateForm) -> HttpResponse:
    upload, kind, owner = form.cleaned_data["file"], Kind(form.cleaned_data["kind"]), form.owner
    content = upload.read()
    try_template(kind, owner, content)
    template = keep_template(kind, owner, name=upload.name, content=content, by=request.user)
    messages.success(request, _("已保存第%(version)d版。请看一看试填的结果。") % {"version": template.version})
    return redirect("desk:templates-detail", template.uuid)


@require_safe
def template(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One version: which fields it asks for that there are not, and which it leaves out."""
    found = own_template(request.user, uuid)
    trial, error = None, ""
    if not found.retired:
        try:
            trial = try_kept(found)
        except Refused as refusal:
            error = str(refusal)
    return render(request, "desk/documents/template.html", {"template": found, "trial": trial, "error": error})


@require_safe
def preview(request: UserRequest, uuid: UUID) -> HttpResponse:
    """The template filled with the newest real data."""
    found = own_template(request.user, uuid)
    if found.retired:
        raise NotVisible
    trial = try_kept(found)
    return file_response(trial.filled.content, Format.DOCX, f"{found.get_kind_display()} {_('试填')}")


@require_POST
def retire(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Use the house's own form again."""
    retire_template(own_template(request.user, uuid), by=request.user)
    messages.success(request, _("已停用。以后印发用系统自带的格式。"))
    return redirect("desk:templates-list")
