"""The register of regulations: the list, checking one, adding one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from guanmo.desk.http import UserRequest
from guanmo.desk.members.views.form_page import answer_form
from guanmo.desk.members.views.pages import below
from guanmo.desk.structure.presenters.regulations import regulations_page
from guanmo.lib.refusal import NotVisible
from guanmo.stages.organisations.domain.keep_regulation import keep_regulation
from guanmo.stages.organisations.forms.structure import RegulationForm
from guanmo.stages.organisations.models import Regulation
from guanmo.stages.organisations.queries import access_of, regulation_for
from guanmo.stages.organisations.rules import may_keep_regulations


@require_GET
def regulation_list(request: UserRequest) -> HttpResponse:
    return render(request, "desk/structure/list.html", {"page": regulations_page(request.user)})


@require_http_methods(["GET", "POST"])
def regulation_create(request: UserRequest) -> HttpResponse:
    """A regulation that is not in the register yet."""
    return _keep(request, None)


@require_http_methods(["GET", "POST"])
def regulation_edit(request: UserRequest, regulation: str) -> HttpResponse:
    """Check one against its official text, correct it, say since when it holds no more."""
    return _keep(request, regulation_for(request.user, regulation))


def _keep(request: UserRequest, one: Regulation | None) -> HttpResponse:
    if not may_keep_regulations(access_of(request.user)):
        raise NotVisible
    form = RegulationForm(request.POST or None, initial=vars(one) if one else {})
    title = _("核对法规") if one else _("登记法规")
    hint = _("对照正式文本核对全称、制定机关和施行日期；保存就算核对过，以前的登记仍可查。")
    page = below("desk:regulations-list", _("党内法规"), title, _("保存"), str(one or ""), hint=hint)

    def act() -> None:
        keep_regulation(form.cleaned_data, code=one.code if one else "", by=request.user)

    return answer_form(request, form, page, act, _("已保存。"))
