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
    said = why_looked(reason, allowed=may_see_contact(access_of(by), member.organisation))
    record("contact.revealed", member, by=by, reason=said)
    held = Contact.objects.filter(member=member).first()
    return held.text if held else ""


def why_looked(reason: str, *, allowed: bool) -> str:
    """The reason as it is logged. Raises NotAllowed, ReasonMissing."""
    if not allowed:
        raise NotAllowed(_("联系方式只供本组织通知党员用，上级不查看。"))
    if not reason.strip():
        raise ReasonMissing(_("请写明为什么要看联系方式。这会记录下来。"))
    return reason.strip()
