"""The menu and the head of every page, by what the user's posts allow."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import URLResolver, get_resolver, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from guanmo.stages.members.rules import READERS as MEMBER_READERS
from guanmo.stages.organisations.enums import Role
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, county_name, own_posts
from guanmo.stages.organisations.rules import SUPERIORS, TOWNSHIP_STAFF, Access, may_read_audit, may_see_grants
from guanmo.stages.rectification.queries import READERS, is_sent
from guanmo.ui.shapes import MenuGroup, MenuItem, Text

Entry = tuple[Text, str, str, Callable[[Access], bool]]

# Pages that belong to an entry although their path does not begin with it.
BELOW = {
    "desk:rounds-list": ("/visits/", "/conflicts/", "/paper/", "/teams/", "/jobs/"),
    "desk:practices-list": ("/praises/",),
    "desk:ledger-list": ("/notices/", "/findings/", "/look-backs/"),
    "desk:problems-list": ("/self-checks/", "/criticisms/"),
    "desk:documents-list": ("/templates/", "/papers/", "/offices/"),
    "desk:moves-list": ("/floating/",),
    "desk:posts-list": ("/registrations/",),
    "desk:designations-list": ("/reserves/",),
    "desk:restricted-list": ("/care/",),
    "desk:records-due": ("/evidence/",),
}


def _everybody(access: Access) -> bool:
    """Whoever works here: the three administrators do not."""
    return access.administration is None


def _county(access: Access) -> bool:
    return access.is_county


def _below_the_county(access: Access) -> bool:
    return not access.is_county and access.administration is None


def _in_a_post(access: Access) -> bool:
    return bool(access.grants)


def _county_or_township(access: Access) -> bool:
    return access.is_county or access.has(*TOWNSHIP_STAFF)


def _leads_weak(access: Access) -> bool:
    return access.is_county or access.has(*SUPERIORS)


def _inspects(access: Access) -> bool:
    """Whoever was sent to inspect has the entry too."""
    return _county_or_township(access) or access.has(Role.INSPECTION_OFFICER)


def _reads_ledger(access: Access) -> bool:
    return access.is_county or access.has(*READERS)


def _keeps_members(access: Access) -> bool:
    return access.is_county or access.has(*MEMBER_READERS)


_MENU: tuple[tuple[Text, tuple[Entry, ...]], ...] = (
    (
        _("观摩"),
        (
            (_("总览"), "desk:overview", "layout-dashboard", _everybody),
            (_("待我办理"), "desk:waiting", "bell", _everybody),
            (_("我的打分"), "field:duties", "clipboard-check", _below_the_county),
            (_("观摩轮次"), "desk:rounds-list", "calendar", _everybody),
            (_("督促检查"), "desk:inspections-list", "search-check", _inspects),
            (_("进度与覆盖"), "desk:coverage", "chart-column", _county_or_township),
            (_("异议复核"), "desk:objections-list", "message-square", _county_or_township),
            (_("报送备案"), "desk:filings-list", "inbox", _county_or_township),
            (_("典型库"), "desk:practices-list", "lightbulb", _everybody),
        ),
    ),
    (
        _("台账"),
        (
            (_("台账"), "desk:records-due", "book-open", _in_a_post),
            (_("指标"), "desk:indicators-list", "chart-line", _in_a_post),
            (_("基层负担"), "desk:burden", "gauge", _county_or_township),
        ),
    ),
    (
        _("整改"),
        (
            (_("整改台账"), "desk:ledger-list", "list-checks", _reads_ledger),
            (_("自查和检查问题"), "desk:problems-list", "search", _reads_ledger),
            (_("软弱涣散整顿"), "desk:weak-list", "flag", _leads_weak),
            (_("公文"), "desk:documents-list", "file-text", _everybody),
        ),
    ),
    (
        _("党员"),
        (
            (_("花名册"), "desk:members-list", "users", _keeps_members),
            (_("党费"), "desk:dues-list", "wallet", _keeps_members),
            (_("接转和流动"), "desk:moves-list", "arrow-right", _keeps_members),
            (_("发展党员"), "desk:developments-list", "user-plus", _keeps_members),
            (_("党员培训"), "desk:trainings-list", "graduation-cap", _keeps_members),
            (_("设岗定责"), "desk:posts-list", "clipboard-list", _keeps_members),
            (_("人员配备"), "desk:designations-list", "user-check", _keeps_members),
            (_("关爱和处置"), "desk:restricted-list", "handshake", _keeps_members),
        ),
    ),
    (
        _("组织建设"),
        (
            (_("班子和换届"), "desk:leadership", "users-round", _in_a_post),
            (_("设置和摸底"), "desk:settings-list", "workflow", _in_a_post),
            (_("“两新”和学校覆盖"), "desk:units-list", "building-2", _in_a_post),
            (_("党建网格"), "desk:grids-list", "table", _in_a_post),
            (_("归口管理"), "desk:lines-list", "git-compare", _in_a_post),
            (_("联系点"), "desk:contact-points-list", "link", _in_a_post),
            (_("结对和联建"), "desk:partnerships-list", "handshake", _in_a_post),
            (_("党内法规"), "desk:regulations-list", "book-open", _in_a_post),
        ),
    ),
    (
        _("基础"),
        (
            (_("组织"), "desk:organisations-list", "network", _everybody),
            (_("评分表"), "desk:sheets-list", "layers", _everybody),
            (_("工作日安排"), "desk:calendar", "calendar-days", _county),
            (_("账号与授权"), "desk:grants-list", "key-round", may_see_grants),
            (_("审计记录"), "desk:audit", "shield-check", may_read_audit),
        ),
    ),
)
"""Groups of entries: title, page, icon, who sees it."""
_ALSO: dict[str, Callable[[User], bool]] = {"desk:weak-list": is_sent}
"""Entries that some see whom no role admits; asked of nobody else, since it costs a question to the database."""


def context(request: HttpRequest) -> dict[str, Any]:
    """The context processor of the desk and the field."""
    head: dict[str, Any] = {"county_name": settings.COUNTY_NAME or SimpleLazyObject(county_name)}
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return head
    access = access_of(user)
    return {**head, "menu": _menu(request.path, user), "user_name": user.name, "user_post": _post(user, access)}


def _post(user: User, access: Access) -> str:
    """What the user is, beside the name: an administrator, the first post, or nothing."""
    if access.administration is not None:
        return str(access.administration.role.label)
    if not (posts := own_posts(user)):
        return ""
    seat = {"organisation": posts[0].name, "duty": posts[0].duty_label}
    return _("%(organisation)s%(duty)s") % seat


def _menu(path: str, user: User) -> list[MenuGroup]:
    shown = [(title, [one for one in entries if _sees(user, one)]) for title, entries in _MENU]
    return [MenuGroup(title, _items(path, entries)) for title, entries in shown if entries]


def _sees(user: User, entry: Entry) -> bool:
    access, also = access_of(user), _ALSO.get(entry[1])
    return entry[3](access) or (also is not None and access.administration is None and also(user))


def _items(path: str, entries: Iterable[Entry]) -> list[MenuItem]:
    return [_item(path, *entry) for entry in entries]


def _item(path: str, title: Text, name: str, icon: str, _shown: object) -> MenuItem:
    url = _url(name, get_script_prefix(), get_resolver())
    active = path == url if name == "desk:overview" else path.startswith((url, *BELOW.get(name, ())))
    return MenuItem(title, url, icon, active)


@cache
def _url(name: str, _prefix: str, _pages: URLResolver) -> str:
    """The address of a page, asked once for each place where the product may stand under its host."""
    return reverse(name)
