"""Take a member off the roster: the row stays, with the day and one of three reasons."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.members.domain.correct_member import locked
from guanmo.stages.members.domain.end_open_rows import end_open_rows
from guanmo.stages.members.enums import Leaving, TransferState
from guanmo.stages.members.errors import FactsRefused
from guanmo.stages.members.models import Contact, Member, MemberChange, Transfer, TransferStep
from guanmo.stages.members.models.transfer import OPEN
from guanmo.stages.organisations.models import User


@transaction.atomic
def take_off_roster(member: Member, *, left_on: date, leaving: Leaving, by: User | None) -> None:
    """End the membership in this organisation and all that hangs on it; the contact detail is deleted.

    Raises NotAllowed, AlreadyLeft, FactsRefused.
    """
    current = locked(member, by=by)
    if not current.joined_on <= left_on <= timezone.localdate():
        raise FactsRefused(_("离开日期应在入党日期以后、今天以前。请核对。"))
    Member.objects.filter(pk=member.pk).update(left_on=left_on, leaving=leaving)
    Contact.objects.filter(member=member).delete()
    end_open_rows(member, on=left_on)
    _withdraw_transfer(member, left_on, by)
    MemberChange.objects.create(member=member, changes={"left_on": [None, left_on.isoformat()]}, by=by)
    record("member.left", member, by=by, leaving=leaving, left_on=left_on.isoformat())


def _withdraw_transfer(member: Member, on: date, by: User | None) -> None:
    """Who has left is received nowhere: an open transfer ends here."""
    transfer = Transfer.objects.select_for_update(of=("self",)).filter(member=member, state__in=OPEN).first()
    if transfer is None:
        return
    source, transfer.state = transfer.state, TransferState.WITHDRAWN
    TransferStep.objects.create(transfer=transfer, source=source, target=transfer.state, on=on, by=by)
    transfer.save(update_fields=["state"])
    record("transfer.withdrawn", transfer, by=by, on=on.isoformat())
