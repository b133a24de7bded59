"""Contact points by leader, what each leader should still choose, and backward organisations that nobody looks after (S2-3.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.members.enums import DesignationFunction
from guanmo.stages.members.queries import designations
from guanmo.stages.organisations.models import ContactPoint, Organisation, User
from guanmo.stages.organisations.queries import access_of, contact_points, keepable, leaders_below, listing
from guanmo.stages.organisations.queries.contact_points import Leader
from guanmo.stages.organisations.rules import may_keep_from_above
from guanmo.stages.records.queries import last_contact_visits
from guanmo.stages.rectification.enums import WeakState
from guanmo.stages.rectification.queries import weak_cases_visible_to
from guanmo.stages.results.enums import ManagementClass
from guanmo.stages.results.queries import classes_given
from guanmo.ui.shapes import Kpi

AT_THE_HEAD = range(2, 4)
"""Secretaries and deputies choose two or three points among the backward ones (S2-3.3-b)."""
_DONE = (WeakState.TRANSFORMED, WeakState.REBUILT, WeakState.DISMISSED)
_Given = Mapping[int, Sequence[tuple[date, ManagementClass]]]


def contact_points_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today, given = timezone.localdate(), classes_given(user)
    points, leaders = list(contact_points(user, today)), leaders_below(user, today)
    lines = [_leader(user, one, points, given) for one in leaders]
    open_lines = [line for line in lines if line[-1].tone != "good"]
    alone = _without_contact(user, points, given)
    return ListPage(
        title=_("联系点"),
        subject=_("班子成员各联系哪里，多久没有去了，哪些后进、软弱涣散的还没有人联系。"),
        kpis=(
            Kpi(_("联系点"), len(points), _("个"), "link"),
            Kpi(_("还没有选够的领导"), len(open_lines), _("名"), "user-x", tone="bad" if open_lines else "plain"),
            Kpi(_("没有人联系的后进组织"), len(alone), _("个"), "flag", tone="bad" if alone else "plain"),
        ),
        tables=(_alone(alone), _leaders(lines), _points(user, points, given, today)),
        actions=_actions(user),
    )


def _actions(user: User) -> Sequence[Action]:
    first = keepable(user).first()
    if first is None or not may_keep_from_above(access_of(user), first.path):
        return ()
    return (Action(_("登记联系点"), reverse("desk:contact-points-create", args=[first.uuid])),)


def class_on(given: _Given, organisation_id: int, day: date) -> ManagementClass | None:
    """The class that an organisation had on a day; None where it had none yet."""
    known = [one for at, one in given.get(organisation_id, ()) if at <= day]
    return known[-1] if known else None


def _leader(user: User, one: Leader, points: Iterable[ContactPoint], given: _Given) -> tuple[Cell, ...]:
    own = [point for point in points if point.leader_id == one.user.pk]
    weak = [p for p in own if class_on(given, p.organisation_id, p.started_on) == ManagementClass.BACKWARD]
    if one.is_at_the_head:
        fits = len(own) in AT_THE_HEAD and len(weak) == len(own)
        asked = _("2至3个，选择时为后进")
    else:
        fits, asked = bool(own), _("至少1个")
    state = Cell(_("符合"), tone="good") if fits else Cell(_("还不符合"), tone="bad")
    duties = _("、").join(str(duty.label) for duty in one.duties)
    return (
        Cell(one.user.name),
        Cell(f"{one.organisation.short_name}{duties}"),
        Cell(_("%(n)d个，其中选择时为后进的%(weak)d个") % {"n": len(own), "weak": len(weak)}),
        Cell(asked),
        state,
    )


def _leaders(lines: Sequence[Sequence[Cell]]) -> Table:
    head = (_("姓名"), _("职务"), _("现有联系点"), _("要求"), _("是否符合"))
    note = _("依据：党建工作责任制三（三）")
    return Table(_("班子成员"), head, lines, note=note, empty=_("没有乡镇（街道）班子成员。"))


def _points(user: User, points: Iterable[ContactPoint], given: _Given, today: date) -> Table:
    visited, fields = last_contact_visits(user), _fields(user, today)
    access, rows = access_of(user), []
    for one in points:
        last = visited.get(str(one.organisation.uuid))
        known = class_on(given, one.organisation_id, one.started_on)
        keeps = may_keep_from_above(access, one.organisation.path)
        url = reverse("desk:contact-points-end", args=[one.uuid]) if keeps else ""
        rows.append(
            (
                Cell(one.organisation.name, url=reverse("desk:organisations-detail", args=[one.organisation.uuid])),
                Cell(one.leader.name),
                Cell(_("、").join(fields[one.leader.name]) or "—"),
                Cell(_("%(on)s起") % {"on": one.started_on}, url=url),
                Cell(known.label if known else _("还没有定类")),
                Cell(_("%(n)d天前") % {"n": (today - last).days}) if last else Cell(_("还没有去过"), tone="warn"),
            )
        )
    head = (_("联系点"), _("联系领导"), _("分工"), _("期限"), _("选择时的类别"), _("上次走访"))
    note = _("走访记在“联系点走访指导”台账里；点期限登记结束")
    return Table(_("联系点"), head, rows, note=note, empty=_("还没有登记。"))


def _fields(user: User, today: date) -> Mapping[str, list[str]]:
    """The fields of work of the leaders, as they were divided."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in designations(user, today):
        if one.function == DesignationFunction.LEADER_IN_CHARGE:
            found[one.name].append(one.field)
    return found


def _without_contact(user: User, points: Iterable[ContactPoint], given: _Given) -> list[tuple[Organisation, str]]:
    """Organisations that are weak or backward today and nobody's contact point (S2-3.3-d)."""
    held, today = {one.organisation_id for one in points}, timezone.localdate()
    weak = {c.organisation_id for c in weak_cases_visible_to(user) if c.state not in _DONE}
    backward = {one for one in given if class_on(given, one, today) == ManagementClass.BACKWARD}
    wanted = (weak | backward) - held
    return [(one, _("软弱涣散") if one.pk in weak else _("后进")) for one in listing(user) if one.pk in wanted]


def _alone(alone: Iterable[tuple[Organisation, str]]) -> Table:
    rows = [
        (Cell(one.name, url=reverse("desk:organisations-detail", args=[one.uuid])), Cell(word, tone="bad"))
        for one, word in alone
    ]
    note = _("联系点优先放在这里")
    return Table(_("没有人联系的后进、软弱涣散组织"), (_("党组织名称"), _("情况")), rows, note=note, empty=_("没有。"))
