"""What is kept of a member's life in the organisation, one table for each sort (S2-2.1.4-b)."""

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.stages.members.models import Member
from guanmo.stages.members.queries import (
    care_of,
    dues_of_member,
    floatings,
    life_of,
    posts_of_member,
    restricted_of,
    service_of,
    trainings_of,
    transfers,
)
from guanmo.stages.organisations.models import User
from guanmo.stages.records.queries import points_of

_LATEST = 12


def sections_of(user: User, member: Member) -> list[Table]:
    """The tables for a member whom the user may see; sorts of which nothing is kept are left out, but for life and dues."""
    return [
        *_if_any(_floating(user, member), _transfers(user, member)),
        *_if_any(_posts(user, member), _points(user, member), _care(user, member), _restricted(user, member)),
        _trainings(user, member),
        _life(user, member),
        _dues(user, member),
    ]


def _if_any(*tables: Table) -> list[Table]:
    return [one for one in tables if one.rows]


def _floating(user: User, member: Member) -> Table:
    head = (_("类别"), _("流入地党组织"), _("分包联系人"), _("上次联系"), _("返回"))
    rows = [
        (
            Cell(one.get_category_display()),
            Cell(one.host_branch or "—"),
            Cell(one.contact_person),
            Cell(one.contacted_on or "—"),  # type: ignore[attr-defined]
            Cell(_("登记返回"), url=reverse("desk:floating-end", args=[one.uuid])),
        )
        for one in floatings(user).filter(member=member)
    ]
    return Table(_("流动党员"), head, rows)


def _transfers(user: User, member: Member) -> Table:
    head = (_("申请日期"), _("转出"), _("转入"), _("状态"))
    rows = [
        (
            Cell(one.requested_on, url=reverse("desk:transfers-step", args=[one.uuid])),
            Cell(one.source.short_name),
            Cell(one.destination),
            Cell(one.get_state_display(), tone="info"),
        )
        for one in transfers(user).filter(member=member)
    ]
    return Table(_("组织关系接转"), head, rows)


def _posts(user: User, member: Member) -> Table:
    rows = [
        (Cell(one.title), Cell(one.get_kind_display()), Cell(one.organisation.short_name), Cell(one.started_on))
        for one in posts_of_member(user, member)
    ]
    rows += [
        (Cell(one.get_kind_display()), Cell(_("服务活动")), Cell(one.registration.community.short_name), Cell(one.on))
        for one in service_of(user, member)[:_LATEST]
    ]
    return Table(_("岗位和服务"), (_("岗位或服务"), _("类别"), _("党组织名称"), _("日期")), rows)


def _points(user: User, member: Member) -> Table:
    """The member's entries in the points ledger, where the organisation keeps one: no sum, no order of persons (S1-V-3.8)."""
    rows = [
        (
            Cell(one.record.held_on),
            Cell(one.rule or "—"),
            Cell("—" if one.points is None else one.points),
            Cell(one.matter or "—"),
        )
        for one in points_of(user, member)
    ]
    note = _("只有本人和本组织能看。有疑问请向支部提出，记错的用补充更正，写明原因")
    return Table(_("积分"), (_("日期"), _("按哪一条规则"), _("得分"), _("事由")), rows, note=note)


def _care(user: User, member: Member) -> Table:
    rows = [
        (
            Cell(one.get_category_display(), url=reverse("desk:care-act", args=[one.uuid])),
            Cell(one.helper.name if one.helper else "—"),
            Cell(len(one.acts.all())),
        )
        for one in care_of(user, member)
    ]
    note = _("只有本组织、直接上级和帮扶领导能看")
    return Table(_("关爱帮扶"), (_("关爱类别"), _("帮扶领导"), _("次数")), rows, note=note)


def _restricted(user: User, member: Member) -> Table:
    rows = [
        (
            Cell(one.get_kind_display(), url=reverse("desk:restricted-step", args=[one.uuid])),
            Cell(one.get_state_display(), tone="warn"),
            Cell(one.get_decision_display() or "—"),
        )
        for one in restricted_of(user, member)
    ]
    note = _("只有党员所在组织的书记和上级书记能看")
    return Table(_("失联和处置事项"), (_("类别"), _("状态"), _("处置决定")), rows, note=note)


def _trainings(user: User, member: Member) -> Table:
    head = (_("培训班名称"), _("开班日期"), _("学时"), _("考核结果"))
    rows = [
        (
            Cell(one.training.title),
            Cell(one.training.starts_on),
            Cell(one.hours),
            Cell(one.get_result_display() or "—"),
        )
        for one in trainings_of(user, member)[:_LATEST]
    ]
    return Table(_("教育培训"), head, rows, empty=_("还没有登记。"))


def _life(user: User, member: Member) -> Table:
    head = (_("日期"), _("类别"), _("名称"), _("登记单位"))
    rows = [
        (Cell(one.on), Cell(one.get_kind_display()), Cell(one.title), Cell(one.organisation.short_name))
        for one in life_of(user, member)[:_LATEST]
    ]
    return Table(_("学习教育和组织生活"), head, rows, empty=_("还没有登记。"))


def _dues(user: User, member: Member) -> Table:
    rows = [
        (Cell(f"{one.month:%Y-%m}"), Cell(one.get_state_display()), Cell(one.amount), Cell(one.paid_on))
        for one in dues_of_member(user, member)[:_LATEST]
    ]
    head = (_("月份"), _("情况"), _("金额（元）"), _("交纳日期"))
    return Table(_("党费"), head, rows, note=_("最近十二个月"), empty=_("还没有登记。"))
