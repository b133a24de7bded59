"""Issue what an office wrote on its own: a 函 or a 纪要, numbered and frozen (GB/T 9704-2012)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.procedures.publish import publish
from guanmo.stages.documents.composers.issuer import issuing_unit
from guanmo.stages.documents.composers.written import Letter, Minutes, letter_content, minutes_content
from guanmo.stages.documents.domain.issue_document import Cover
from guanmo.stages.documents.domain.next_number import next_number, series_word
from guanmo.stages.documents.enums import Audience, Kind
from guanmo.stages.documents.errors import NotReady
from guanmo.stages.documents.models import Document
from guanmo.stages.documents.rules import may_write
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of


@transaction.atomic
def publish_letter(issuer: Organisation, letter: Letter, *, by: User) -> Document:
    """Issue a letter, for the office's own people and the county. Raises NotAllowed."""
    unit, number = _numbered(issuer, Kind.LETTER, by)
    content = letter_content(unit, letter, number=number, today=timezone.localdate())
    return publish(Cover(Kind.LETTER, content.title, unit, Audience.ORGANISATION, number), content, by=by)


@transaction.atomic
def publish_minutes(issuer: Organisation, minutes: Minutes, *, by: User) -> Document:
    """Issue minutes, for the same readers. Raises NotAllowed, NotReady (a meeting that has not been held)."""
    if minutes.held_on > timezone.localdate():
        raise NotReady(_("会议还没有开，不能印发纪要。请核对会议日期。"))
    unit, number = _numbered(issuer, Kind.MINUTES, by)
    content = minutes_content(unit, minutes, number=number, today=timezone.localdate())
    return publish(Cover(Kind.MINUTES, content.title, unit, Audience.ORGANISATION, number), content, by=by)


def _numbered(issuer: Organisation, kind: Kind, by: User) -> tuple[Organisation, str]:
    """In whose name, with which number; the office writes, the county issues for its department."""
    if not may_write(access_of(by), issuer.pk):
        raise NotAllowed(_("只有乡镇（街道）和县委组织部可以印发本单位的函和纪要。"))
    unit = issuing_unit(issuer)
    return unit, next_number(unit, word=series_word(unit, kind), year=timezone.localdate().year)
