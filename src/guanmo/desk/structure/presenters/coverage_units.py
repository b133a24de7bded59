"""Two-new units and schools: what covers each, the two ratios, who owes an organisation (S1-V-2.7, S3-2.2, S4-9c, S4-11b)."""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.presenters.coverage_areas import (
    committee_areas,
    committee_trends,
    coverage_over_time,
    coverage_trend,
)
from guanmo.desk.structure.shapes import Action, ListPage, share
from guanmo.method.unit_coverage import ratios
from guanmo.stages.organisations.enums import EstablishmentMode, UnitKind
from guanmo.stages.organisations.models import CoverageStatement, User
from guanmo.stages.organisations.queries import UnitLine, keepable, structure_limits, unit_lines
from guanmo.ui.shapes import Kpi


def coverage_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today = timezone.localdate()
    lines, needed = unit_lines(user, today), structure_limits(user).members_to_establish
    two_new = [one for one in lines if not one.is_school]
    schools = [one for one in lines if one.is_school]
    found = ratios(one.cover for one in two_new)
    over_time = coverage_over_time(user, today)
    owed = [one for one in lines if one.cover.owes_organisation(needed)]
    return ListPage(
        title=_("“两新”和学校覆盖"),
        subject=_("哪些单位有党组织，哪些派了指导员，哪些够条件还没有建。"),
        kpis=(
            Kpi(_("“两新”党的组织覆盖"), share(found.with_organisation, found.units), icon="network"),
            Kpi(_("“两新”党的工作覆盖"), share(found.reached, found.units), icon="users-round"),
            Kpi(_("够条件没有建的"), len(owed), _("个"), "flag", tone="bad" if owed else "plain"),
        ),
        tables=(
            _owed(owed, needed),
            _uncovered(lines),
            _areas(two_new),
            _modes(lines),
            _schools(schools, needed),
            _all(lines),
            _owed_by_sector(lines, needed),
            committee_areas(user, two_new, today),
            coverage_trend(over_time),
            committee_trends(user, over_time),
        ),
        actions=_actions(user),
    )


def _actions(user: User) -> Sequence[Action]:
    first = keepable(user).first()
    return (Action(_("登记单位"), reverse("desk:units-create", args=[first.uuid])),) if first else ()


def _cell(one: UnitLine) -> Cell:
    if one.unit:
        return Cell(one.name, url=reverse("desk:units-detail", args=[one.unit.uuid]))
    where = one.organisation or one.located_in
    return Cell(one.name, url=reverse("desk:organisations-detail", args=[where.uuid]))


def _owed(owed: Iterable[UnitLine], needed: int) -> Table:
    rows = [(_cell(one), Cell(one.located_in.short_name), Cell(one.cover.full_members)) for one in owed]
    title = _("有%(n)d名以上正式党员、还没有建党组织的单位") % {"n": needed}
    return Table(
        title, (_("单位"), _("所在"), _("正式党员")), rows, note=_("应建尽建"), empty=_("没有，应建的都建了。")
    )


def _owed_by_sector(lines: Sequence[UnitLine], needed: int) -> Table:
    """Sector by sector how many still owe one, down to zero, and of how many nobody knows it (S4-23b)."""
    rows = []
    for kind in UnitKind:
        inside = [one for one in lines if one.kind == kind]
        owed = sum(one.cover.owes_organisation(needed) for one in inside)
        unknown = sum(one.cover.state != "organisation" and one.cover.full_members is None for one in inside)
        rows.append((Cell(kind.label), Cell(len(inside)), Cell(owed, tone="bad" if owed else ""), Cell(unknown)))
    head = (_("类别"), _("单位"), _("应建没有建的"), _("人数没有摸清的"))
    return Table(_("应建尽建，按类别"), head, rows, note=_("年底前要到0"))


def _uncovered(lines: Iterable[UnitLine]) -> Table:
    rows = [
        (
            _cell(one),
            Cell(one.located_in.short_name),
            Cell(_("人数还没有摸清") if one.cover.full_members is None else one.cover.full_members),
        )
        for one in lines
        if one.cover.state == "none"
    ]
    head = (_("单位"), _("所在"), _("正式党员"))
    return Table(_("没有党组织、也没有指导员的单位"), head, rows, empty=_("没有，都覆盖了。"))


def _areas(two_new: Sequence[UnitLine]) -> Table:
    """Urban and rural apart (S3-2.2-c), then every township."""
    groups: dict[str, list[UnitLine]] = {_("城镇（街道、社区）"): [], _("农村（乡镇、村）"): []}
    for one in two_new:
        groups[_("农村（乡镇、村）") if one.is_rural else _("城镇（街道、社区）")].append(one)
    rows = [_ratio_row(title, inside) for title, inside in groups.items()]
    head = (_("范围"), _("“两新”单位"), _("党的组织覆盖"), _("党的工作覆盖"))
    return Table(_("城乡分别统计"), head, rows)


def _ratio_row(title: str, lines: Iterable[UnitLine]) -> tuple[Cell, ...]:
    found = ratios(one.cover for one in lines)
    return (
        Cell(title),
        Cell(found.units),
        Cell(share(found.with_organisation, found.units)),
        Cell(share(found.reached, found.units)),
    )


def _modes(lines: Iterable[UnitLine]) -> Table:
    """How the organisations were set up; those of which nobody said it are counted apart (S3-2.2-a)."""
    covered = [one for one in lines if one.organisation]
    counted = Counter(one.now.mode if one.now else "" for one in covered)
    rows = [(Cell(mode.label), Cell(counted[mode])) for mode in EstablishmentMode]
    rows.append((Cell(_("没有登记组建方式")), Cell(counted[""], tone="warn" if counted[""] else "")))
    return Table(_("组建方式"), (_("方式"), _("单位数")), rows)


def _schools(schools: Sequence[UnitLine], needed: int) -> Table:
    """Schools with enough members, and how many of them have an organisation (S4-9c)."""
    enough = [one for one in schools if one.cover.full_members is not None and one.cover.full_members >= needed]
    having = sum(one.cover.state == "organisation" for one in enough)
    without = [one for one in enough if one.cover.state != "organisation"]
    rows = [(_cell(one), Cell(one.located_in.short_name), Cell(one.cover.full_members)) for one in without]
    note = _("够条件的学校组织覆盖%(share)s") % {"share": share(having, len(enough))}
    head = (_("学校"), _("所在"), _("正式党员"))
    return Table(_("够条件没有建党组织的学校"), head, rows, note=note, empty=_("没有。"))


def _all(lines: Iterable[UnitLine]) -> Table:
    rows = [
        (
            _cell(one),
            Cell(one.located_in.short_name),
            _covered(one),
            Cell(statement_words(one.now) if one.now else _("没有登记组建方式")),
            Cell("—" if one.cover.full_members is None else one.cover.full_members),
            Cell(_("登记注销"), url=reverse("desk:units-close", args=[one.unit.uuid])) if one.unit else Cell("—"),
        )
        for one in lines
    ]
    head = (_("单位"), _("所在"), _("覆盖"), _("组建方式或指导员"), _("正式党员"), _("注销"))
    return Table(_("全部单位"), head, rows, note=_("点名称登记变化"), empty=_("还没有登记。"))


def _covered(one: UnitLine) -> Cell:
    words = {"organisation": (_("有党组织"), "good"), "guide": (_("有指导员"), "info"), "none": (_("没有覆盖"), "bad")}
    return Cell(words[one.cover.state][0], tone=words[one.cover.state][1])


def statement_words(one: CoverageStatement) -> str:
    """What one statement says, in a line."""
    parts = [one.get_mode_display(), one.organisation.short_name if one.organisation else "", one.reason]
    guide = _("党建指导员%(name)s") % {"name": one.guide} if one.guide else ""
    approved = _("%(body)s批准") % {"body": one.approved_by} if one.approved_by else ""
    return _("，").join(part for part in (*parts, guide, approved) if part) or _("还没有覆盖")
