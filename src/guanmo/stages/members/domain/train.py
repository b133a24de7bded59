"""Plan a training by member type, announce it, register who came and how the test went (workflows.md 10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from guanmo.audit.record import record
from guanmo.method import lifecycle
from guanmo.stages.members.domain.check_keeper import check_keeper
from guanmo.stages.members.domain.develop import check_day
from guanmo.stages.members.enums import CompletionTest, MemberType, TrainingState
from guanmo.stages.members.errors import ChangedSince, FactsRefused, WrongStep
from guanmo.stages.members.models import Member, Training, TrainingAttendance, TrainingContent
from guanmo.stages.organisations.models import Organisation, User


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """What is planned: class hours in all, and goal and content for each member type that it is for."""

    title: str
    starts_on: date
    days: int
    hours: Decimal
    rotation: bool
    contents: Sequence[tuple[MemberType, str, str]]


@transaction.atomic
def plan_training(plan: TrainingPlan, *, organiser: Organisation, by: User | None) -> Training:
    """Keep the plan. Raises NotAllowed, FactsRefused (no member type, or one without goal or content)."""
    check_keeper(organiser, by=by)
    if not plan.contents or any(not goal.strip() or not content.strip() for _type, goal, content in plan.contents):
        raise FactsRefused(_("请至少选择一类党员，并写明这一类的培训目标和内容。"))
    training = Training.objects.create(
        organiser=organiser,
        title=plan.title,
        starts_on=plan.starts_on,
        days=plan.days,
        hours=plan.hours,
        rotation=plan.rotation,
    )
    TrainingContent.objects.bulk_create(
        TrainingContent(training=training, member_type=kind, goal=goal, content=content)
        for kind, goal, content in plan.contents
    )
    record("training.planned", training, by=by)
    return training


@transaction.atomic
def announce_training(training: Training, *, on: date, by: User | None) -> None:
    """Note the day of the announcement. Raises NotAllowed, FactsRefused, WrongStep."""
    check_keeper(training.organiser, by=by)
    check_day(on)
    _advance(training, TrainingState.ANNOUNCED)
    training.announced_on = on
    training.save(update_fields=["announced_on", "state"])
    record("training.announced", training, by=by, on=on.isoformat())


@transaction.atomic
def register_attendance(
    training: Training,
    present: Mapping[Member, tuple[Decimal, CompletionTest | str]],
    *,
    seen: int | None = None,
    by: User | None,
) -> list[TrainingAttendance]:
    """Register class hours and test of each member; an earlier row of a member is corrected by a new one.

    Whoever was absent has 0 hours and no test.
    ``seen`` is the last row (id) that the writer had before the eyes; None when nothing was shown.
    Raises NotAllowed, WrongStep (it was not announced), FactsRefused (more hours than there were, a test of somebody absent),
    ChangedSince.
    """
    check_keeper(training.organiser, by=by)
    check_day(training.starts_on)
    if any(not 0 <= hours <= training.hours for hours, _result in present.values()):
        raise FactsRefused(_("学时应在 0 到 %(hours)s 之间。") % {"hours": training.hours})
    if any(result and not hours for hours, result in present.values()):
        raise FactsRefused(_("缺席（0学时）的没有考核结果。请核对。"))
    _advance(training, TrainingState.HELD)
    training.save(update_fields=["state"])
    held = {one.member_id: one for one in training.attendances.filter(corrected_by__isnull=True)}
    wanted = {one: pair for one, pair in present.items() if not _same(held.get(one.pk), *pair)}
    changed = [one.name for one in wanted if seen is not None and one.pk in held and held[one.pk].pk > seen]
    if changed:
        raise ChangedSince(
            _("%(names)s的情况刚才由别人登记过。请刷新页面核对后再改。") % {"names": _("、").join(changed)}
        )
    rows = TrainingAttendance.objects.bulk_create(
        TrainingAttendance(
            training=training, member=member, hours=hours, result=result, corrects=held.get(member.pk), by=by
        )
        for member, (hours, result) in wanted.items()
    )
    record("training.attended", training, by=by, members=len(rows))
    return rows


@transaction.atomic
def close_training(training: Training, *, by: User | None) -> None:
    """End it. Raises NotAllowed, WrongStep."""
    check_keeper(training.organiser, by=by)
    _advance(training, TrainingState.CLOSED)
    training.save(update_fields=["state"])
    record("training.closed", training, by=by)


def _same(held: TrainingAttendance | None, hours: Decimal, result: str) -> bool:
    return held is not None and (held.hours, held.result) == (hours, result)


def _advance(training: Training, target: TrainingState) -> None:
    """Claim the step in the database and set it on the object; the caller saves. Raises WrongStep."""
    training.state = Training.objects.select_for_update().get(pk=training.pk).state
    if not lifecycle.may_follow(lifecycle.TRAINING, training.state, target):
        words = {"state": training.get_state_display(), "target": target.label}
        raise WrongStep(_("培训现在是“%(state)s”，不能转为“%(target)s”。先通知，再登记参加情况。") % words)
    training.state = target
