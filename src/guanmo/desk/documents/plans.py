"""Write and issue the implementation plan of the own organisation (S0-1-a)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.documents.forms import PlanForm
from guanmo.desk.documents.writing import Writing, write
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish_plan import publish_plan
from guanmo.stages.documents.composers.bulletin import body_to_text
from guanmo.stages.documents.composers.plans import basis_from_text, proposed_plan
from guanmo.stages.documents.content import PlanContent
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.rules import may_issue_plan
from guanmo.stages.organisations.queries import access_of, organisation_for


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Title, basis and text; for anybody but the organisation's own people the page does not exist."""
    issuer = organisation_for(request.user, uuid)
    if not may_issue_plan(access_of(request.user), issuer.pk):
        raise NotVisible
    year = timezone.localdate().year
    writing = Writing(
        kind=Kind.PLAN,
        issuer=issuer,
        round=None,
        title=_("印发实施方案"),
        note=_("写明依据哪些文件；“……”处填写本单位的内容。印发后不能修改，只能撤回。"),
        form=PlanForm,
        initial={
            "title": f"{issuer.short_name}{year}年基层党建观摩、检查、测评工作实施方案",
            "basis": "",
            "body": body_to_text(proposed_plan()),
        },
        compose=lambda form: PlanContent(
            form.cleaned_data["title"],
            issuer.name,
            timezone.localdate(),
            basis_from_text(form.cleaned_data["basis"]),
            form.paragraphs(),
        ),
        issue=lambda form: publish_plan(
            issuer,
            title=form.cleaned_data["title"],
            basis=form.cleaned_data["basis"],
            body=form.paragraphs(),
            by=request.user,
        ),
    )
    return write(request, writing)
