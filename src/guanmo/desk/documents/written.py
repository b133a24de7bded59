"""Write and issue a 函 or a 纪要 of the own office (GB/T 9704-2012)."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from guanmo.desk.documents.forms import LetterForm, MinutesForm
from guanmo.desk.documents.writing import Writing, write
from guanmo.desk.http import UserRequest
from guanmo.lib.refusal import NotVisible
from guanmo.procedures.publish_written import publish_letter, publish_minutes
from guanmo.stages.documents.composers.issuer import issuing_unit
from guanmo.stages.documents.composers.written import letter_content, minutes_content
from guanmo.stages.documents.enums import Kind
from guanmo.stages.documents.rules import may_write
from guanmo.stages.organisations.models import Organisation
from guanmo.stages.organisations.queries import access_of, organisation_for


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: UserRequest, uuid: UUID) -> HttpResponse:
    """To whom, about what, the text."""
    issuer, today = _own_office(request, uuid), timezone.localdate()
    writing = Writing(
        kind=Kind.LETTER,
        issuer=issuer,
        round=None,
        title=_("印发函"),
        note=_("写给不相隶属的单位：商洽工作、询问和答复问题。印发后不能修改，只能撤回。"),
        form=LetterForm,
        initial={"title": "关于……的函"},
        compose=lambda form: letter_content(issuing_unit(issuer), form.letter, number="", today=today),
        issue=lambda form: publish_letter(issuer, form.letter, by=request.user),
    )
    return write(request, writing)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: UserRequest, uuid: UUID) -> HttpResponse:
    """Which meeting, what was agreed, who was there."""
    issuer, today = _own_office(request, uuid), timezone.localdate()
    writing = Writing(
        kind=Kind.MINUTES,
        issuer=issuer,
        round=None,
        title=_("印发纪要"),
        note=_("写会议议定的事项，不写每个人的发言。印发后不能修改，只能撤回。"),
        form=MinutesForm,
        initial={"held_on": str(today)},
        compose=lambda form: minutes_content(issuing_unit(issuer), form.minutes, number="", today=today),
        issue=lambda form: publish_minutes(issuer, form.minutes, by=request.user),
    )
    return write(request, writing)


def _own_office(request: UserRequest, uuid: UUID) -> Organisation:
    """The office in whose name the user writes; for anybody else the page does not exist."""
    issuer = organisation_for(request.user, uuid)
    if not may_write(access_of(request.user), issuer.pk):
        raise NotVisible
    return issuer
