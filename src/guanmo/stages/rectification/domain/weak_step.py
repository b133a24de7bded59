"""Take a case of a weak organisation one step on: who may, what it needs, what is written (workflows.md 6)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method.lifecycle import may_follow
from guanmo.method.weak_organisation import SENT_TO_EACH, WEAK_CASE, who_takes
from guanmo.stages.organisations.errors import NotAllowed
from guanmo.stages.organisations.models import User
from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.errors import OwnRow, RowIncomplete, WrongRowStep
from guanmo.stages.rectification.models import WeakCase, WeakStep
from guanmo.stages.rectification.queries import in_own_organisation, place_of, takes_weak_step
from guanmo.stages.rectification.rules import DECIDED_ABOVE
from guanmo.stages.rounds.domain.limits import written

NEW_LIMIT = (WeakState.RECTIFYING,)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step as a person reports it. ``due_date`` is asked for where rectifying begins, ``approval`` where a body decided:
    a rebuilding, or what followed from the accountability."""

    target: WeakState
    taken_on: date
    note: str
    due_date: date | None = None
    approval: str = ""


@transaction.atomic
def take_weak_step(case: WeakCase, taken: Taken, *, by: User) -> WeakStep:
    """Take one step of the table. Raises NotAllowed (another's step), OwnRow (who reported does not accept),
    ReasonMissing, RowIncomplete (no staff, plan, limit or approval; a day in the future), WrongRowStep (not from here, or
    a relapse beside an open case)."""
    current = WeakCase.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=case.pk)
    if not may_follow(WEAK_CASE, current.state, taken.target):
        raise WrongRowStep(
            _("这个组织现在是“%(state)s”，不能办这一步。可能别人刚刚办理过，请刷新页面查看。")
            % {"state": current.get_state_display()}
        )
    who = who_takes(current.state, taken.target)
    check_may_take(current, who, by)
    written(taken.note, missing=_("请写明情况和依据。"))
    _check_needs(current, taken)
    if who == "acceptor":
        _check_others_report(current, by)
    _move(current, taken)
    return write_step(case, current.state, taken, by)


def check_may_take(case: WeakCase, who: str, by: User) -> None:
    """Raises NotAllowed with the words for whose step it is."""
    if who in DECIDED_ABOVE and in_own_organisation(by, case):
        raise NotAllowed(_("认定、解除、验收本组织的软弱涣散整顿，由上级办理。"))
    if not takes_weak_step(by, case, who):
        raise NotAllowed(_("这一步由%(who)s办理。") % {"who": _words_for(who, line=place_of(case).in_a_line)})


def _words_for(who: str, *, line: bool) -> str:
    if who == "identifier" and line:
        return _("主管的条线党组织或者县委组织部")
    return {
        "team": _("派到这个组织的整顿人员、乡镇（街道）、主管的条线党组织或者县委组织部"),
        "reporter": _("乡镇（街道）或者主管的条线党组织"),
        "committee": _("乡镇（街道）党（工）委书记、副书记或者县委组织部"),
    }.get(who) or _("乡镇（街道）或者县委组织部")


def _check_needs(case: WeakCase, taken: Taken) -> None:
    today = timezone.localdate()
    if taken.taken_on > today:
        raise RowIncomplete(_("日期不能晚于今天。"))
    sent = case.staff.filter(role__in=SENT_TO_EACH, person__is_active=True)
    if taken.target == WeakState.STAFFED and not sent.exists():
        raise RowIncomplete(_("请先登记选派的第一书记或者党建指导员。"))
    if taken.target == WeakState.RECTIFYING:
        if not case.plan:
            raise RowIncomplete(_("请先写好整顿方案，一个组织一个方案。"))
        if taken.due_date is None or taken.due_date < today:
            raise RowIncomplete(_("请写明整顿时限，时限不能早于今天。"))
    if taken.target == WeakState.REBUILT and not taken.approval.strip():
        raise RowIncomplete(_("重建要写明批准机关。"))
    if case.state == WeakState.ESCALATED and not taken.approval.strip():
        raise RowIncomplete(_("请写明作出问责决定的机关。"))


def _check_others_report(case: WeakCase, by: User) -> None:
    reported = case.steps.filter(target=WeakState.UNDER_REVIEW).order_by("pk").last()
    if reported is not None and reported.by_id == by.pk:
        raise OwnRow(_("整顿情况是您报的，请由其他人验收。"))


def _move(case: WeakCase, taken: Taken) -> None:
    changes: dict[str, object] = {"state": taken.target}
    if taken.target in NEW_LIMIT:
        changes["due_date"] = taken.due_date
    try:
        with transaction.atomic():
            WeakCase.objects.filter(pk=case.pk).update(**changes)
    except IntegrityError as error:  # of two open cases of one organisation the database lets in one
        raise WrongRowStep(
            _("%(name)s已经另有一件在整顿，不能再登记反弹。请在那一件里办理。") % {"name": case.organisation}
        ) from error


def write_step(case: WeakCase, source: str, taken: Taken, by: User) -> WeakStep:
    """Keep a step that was taken, with its line in the log. Call inside a transaction."""
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
