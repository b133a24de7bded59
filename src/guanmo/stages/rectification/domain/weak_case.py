"""Open a case of a weak organisation, staff it, plan it, take its steps (workflows.md 6)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.lifecycle import may_follow
from guanmo.method.weak_organisation import WEAK_CASE
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.enums import Basis, StaffRole, WeakState
from guanmo.stages.rectification.errors import OwnRow, RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import SelfCheck, WeakCase, WeakStaff, WeakStep
from guanmo.stages.rectification.rules import may_handle_weak
from guanmo.stages.rounds.domain.limits import fitting, written

NEW_LIMIT = (WeakState.RECTIFYING,)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as a person reports it. ``due_date`` is asked for where rectifying begins, ``approval`` where it is rebuilt."""

    target: WeakState
    taken_on: date
    note: str
    due_date: date | None = None
    approval: str = ""


@transaction.atomic
def open_weak_case(
    organisation: Organisation,
    *,
    batch: str,
    basis: Basis,
    reason: str,
    self_check: SelfCheck | None = None,
    by: User,
) -> WeakCase:
    """Open a case on a stated basis. Raises NotAllowed, ReasonMissing, TextTooLong, RowIncomplete (foreign self-check),
    WrongRowStep (it has an open case)."""
    _check_handler(organisation, by)
    if basis == Basis.SELF_CHECK and (self_check is None or self_check.organisation_id != organisation.pk):
        raise RowIncomplete(_("请选择作为依据的本组织自查。"))
    batch = fitting(written(batch, missing=_("请写明批次，例如“2026年第一批”。")), name=_("批次"), most=40)
    reason = written(reason, missing=_("请写明主要问题。"))
    check = self_check if basis == Basis.SELF_CHECK else None
    try:
        with transaction.atomic():
            case = WeakCase.objects.create(
                organisation=organisation, batch=batch, basis=basis, reason=reason, self_check=check, opened_by=by
            )
    except IntegrityError as error:
        raise WrongRowStep(_("%(name)s已经在整顿中，不用重复登记。") % {"name": organisation}) from error
    _write(case, "", Taken(WeakState.SUSPECTED, timezone.localdate(), reason), by)
    return case


@transaction.atomic
def send_staff(case: WeakCase, *, role: StaffRole, name: str, home_unit: str, arrived_on: date, by: User) -> WeakStaff:
    """Record who was sent or attached; possible from the first suspicion on. Raises NotAllowed, ReasonMissing, TextTooLong."""
    _check_handler(case.organisation, by)
    name = fitting(written(name, missing=_("请写姓名。")), name=_("姓名"), most=60)
    home_unit = fitting(written(home_unit, missing=_("请写派出单位。")), name=_("派出单位"), most=120)
    staff = WeakStaff.objects.create(case=case, role=role, name=name, home_unit=home_unit, arrived_on=arrived_on, by=by)
    record("weak.staffed", case, by=by, role=str(role))
    return staff


@transaction.atomic
def plan_weak_case(case: WeakCase, *, plan: str, by: User) -> None:
    """Write the rectification plan, one a case; it may be made better until the rectifying begins (S4-24b).

    Raises NotAllowed, ReasonMissing, WrongRowStep.
    """
    _check_handler(case.organisation, by)
    plan = written(plan, missing=_("请写整顿方案：目标、措施、责任人、时限。"))
    before = (WeakState.SUSPECTED, WeakState.IDENTIFIED, WeakState.IN_LEDGER, WeakState.STAFFED)
    if not WeakCase.objects.filter(pk=case.pk, state__in=before).update(plan=plan):
        raise WrongRowStep(_("整顿已经开始，方案不能再改。"))
    record("weak.planned", case, by=by)


@transaction.atomic
def take_weak_step(case: WeakCase, taken: Taken, *, by: User) -> WeakStep:
    """Take one step of the table. Raises NotAllowed, OwnRow (who reported does not accept), ReasonMissing, RowIncomplete
    (no staff, plan, limit or approval; a day in the future), WrongRowStep."""
    _check_handler(case.organisation, by)
    current = WeakCase.objects.select_for_update().get(pk=case.pk)
    if not may_follow(WEAK_CASE, current.state, taken.target):
        raise WrongRowStep(
            _("这个组织现在是“%(state)s”，不能办这一步。可能别人刚刚办理过，请刷新页面查看。")
            % {"state": current.get_state_display()}
        )
    written(taken.note, missing=_("请写明情况和依据。"))
    _check_needs(current, taken, by)
    changes: dict[str, object] = {"state": taken.target}
    if taken.target in NEW_LIMIT:
        changes["due_date"] = taken.due_date
    WeakCase.objects.filter(pk=case.pk).update(**changes)
    return _write(case, current.state, taken, by)


def _check_needs(case: WeakCase, taken: Taken, by: User) -> None:
    today = timezone.localdate()
    if taken.taken_on > today:
        raise RowIncomplete(_("日期不能晚于今天。"))
    if taken.target == WeakState.STAFFED and not case.staff.exists():
        raise RowIncomplete(_("请先登记选派的第一书记或者党建指导员。"))
    if taken.target == WeakState.RECTIFYING:
        if not case.plan:
            raise RowIncomplete(_("请先写好整顿方案，一个组织一个方案。"))
        if taken.due_date is None or taken.due_date < today:
            raise RowIncomplete(_("请写明整顿时限，时限不能早于今天。"))
    if taken.target == WeakState.REBUILT and not taken.approval.strip():
        raise RowIncomplete(_("重建要写明批准机关。"))
    if taken.target == WeakState.TRANSFORMED:
        _check_others_report(case, by)


def _check_others_report(case: WeakCase, by: User) -> None:
    reported = case.steps.filter(target=WeakState.UNDER_REVIEW).order_by("pk").last()
    if reported is not None and reported.by_id == by.pk:
        raise OwnRow(_("整顿情况是您报的，请由其他人验收。"))


def _write(case: WeakCase, source: str, taken: Taken, by: User) -> WeakStep:
    record(f"weak.{taken.target}", case, by=by, note=taken.note)
    return WeakStep.objects.create(
        case=case,
        source=source,
        target=taken.target,
        taken_on=taken.taken_on,
        note=taken.note.strip(),
        approval=taken.approval.strip()[:120],
        due_date=taken.due_date if taken.target in NEW_LIMIT else None,
        by=by,
    )


def _check_handler(organisation: Organisation, by: User) -> None:
    if not may_handle_weak(access_of(by), organisation.path):
        raise NotAllowed(_("只有乡镇（街道）或县委组织部可以办理软弱涣散党组织整顿。"))
