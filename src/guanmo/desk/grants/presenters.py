"""What the page of accounts and grants shows."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table, turned
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.stages.organisations.enums import ADMINISTRATORS
from guanmo.stages.organisations.models import RoleGrant, User
from guanmo.stages.organisations.queries import access_of, grants_holding, grants_listed, may_end, sees_all_grants
from guanmo.stages.organisations.rules import Access, givable, may_give_passwords
from guanmo.ui.shapes import Kpi


def grants_page(user: User, asked: Mapping[str, str]) -> ListPage:
    """The page as the user may see it."""
    access = access_of(user)
    return ListPage(
        title=_("账号与授权"),
        subject=_(
            "职务以外另外授予的角色：给谁、在什么范围、谁给的、为什么、到什么时候。职务带来的权限在“组织”中登记任职。"
        ),
        kpis=_kpis(user),
        tables=(_table(user, access, asked),),
        actions=(Action(_("授权"), reverse("desk:grants-create")),) if givable(access) else (),
        fold_above=1000,
    )


def _kpis(user: User) -> Sequence[Kpi]:
    """Which administrators are lacking is told only to who sees them all: they are the county's."""
    held = grants_holding(user)
    count = Kpi(_("现在有效的授权"), held.count(), _("项"), "key-round")
    if not sees_all_grants(user):
        return (count,)
    filled = set(held.filter(role__in=ADMINISTRATORS).values_list("role", flat=True))
    lacking = len(ADMINISTRATORS) - len(filled)
    return (count, Kpi(_("还缺的管理员"), lacking, _("类"), "user-x", tone="bad" if lacking else "plain"))


def _table(user: User, access: Access, asked: Mapping[str, str]) -> Table:
    shown = turned(grants_listed(user), asked, "page")
    head = (_("姓名"), _("账号"), _("角色"), _("范围"), _("期限"), _("授权人"), _("原因"), _("状态"), _("收回"))
    rows = [_row(one, user, access) for one in shown]
    note = _("共%(count)d项，新的在前") % {"count": shown.count}
    return Table(_("授权"), head, rows, note=note, empty=_("还没有授权。"), page=shown)


def _row(grant: RoleGrant, user: User, access: Access) -> tuple[Cell, ...]:
    words = {"first": grant.first_day, "last": grant.last_day or _("收回为止")}
    return (
        Cell(grant.user.name),
        Cell(grant.user.username, url=_password(grant, access)),
        Cell(grant.get_role_display()),
        Cell(grant.organisation.name),
        Cell(_("%(first)s至%(last)s") % words),
        Cell(grant.by.name if grant.by else _("系统")),
        Cell(grant.reason),
        _state(grant),
        _end(grant, user),
    )


def _password(grant: RoleGrant, access: Access) -> str:
    """Where the department's officers give the account a password, while the grant holds."""
    gives = may_give_passwords(access) and _holds(grant)
    return reverse("desk:grants-password", args=[grant.uuid]) if gives else ""


def _holds(grant: RoleGrant) -> bool:
    today = timezone.localdate()
    return not hasattr(grant, "end") and grant.first_day <= today and (grant.last_day or today) >= today


def _state(grant: RoleGrant) -> Cell:
    today, end = timezone.localdate(), getattr(grant, "end", None)
    if end is not None:
        words = {"on": timezone.localtime(end.at).date(), "by": end.by.name if end.by else _("系统"), "why": end.reason}
        return Cell(_("%(on)s由%(by)s收回：%(why)s") % words)
    if grant.last_day is not None and grant.last_day < today:
        return Cell(_("已到期"))
    return Cell(_("有效"), tone="good") if grant.first_day <= today else Cell(_("还没有开始"), tone="info")


def _end(grant: RoleGrant, user: User) -> Cell:
    ends = may_end(user, grant)
    return Cell(_("收回"), url=reverse("desk:grants-end", args=[grant.uuid])) if ends else Cell("—")
