"""The register of issued documents, one document, its files, its withdrawal."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from guanmo.desk.documents.downloads import file_response, format_of
from guanmo.desk.documents.forms import RegisterFilter
from guanmo.desk.documents.glyphs import asks_about_glyphs, issued
from guanmo.desk.http import UserRequest
from guanmo.desk.results.versions import superseded
from guanmo.lib.refusal import Refused
from guanmo.procedures.glyphs import GlyphsMissing
from guanmo.procedures.publish import withdraw as withdraw_by_notice
from guanmo.stages.documents.enums import DocumentState, Kind
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.queries import document_for, file_for, planning_units, seal_replaced_since, template_units
from guanmo.stages.documents.queries import register as registered
from guanmo.stages.documents.rules import may_keep_any_template, may_withdraw
from guanmo.stages.organisations.queries import access_of

PER_PAGE = 50


@require_safe
def documents(request: UserRequest) -> HttpResponse:
    """The documents that the user may see, filtered by kind, state and words."""
    form = RegisterFilter(request.GET)
    page = Paginator(registered(request.user, form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "documents": page.object_list,
        "form": form,
        "filtered": any(request.GET.values()),
        "planners": planning_units(request.user),
        "writers": template_units(request.user),
        "keeps_templates": may_keep_any_template(access_of(request.user)),
    }
    return render(request, "desk/documents/list.html", context)


@require_safe
def detail(request: UserRequest, uuid: UUID) -> HttpResponse:
    """One document: what the register knows, its files and their SHA-256."""
    return _page(request, document_for(request.user, uuid))


@require_safe
def file(request: UserRequest, uuid: UUID, format: str) -> HttpResponse:
    """The frozen bytes in one format."""
    found = file_for(request.user, uuid, format_of(format))
    name = f"{found.document.number} {found.document.title}".strip()
    return file_response(bytes(found.content), format_of(format), name)


@require_POST
@asks_about_glyphs
def withdraw(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Withdraw the document with a reason; what was written stays when it is refused."""
    document, reason = document_for(request.user, uuid), request.POST.get("reason", "")
    try:
        notice = issued(request, lambda: withdraw_by_notice(document, reason=reason, by=request.user))
    except GlyphsMissing:
        raise
    except Refused as refusal:
        return _page(request, document_for(request.user, uuid), reason=reason, error=str(refusal))
    told = _("已撤回，撤回通知的文号是%(number)s。原文件仍然保存，状态显示为“已撤回”。")
    messages.success(request, told % {"number": notice.number})
    return redirect("desk:documents-detail", uuid)


def _page(request: UserRequest, document: Document, *, reason: str = "", error: str = "") -> HttpResponse:
    in_force = document.state == DocumentState.ISSUED
    replaced = seal_replaced_since(request.user, document)
    context = {
        "document": document,
        "issued": in_force,
        "superseded": superseded(replaced) if replaced else "",
        "may_withdraw": in_force
        and document.kind != Kind.WITHDRAWAL
        and may_withdraw(access_of(request.user), document.issuer.path),
        "reason": reason,
        "error": error,
    }
    return render(request, "desk/documents/detail.html", context, status=409 if error else 200)
