"""What the page of posts with duties shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.units import own_unit
from guanmo.desk.members.shapes import Cell, Table, Turn, turned
from guanmo.stages.members.models import AssignedPost, CommunityRegistration, Member
from guanmo.stages.members.queries import (
    in_service_without_post,
    posts,
    publications,
    registrations,
    without_post,
)
from guanmo.stages.organisations.models import Organisation, User
from guanmo.ui.shapes import Kpi


@dataclass(frozen=True, slots=True)
class PostsPage:
    """Key figures, the posts, who has none, and who serves in a community. ``published_on`` is of ``unit``."""

    unit: Organisation | None
    published_on: date | None
    published_at: str
    kpis: Sequence[Kpi]
    tables: Sequence[Table]


def posts_page(user: User, asked: Mapping[str, str]) -> PostsPage:
    """The page as the user may see it; ``asked`` chooses the organisation and turns the lists."""
    unit = own_unit(user, asked.get("organisation", ""))
    held, free = turned(posts(user, unit), asked, "posts"), turned(without_post(user, unit), asked, "free")
    idle = turned(in_service_without_post(user, unit), asked, "idle")
    here = turned(registrations(user, unit), asked, "registered")
    last = publications(user, unit).first() if unit else None
    return PostsPage(
        unit=unit,
        published_on=last.on if last else None,
        published_at=_(last.place) if last else "",
        kpis=(
            Kpi(_("岗位"), held.count, _("个"), "clipboard-list"),
            Kpi(_("没有岗位的无职党员"), free.count, _("名"), "user-x", tone="bad" if free.count else "plain"),
            Kpi(_("没有服务岗位的在职党员"), idle.count, _("名"), "user-x", tone="bad" if idle.count else "plain"),
        ),
        tables=(
            _posts(held),
            _members(_("没有岗位的无职党员"), free, "desk:posts-assign"),
            _registrations(here),
            _members(_("没有服务岗位的在职党员"), idle, "desk:registrations-create"),
        ),
    )


def _posts(held: Turn[AssignedPost]) -> Table:
    head = (_("姓名"), _("类别"), _("岗位"), _("职责"), _("上岗日期"), _("离岗"))
    rows = [
        (
            Cell(one.member.name),
            Cell(one.get_kind_display()),
            Cell(one.title),
            Cell(one.duties),
            Cell(one.started_on),
            Cell(_("登记离岗"), url=reverse("desk:posts-end", args=[one.uuid])),
        )
        for one in held
    ]
    return Table(_("岗位"), head, rows, empty=_("还没有设岗。"), page=held)


def _members(title: str, members: Turn[Member], act: str) -> Table:
    words = {"desk:posts-assign": _("设岗"), "desk:registrations-create": _("到社区报到")}
    rows = [
        (
            Cell(one.name, url=reverse("desk:members-detail", args=[one.uuid])),
            Cell(one.organisation.short_name),
            Cell(words[act], url=reverse(act, args=[one.uuid])),
        )
        for one in members
    ]
    note = _("共%(n)s名") % {"n": members.count}
    head = (_("姓名"), _("所在党支部"), _("办理"))
    return Table(title, head, rows, note=note, empty=_("都有岗位。"), page=members)


def _registrations(here: Turn[CommunityRegistration]) -> Table:
    head = (_("姓名"), _("社区"), _("报到日期"), _("服务岗位"), _("服务次数"), _("小时"), _("结束"))
    rows = [
        (
            Cell(one.member.name),
            Cell(one.community.short_name),
            Cell(one.registered_on),
            _service_post(one),
            Cell(one.services, url=reverse("desk:registrations-service", args=[one.uuid])),  # type: ignore[attr-defined]
            Cell(one.hours or 0),  # type: ignore[attr-defined]
            Cell(_("登记结束"), url=reverse("desk:registrations-end", args=[one.uuid])),
        )
        for one in here
    ]
    note, empty = _("点服务次数登记服务"), _("还没有人报到。")
    return Table(_("到社区报到的在职党员"), head, rows, note=note, empty=empty, page=here)


def _service_post(one: CommunityRegistration) -> Cell:
    if one.has_post:  # type: ignore[attr-defined]
        return Cell(_("已安排"), tone="good")
    return Cell(_("还没有"), url=reverse("desk:registrations-post", args=[one.uuid]), tone="bad")
