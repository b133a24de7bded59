"""How organisations are set up: what nobody confirmed this year, forms that do not fit the numbers, what changed (S4-23)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.presenters.regulations import bases
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.members.queries import roster_counts
from guanmo.stages.organisations.enums import TOWNSHIP_LEVEL, Form, Kind, SettingChangeKind
from guanmo.stages.organisations.models import Organisation, SettingChange, StructureLimits, User
from guanmo.stages.organisations.queries import (
    access_of,
    listing,
    setting_changes,
    structure_limits,
    unconfirmed,
)
from guanmo.stages.organisations.rules import SUPERIORS
from guanmo.ui.shapes import Kpi

_AUTHORITIES = TOWNSHIP_LEVEL | {Kind.COUNTY, Kind.ORGANISATION_DEPARTMENT}


def settings_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today, limits = timezone.localdate(), structure_limits(user)
    waiting, wrong = unconfirmed(user, today), _mismatches(user, limits)
    changes = list(setting_changes(user))
    return ListPage(
        title=_("设置和摸底"),
        subject=_("每年由上级逐个确认下级组织的设置；人数和形式不符的、调整过的，都列在这里。"),
        kpis=(
            Kpi(_("今年还没有确认的"), len(waiting), _("个"), "search-check", tone="bad" if waiting else "plain"),
            Kpi(_("形式和人数不符的"), len(wrong), _("个"), "flag", tone="bad" if wrong else "plain"),
            Kpi(_("调整记录"), len(changes), _("次"), "history"),
        ),
        tables=(_wrong(user, wrong), _unconfirmed(waiting, today), _changes(changes)),
        actions=_actions(user),
    )


def _actions(user: User) -> Sequence[Action]:
    access = access_of(user)
    if not (access.is_county_admin or access.has(*SUPERIORS)):
        return ()
    return (Action(_("逐个确认"), reverse("desk:settings-confirm"), "check"),)


def _mismatches(user: User, limits: StructureLimits) -> list[tuple[Organisation, int, str]]:
    """Branches and committees whose members (at and below them) do not fit; without a single member on a roster it is unknown."""
    there, counted = list(listing(user)), roster_counts(user)
    by_path = [(one.path, sum(count for (pk, _kind), count in counted.items() if pk == one.pk)) for one in there]
    found = []
    for one in there:
        members = sum(count for path, count in by_path if path.startswith(one.path))
        if one.kind not in _AUTHORITIES and members and (words := _misfit(Form(one.form), members, limits)):
            found.append((one, members, words))
    return found


def _misfit(form: Form, members: int, limits: StructureLimits) -> str:
    if form == Form.BRANCH and members < limits.members_to_establish:
        return _("党支部不足%(n)d名党员") % {"n": limits.members_to_establish}
    if form == Form.BRANCH and members >= limits.general_branch_members:
        return _("已有%(n)d名以上党员，可以设党总支") % {"n": limits.general_branch_members}
    if form == Form.GENERAL_BRANCH and members < limits.general_branch_members:
        return _("党总支不足%(n)d名党员") % {"n": limits.general_branch_members}
    if form == Form.COMMITTEE and members < limits.committee_members:
        return _("党委不足%(n)d名党员") % {"n": limits.committee_members}
    return ""


def _wrong(user: User, wrong: Iterable[tuple[Organisation, int, str]]) -> Table:
    rows = [
        (_named(one), Cell(one.get_form_display()), Cell(members), Cell(words, tone="bad"))
        for one, members, words in wrong
    ]
    head = (_("党组织名称"), _("组织形式"), _("党员"), _("问题"))
    rests = bases(user, ("members_to_establish", "general_branch_members", "committee_members"))
    note = _("；").join([_("人数从花名册来；花名册还空着的不算"), *dict.fromkeys(rests.values())])
    return Table(_("形式和人数不符"), head, rows, note=note, empty=_("没有。"))


def _unconfirmed(waiting: Iterable[Organisation], today: date) -> Table:
    rows = [(_named(one), Cell(one.get_kind_display()), Cell(one.get_form_display())) for one in waiting]
    title = _("%(year)d年还没有确认设置的组织") % {"year": today.year}
    return Table(
        title, (_("党组织名称"), _("类别"), _("组织形式")), rows, note=_("年底前逐个确认"), empty=_("都确认了。")
    )


def _named(one: Organisation) -> Cell:
    return Cell(one.name, url=reverse("desk:organisations-detail", args=[one.uuid]))


def _changes(changes: Iterable[SettingChange]) -> Table:
    rows = [
        (
            _named(one.organisation),
            Cell(one.on),
            Cell(one.get_kind_display()),
            Cell(f"{one.get_old_form_display()} → {one.get_new_form_display()}"),
            Cell(_("，").join(filter(None, (one.reason, one.others, conditions_words(one))))),
            Cell(one.approved_by.name),
        )
        for one in changes
    ]
    head = (_("党组织名称"), _("日期"), _("怎么调整"), _("形式"), _("原因"), _("批准的党组织"))
    return Table(_("设置调整"), head, rows, note=_("在组织的页面上登记"), empty=_("没有。"))


def conditions_words(change: SettingChange) -> str:
    """The four conditions of an upgrade, each with its answer."""
    if change.kind != SettingChangeKind.UPGRADED:
        return ""
    names = ("good_base", "strong_economy", "many_members", "ripe_conditions")
    said = [(change._meta.get_field(name).verbose_name, getattr(change, name)) for name in names]  # type: ignore[union-attr]
    return _("、").join(f"{title}：{_('是') if met else _('否')}" for title, met in said)
