"""Read a member's contact detail: only the own organisation, only with a reason, and every time it is logged."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.errors import ReasonMissing
from guanmo.stages.members.models import Contact, Member
from guanmo.stages.members.rules import may_see_contact
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of


@transaction.atomic
def reveal_contact(member: Member, *, reason: str, by: User) -> str:
    """The contact detail; "" where none is held. Raises NotAllowed, ReasonMissing."""
    if not may_see_contact(access_of(by), member.organisation):
        raise NotAllowed(_("联系方式只供本组织通知党员用，上级不查看。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明为什么要看联系方式。这会记录下来。"))
    record("contact.revealed", member, by=by, reason=reason.strip())
    held = Contact.objects.filter(member=member).first()
    return held.text if held else ""
