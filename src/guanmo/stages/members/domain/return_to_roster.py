"""Put a member who was taken off wrongly, or came back, on the roster again; both stay in the history."""

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.errors import ReasonMissing, WrongStep
from guanmo.stages.members.models import Member, MemberChange
from guanmo.stages.organisations.models import User


@transaction.atomic
def return_to_roster(member: Member, *, reason: str, by: User | None) -> None:
    """Undo the leaving, in the organisation where it was. Raises NotAllowed, ReasonMissing, WrongStep (stands on it)."""
    current = Member.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=member.pk)
    check_keeper(current.organisation, by=by)
    if not reason.strip():
        raise ReasonMissing(_("请写明为什么恢复。"))
    if current.left_on is None:
        raise WrongStep(_("%(name)s已经在花名册上。") % {"name": current.name})
    Member.objects.filter(pk=member.pk).update(left_on=None, leaving="")
    changes = {"left_on": [current.left_on.isoformat(), None]}
    MemberChange.objects.create(member=member, changes=changes, reason=reason.strip(), by=by)
    record("member.returned", member, by=by, reason=reason.strip())
