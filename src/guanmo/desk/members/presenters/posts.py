"""What the page of posts with duties shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.presenters.units import own_unit
from guanmo.desk.members.shapes import Cell, Table
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

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class PostsPage:
    """Key figures, the posts, who has none, and who serves in a community. ``published_on`` is of ``unit``."""

    unit: Organisation | None
    published_on: date | None
    published_at: str
    kpis: Sequence[Kpi]
    tables: Sequence[Table]


def posts_page(user: User, wanted: str) -> PostsPage:
    """The page as the user may see it."""
    unit = own_unit(user, wanted)
    held, free = list(posts(user, unit)), list(without_post(user, unit))
    idle, here = list(in_service_without_post(user, unit)), list(registrations(user, unit))
    last = publications(user, unit).first() if unit else None
    return PostsPage(
        unit=unit,
        published_on=last.on if last else None,
        published_at=last.place if last else "",
        kpis=(
            Kpi(_("岗位"), len(held), _("个"), "clipboard-list"),
            Kpi(_("没有岗位的无职党员"), len(free), _("名"), "user-x", tone="bad" if free else "plain"),
            Kpi(_("没有服务岗位的在职党员"), len(idle), _("名"), "user-x", tone="bad" if idle else "plain"),
        ),
        tables=(
            _posts(held),
            _members(_("没有岗位的无职党员"), free, "desk:posts-assign"),
            _registrations(here),
            _members(_("没有服务岗位的在职党员"), idle, "desk:registrations-create"),
        ),
    )


def _posts(held: Iterable[AssignedPost]) -> Table:
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
    return Table(_("岗位"), head, rows, empty=_("还没有设岗。"))


def _members(title: str, members: Sequence[Member], act: str) -> Table:
    words = {"desk:posts-assign": _("设岗"), "desk:registrations-create": _("到社区报到")}
    rows = [
        (
            Cell(one.name, url=reverse("desk:members-detail", args=[one.uuid])),
            Cell(one.organisation.short_name),
            Cell(words[act], url=reverse(act, args=[one.uuid])),
        )
        for one in members[:_SHOWN]
    ]
    note = _("共%(n)s名") % {"n": len(members)}
    return Table(title, (_("姓名"), _("所在党支部"), _("办理")), rows, note=note, empty=_("都有岗位。"))


def _registrations(here: Iterable[CommunityRegistration]) -> Table:
    head = (_("姓名"), _("社区"), _("报到日期"), _("服务岗位"), _("服务次数"), _("小时"))
    rows = [
        (
            Cell(one.member.name),
            Cell(one.community.short_name),
            Cell(one.registered_on),
            _service_post(one),
            Cell(one.services, url=reverse("desk:registrations-service", args=[one.uuid])),  # type: ignore[attr-defined]
            Cell(one.hours or 0),  # type: ignore[attr-defined]
        )
        for one in here
    ]
    return Table(_("到社区报到的在职党员"), head, rows, note=_("点服务次数登记服务"), empty=_("还没有人报到。"))


def _service_post(one: CommunityRegistration) -> Cell:
    if one.has_post:  # type: ignore[attr-defined]
        return Cell(_("已安排"), tone="good")
    return Cell(_("还没有"), url=reverse("desk:registrations-post", args=[one.uuid]), tone="bad")
