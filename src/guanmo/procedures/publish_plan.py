"""Issue the implementation plan of an organisation with its basis documents (S0-1-a)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.issuer import issuing_unit
from guanmo.stages.documents.composers.plans import basis_from_text
from guanmo.stages.documents.content import Paragraph, PlanContent
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.rules import may_issue_plan
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@transaction.atomic
def publish_plan(issuer: Organisation, *, title: str, basis: str, body: tuple[Paragraph, ...], by: User) -> Document:
    """Issue the plan with a number; ``basis`` is one document a line. Raises NotAllowed, BasisUnclear."""
    if not may_issue_plan(access_of(by), issuer.pk):
        raise NotAllowed(_("只能印发本单位的实施方案。"))
    today = timezone.localdate()
    content = PlanContent(title, issuer.name, today, basis_from_text(basis), body)
    unit = issuing_unit(issuer)
    number = next_number(unit, word=series_word(unit, Kind.PLAN), year=today.year)
    audience = Audience.TOWNSHIP if unit == issuer else Audience.COUNTY
    cover = Cover(Kind.PLAN, title, unit, audience, number)
    return publish(cover, content, by=by)
