"""Restricted cases and care, by the few who may read them (S2-2.1.4-c, S4-17h, S4-17i, S4-18d–g).

The audit line names the case by its id and its step: neither the member nor the decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import Line, record, record_all
from guanmo.method import lifecycle
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.develop import check_day, check_end
from guanmo.stages.members.domain.only_one import only_one
from guanmo.stages.members.enums import CareCategory, CareKind, Decision, RestrictedKind, RestrictedState
from guanmo.stages.members.errors import AlreadyOpen, FactsRefused, WrongStep
from guanmo.stages.members.models import CareAct, CareNeed, Member, RestrictedCase, RestrictedStep
from guanmo.stages.members.rules import may_read_restricted, restricted_superior
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of

TABLES = {RestrictedKind.LOST_CONTACT: lifecycle.LOST_CONTACT, RestrictedKind.UNQUALIFIED: lifecycle.UNQUALIFIED}


@transaction.atomic
def note_case(member: Member, kind: RestrictedKind, *, on: date, by: User) -> RestrictedCase:
    """Open a case. Raises NotAllowed, FactsRefused, AlreadyOpen."""
    _check_reader(member.organisation, by)
    check_day(on)
    with only_one(lambda: AlreadyOpen(_("这名党员已有同类事项在办理。"))):
        case = RestrictedCase.objects.create(member=member, organisation=member.organisation, kind=kind)
    RestrictedStep.objects.create(case=case, target=case.state, on=on, by=by)
    record("restricted.noted", case, by=by)
    return case


@transaction.atomic
def advance_case(
    case: RestrictedCase, target: RestrictedState, *, on: date, decision: Decision | str = "", by: User
) -> RestrictedStep:
    """Take one step; the superior's secretary alone approves. Raises NotAllowed, WrongStep, FactsRefused."""
    case = RestrictedCase.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
    _check_reader(case.organisation, by)
    above = restricted_superior(access_of(by), case.organisation) if target == RestrictedState.APPROVED else None
    if target == RestrictedState.APPROVED and above is None:
        raise NotAllowed(_("处置意见由上级党组织书记批准。"))
    check_day(on)
    if not lifecycle.may_follow(TABLES[RestrictedKind(case.kind)], case.state, target):
        words = {"state": case.get_state_display(), "target": target.label}
        raise WrongStep(_("现在是“%(state)s”，不能转为“%(target)s”。") % words)
    if target == RestrictedState.PROPOSED and not decision:
        raise FactsRefused(_("请选择处置意见。"))
    kept = decision if target == RestrictedState.PROPOSED else case.decision
    step = RestrictedStep.objects.create(
        case=case,
        source=case.state,
        target=target,
        on=on,
        decision=kept,
        approved_by_id=above.organisation_id if above else None,
        by=by,
    )
    case.state, case.decision = target, kept
    case.save(update_fields=["state", "decision"])
    record(f"restricted.{target}", case, by=by)
    return step


@transaction.atomic
def note_reading(read: Iterable[RestrictedCase | CareNeed], *, by: User) -> None:
    """Log that somebody read these cases and needs, one line for each (kept_out.md: an access log)."""
    acts: dict[type, str] = {RestrictedCase: "restricted.read", CareNeed: "care.read"}
    record_all([Line(acts[type(one)], one, by, {}) for one in read])


def _check_reader(organisation: Organisation, by: User) -> None:
    if not may_read_restricted(access_of(by), organisation):
        raise NotAllowed(_("这类事项只由党员所在组织的书记和上级党组织书记办理。"))


@transaction.atomic
def note_care(member: Member, category: CareCategory, *, helper: User | None, on: date, by: User | None) -> CareNeed:
    """Note that a member is to be cared for, by one category. Raises NotAllowed, FactsRefused, AlreadyOpen."""
    check_keeper(member.organisation, by=by)
    check_day(on)
    with only_one(lambda: AlreadyOpen(_("这名党员已经列入关爱帮扶。"))):
        need = CareNeed.objects.create(member=member, category=category, helper=helper, started_on=on)
    record("care.noted", need, by=by)
    return need


@transaction.atomic
def end_care(need: CareNeed, *, on: date, by: User | None) -> None:
    """Note until when a member was cared for. Raises NotAllowed, FactsRefused."""
    check_keeper(need.member.organisation, by=by)
    check_end(need.started_on, on)
    CareNeed.objects.filter(pk=need.pk, ended_on__isnull=True).update(ended_on=on)
    record("care.ended", need, by=by, on=on.isoformat())


@dataclass(frozen=True, slots=True)
class Care:
    """What was done and when; an amount and who approved it for aid."""

    kind: CareKind
    on: date
    amount: Decimal | None = None
    approver: str = ""


@transaction.atomic
def record_care(need: CareNeed, care: Care, *, by: User) -> CareAct:
    """Keep it, by the organisation or by the leader who helps. Raises NotAllowed, FactsRefused."""
    if need.helper_id != by.pk:
        check_keeper(need.member.organisation, by=by)
    check_day(care.on)
    if care.kind == CareKind.AID and not (care.amount and care.approver.strip()):
        raise FactsRefused(_("困难救助要写明金额和审批人。"))
    act = CareAct.objects.create(
        need=need, kind=care.kind, on=care.on, amount=care.amount, approver=care.approver, by=by
    )
    record("care.given", need, by=by, kind=care.kind, on=care.on.isoformat())
    return act
