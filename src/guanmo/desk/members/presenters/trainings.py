"""What the pages of trainings show: the year of the members, and one training."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.units import own_unit, top_unit
from guanmo.desk.members.shapes import Cell, Table, turned
from guanmo.method.coverage import share_of
from guanmo.stages.members.enums import CompletionTest, TrainingState
from guanmo.stages.members.models import Training
from guanmo.stages.members.queries import (
    MemberYear,
    attendances,
    limits_for,
    training_year,
    trainings,
)
from guanmo.stages.organisations.models import Organisation, User
from guanmo.ui.shapes import Choice, Kpi

_SHOWN = 100
_TONES = {TrainingState.PLANNED: "mute", TrainingState.ANNOUNCED: "warn", TrainingState.HELD: "info"}


@dataclass(frozen=True, slots=True)
class TrainingsPage:
    """The year: how many took part in the rotation, who is below the class hours; and the trainings.

    ``unit`` is whose members are shown, ``organiser`` for whom the user plans trainings.
    """

    unit: Organisation | None
    organiser: Organisation | None
    year: int
    kpis: Sequence[Kpi]
    trainings: Table
    below: Table


@dataclass(frozen=True, slots=True)
class TrainingPage:
    """One training: its plan by member type and who took part."""

    facts: Sequence[tuple[str, object]]
    contents: Table
    present: Table
    may_announce: bool
    may_close: bool


def trainings_page(user: User, asked: Mapping[str, str]) -> TrainingsPage:
    """The page as the user may see it; ``asked`` may name a roster (organisation) and a page of who is behind (below)."""
    year, unit = timezone.localdate().year, own_unit(user, asked.get("organisation", ""))
    rows, hours = training_year(user, year, unit), limits_for(user).training_hours
    below = [one for one in rows if one.hours < hours]
    waiting = [one for one in rows if not one.rotated]
    return TrainingsPage(
        unit=unit,
        organiser=top_unit(user),
        year=year,
        kpis=(
            Kpi(_("轮训完成率"), _rate(len(rows) - len(waiting), len(rows)), "%", "percent"),
            Kpi(_("还没有轮训"), len(waiting), _("名"), "clock", tone="bad" if waiting else "plain"),
            Kpi(_("不足%(hours)d学时") % {"hours": hours}, len(below), _("名"), "hourglass", tone="plain"),
        ),
        trainings=_trainings(user),
        below=_below(rows, hours, asked),
    )


def _rate(done: int, count: int) -> object:
    rate = share_of(done, count)
    return "—" if rate is None else rate


def _trainings(user: User) -> Table:
    head = (_("培训班名称"), _("举办单位"), _("开班日期"), _("学时"), _("参加人数"), _("状态"))
    rows = [
        (
            Cell(one.title, url=reverse("desk:trainings-detail", args=[one.uuid])),
            Cell(one.organiser.short_name),
            Cell(one.starts_on),
            Cell(one.hours),
            Cell(one.present),  # type: ignore[attr-defined]
            Cell(one.get_state_display(), tone=_TONES.get(TrainingState(one.state), "good")),
        )
        for one in trainings(user)[:_SHOWN]
    ]
    return Table(_("培训班"), head, rows, empty=_("还没有计划培训。"))


def _below(rows: Sequence[MemberYear], hours: int, asked: Mapping[str, str]) -> Table:
    """Who is below the hours or was in no rotation."""
    behind = turned([one for one in rows if one.hours < hours or not one.rotated], asked, "below")
    cells = [
        (
            Cell(one.member.name, url=reverse("desk:members-detail", args=[one.member.uuid])),
            Cell(one.member.organisation.short_name),
            Cell(one.hours, tone="" if one.hours >= hours else "warn"),
            Cell(_("已轮训") if one.rotated else _("还没有"), tone="good" if one.rotated else "warn"),
        )
        for one in behind
    ]
    note = _("共%(n)s名") % {"n": behind.count}
    head = (_("姓名"), _("所在党支部"), _("今年学时"), _("轮训"))
    return Table(_("学时不足或没有轮训的党员"), head, cells, note=note, empty=_("都已完成。"), page=behind)


def training_page(user: User, training: Training, *, keeps: bool) -> TrainingPage:
    """One training that the user may see."""
    return TrainingPage(
        facts=_facts(training),
        contents=_contents(training),
        present=_present(user, training),
        may_announce=keeps and training.state == TrainingState.PLANNED,
        may_close=keeps and training.state == TrainingState.HELD,
    )


def chosen_unit(units: Sequence[tuple[Organisation, int]], wanted: str) -> Organisation | None:
    """Whose members the form shows: as asked for (uuid), else the first."""
    found = [one for one, _count in units if str(one.uuid) == wanted] or [one for one, _count in units]
    return found[0] if found else None


def unit_choices(
    training: Training, units: Sequence[tuple[Organisation, int]], chosen: Organisation | None
) -> list[Choice]:
    """The organisations to choose from, where there are several."""
    path = reverse("desk:trainings-detail", args=[training.uuid])
    found = [Choice(one.short_name, f"{path}?organisation={one.uuid}", one == chosen, count) for one, count in units]
    return found if len(found) > 1 else []


def _facts(one: Training) -> list[tuple[str, object]]:
    return [
        (_("举办单位"), one.organiser.name),
        (_("开班日期"), one.starts_on.isoformat()),
        (_("天数"), one.days),
        (_("学时"), one.hours),
        (_("党员轮训"), _("是") if one.rotation else _("否")),
        (_("通知日期"), one.announced_on.isoformat() if one.announced_on else _("还没有通知")),
    ]


def _contents(training: Training) -> Table:
    rows = [(Cell(one.get_member_type_display()), Cell(one.goal), Cell(one.content)) for one in training.contents.all()]
    return Table(_("按党员类型的计划"), (_("党员类型"), _("培训目标"), _("培训内容")), rows)


def _present(user: User, training: Training) -> Table:
    held = list(attendances(user, training))
    rows = [
        (
            Cell(one.member.name, url=reverse("desk:members-detail", args=[one.member.uuid])),
            Cell(one.member.organisation.short_name),
            Cell(one.hours) if one.hours else Cell(_("缺席"), tone="warn"),
            Cell(one.get_result_display() or "—"),
        )
        for one in held
    ]
    tested = [one for one in held if one.result]
    passed = sum(one.result == CompletionTest.PASSED for one in tested)
    note = _("考核合格率%(rate)s%%") % {"rate": _rate(passed, len(tested))} if tested else ""
    head = (_("姓名"), _("所在党支部"), _("学时"), _("考核结果"))
    return Table(_("参加情况"), head, rows, note=note, empty=_("还没有登记。"))
