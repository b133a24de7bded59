"""Move a member's organisational relation: requested and sent by the one branch, received by the other (S1-E-3.5-a)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from guanmo.audit.record import record
from guanmo.method import lifecycle
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.correct_member import locked
from guanmo.stages.members.domain.develop import check_day
from guanmo.stages.members.domain.end_open_rows import end_open_rows
from guanmo.stages.members.domain.take_off_roster import take_off_roster
from guanmo.stages.members.enums import Leaving, TransferState
from guanmo.stages.members.errors import AlreadyOpen, FactsRefused, WrongStep
from guanmo.stages.members.models import Contact, Member, MemberChange, Transfer, TransferStep
from guanmo.stages.members.models.transfer import OPEN
from guanmo.stages.organisations.models import Organisation, User

_MOVES = (TransferState.SENT, TransferState.RECEIVED)
_BY_TARGET = (TransferState.RECEIVED, TransferState.RETURNED)


@transaction.atomic
def request_transfer(
    member: Member, *, target: Organisation | None, target_name: str = "", on: date, by: User | None
) -> Transfer:
    """Open a transfer to ``target``, or out of the county. Raises NotAllowed, AlreadyLeft, AlreadyOpen, FactsRefused."""
    current = locked(member, by=by)
    check_day(on)
    if target == current.organisation or bool(target) == bool(target_name):
        raise FactsRefused(_("请选择县内的另一个党组织，或者填写县外的党组织名称，只填一处。"))
    if Transfer.objects.filter(member=member, state__in=OPEN).exists():
        raise AlreadyOpen(_("%(name)s的组织关系正在接转，不能再办一次。") % {"name": current.name})
    transfer = Transfer.objects.create(
        member=member, source=current.organisation, target=target, target_name=target_name, requested_on=on
    )
    TransferStep.objects.create(transfer=transfer, target=transfer.state, on=on, by=by)
    record("transfer.requested", transfer, by=by, destination=transfer.destination)
    return transfer


@transaction.atomic
def advance_transfer(
    transfer: Transfer, target: TransferState, *, on: date, note: str = "", by: User | None
) -> TransferStep:
    """Take one step. Raises NotAllowed, AlreadyLeft, WrongStep, FactsRefused."""
    if target in _MOVES:
        locked(transfer.member, by=None)  # the member first, as whoever takes him off the roster does
    related = ("source", "target", "member__organisation")
    transfer = Transfer.objects.select_for_update(of=("self",)).select_related(*related).get(pk=transfer.pk)
    check_keeper(acting_unit(transfer, target), by=by)
    check_day(on)
    if not lifecycle.may_follow(lifecycle.TRANSFER, transfer.state, target):
        words = {"state": transfer.get_state_display(), "target": target.label}
        raise WrongStep(_("接转现在是“%(state)s”，不能改为“%(target)s”。请刷新页面查看。") % words)
    step = TransferStep.objects.create(transfer=transfer, source=transfer.state, target=target, on=on, note=note, by=by)
    transfer.state = target
    transfer.save(update_fields=["state"])
    if target == TransferState.RECEIVED:
        _move(transfer, on, by)
    record(f"transfer.{target}", transfer, by=by, on=on.isoformat(), note=note)
    return step


def acting_unit(transfer: Transfer, step: TransferState) -> Organisation:
    """Who takes a step: the branch that receives or returns, else the one that sends; out of the county always the sender."""
    return transfer.target if step in _BY_TARGET and transfer.target else transfer.source


def _move(transfer: Transfer, on: date, by: User | None) -> None:
    member, target = transfer.member, transfer.target
    if target is None:
        take_off_roster(member, left_on=on, leaving=Leaving.TRANSFERRED, by=by)
        return
    Member.objects.filter(pk=member.pk).update(organisation=target)
    end_open_rows(member, on=on)
    Contact.objects.filter(member=member).delete()  # it was given to the old branch alone
    changes = {"organisation": [transfer.source.name, target.name]}
    MemberChange.objects.create(member=member, changes=changes, reason=gettext_noop("组织关系接转"), by=by)
