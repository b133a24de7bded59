"""Open a case of a weak organisation, send staff to it, write its plan (workflows.md 6). Its steps: ``weak_step``."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import Organisation, User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.rectification.domain.weak_step import Taken, check_may_take, write_step
from guanmo.stages.rectification.enums import Basis, StaffRole, WeakState
from guanmo.stages.rectification.errors import RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import SelfCheck, WeakCase, WeakStaff
from guanmo.stages.rectification.queries import staff_posts
from guanmo.stages.rectification.rules import may_handle_weak
from guanmo.stages.rounds.domain.limits import fitting, written


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
    if not may_handle_weak(access_of(by), organisation.path):
        raise NotAllowed(_("只有乡镇（街道）、主管的条线党组织或者县委组织部可以登记软弱涣散党组织。"))
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
    write_step(case, "", Taken(WeakState.SUSPECTED, timezone.localdate(), reason), by)
    return case


@transaction.atomic
def send_staff(case: WeakCase, *, role: StaffRole, person: User, arrived_on: date, by: User) -> WeakStaff:
    """Record who was sent or attached; possible from the first suspicion on.

    Raises NotAllowed, RowIncomplete (somebody whose account is closed, or who holds no post from which this is done).
    """
    check_may_take(case, "sender", by)
    held = staff_posts(case, role).filter(user=person).first()
    if held is None:
        raise RowIncomplete(_unfit(role) % {"name": person.name, "role": role.label})
    unit = held.post.organisation
    staff = WeakStaff.objects.create(case=case, role=role, person=person, home_unit=unit, arrived_on=arrived_on, by=by)
    record("weak.staffed", case, by=by, role=str(role))
    return staff


def _unfit(role: StaffRole) -> str:
    return {
        StaffRole.COUNTY_SECRETARY: _("%(name)s现在不是县委书记、副书记，不能登记为“%(role)s”。"),
        StaffRole.TOWNSHIP_SECRETARY: _("%(name)s现在不是本乡镇（街道）的书记、副书记，不能登记为“%(role)s”。"),
    }.get(role) or _(
        "%(name)s现在不在县直单位或者本乡镇（街道）任职，不能登记为“%(role)s”。请从这些单位的在职人员里选派。"
    )


@transaction.atomic
def plan_weak_case(case: WeakCase, *, plan: str, by: User) -> None:
    """Write the rectification plan, one a case; it may be made better until the rectifying begins (S4-24b).

    Raises NotAllowed, ReasonMissing, WrongRowStep.
    """
    check_may_take(case, "team", by)
    plan = written(plan, missing=_("请写整顿方案：目标、措施、责任人、时限。"))
    before = (WeakState.SUSPECTED, WeakState.IDENTIFIED, WeakState.IN_LEDGER, WeakState.STAFFED)
    if not WeakCase.objects.filter(pk=case.pk, state__in=before).update(plan=plan):
        raise WrongRowStep(_("整顿已经开始，方案不能再改。"))
    record("weak.planned", case, by=by)
