"""What the page of dues shows: a month by member, or by organisation, and the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table, turned
from guanmo.method.coverage import share_of
from guanmo.method.development import months_later
from guanmo.stages.members.enums import DuesState
from guanmo.stages.members.queries import LedgerLine, MemberMonth, dues_ledger, dues_of_month
from guanmo.stages.organisations.models import Organisation, User
from guanmo.ui.shapes import Kpi


@dataclass(frozen=True, slots=True)
class DuesPage:
    """One month. With a ``unit`` its members and ledger, without one a line for each organisation within reach."""

    unit: Organisation | None
    month: date
    before: date
    after: date | None
    kpis: Sequence[Kpi]
    table: Table
    ledger: Table | None


def shown_month(text: str, today: date) -> date:
    """The first day of ``2026-11``; the present month for anything else and for what is still to come."""
    present = today.replace(day=1)
    try:
        return min(date.fromisoformat(f"{text}-01"), present)
    except ValueError:
        return present


def dues_page(user: User, unit: Organisation | None, month: date, today: date, asked: Mapping[str, str]) -> DuesPage:
    """The page as the user may see it; ``asked`` turns the list of organisations."""
    rows = dues_of_month(user, month, today, unit)
    lines = dues_ledger(user, unit) if unit else []
    following = months_later(month, 1)
    return DuesPage(
        unit=unit,
        month=month,
        before=months_later(month, -1),
        after=following if following <= today else None,
        kpis=_kpis(rows, lines, unit),
        table=_settled(rows) if unit else _by_organisation(rows, month, asked),
        ledger=_ledger(lines) if unit else None,
    )


def _kpis(rows: Sequence[MemberMonth], lines: Sequence[LedgerLine], unit: Organisation | None) -> tuple[Kpi, ...]:
    open_, late = sum(not one.settled for one in rows), sum(one.late for one in rows)
    figures = (
        Kpi(_("本月收缴率"), _rate(rows), "%", "percent"),
        Kpi(_("还没有交"), open_, _("名"), "clock"),
        Kpi(_("逾期"), late, _("名"), "triangle-alert", tone="bad" if late else "plain"),
    )
    return (*figures, Kpi(_("党费结余"), lines[-1].balance if lines else 0, _("元"), "wallet")) if unit else figures


def _rate(rows: Sequence[MemberMonth]) -> object:
    """Paid or exempted of all, in per cent; a dash when nobody was due, or dues were not kept yet."""
    known = [one for one in rows if one.recorded]
    rate = share_of(sum(one.settled for one in known), len(known))
    return "—" if rate is None else rate


def _settled(rows: Sequence[MemberMonth]) -> Table:
    head = (_("姓名"), _("情况"), _("金额（元）"), _("交纳日期"), _("更正"))
    cells = []
    for one in rows:
        if one.payment is None:
            continue
        exempt = one.payment.state == DuesState.EXEMPT
        words = _("逾期交纳") if one.late else one.payment.get_state_display()
        cells.append(
            (
                _member(one),
                Cell(words, tone="warn" if one.late else "mute" if exempt else "good"),
                Cell("—" if exempt else one.payment.amount),
                Cell(one.payment.paid_on.isoformat()),
                Cell(_("更正"), url=reverse("desk:dues-correct", args=[one.payment.uuid])),
            )
        )
    return Table(_("本月已登记"), head, cells, empty=_("本月还没有登记。"))


def _member(one: MemberMonth) -> Cell:
    """The name, as a link where the member still is."""
    here = one.member.organisation_id == one.organisation.pk
    return Cell(one.member.name, url=reverse("desk:members-detail", args=[one.member.uuid]) if here else "")


def _by_organisation(rows: Sequence[MemberMonth], month: date, asked: Mapping[str, str]) -> Table:
    head = (_("党组织名称"), _("党员"), _("还没有交"), _("收缴率（%）"))
    cells = []
    page = turned([list(group) for _unit, group in groupby(rows, key=lambda one: one.organisation)], asked, "page")
    for months in page:
        organisation = months[0].organisation
        url = f"{reverse('desk:dues-list')}?organisation={organisation.uuid}&month={month:%Y-%m}"
        open_ = sum(not one.settled for one in months)
        late = any(one.late for one in months)
        cells.append(
            (
                Cell(organisation.name, url=url),
                Cell(len(months)),
                Cell(open_, tone="bad" if late else "warn" if open_ else "good"),
                Cell(_rate(months)),
            )
        )
    return Table(_("各组织党费"), head, cells, empty=_("这里还没有党员。"), page=page)


def _ledger(lines: Sequence[LedgerLine]) -> Table:
    head = (_("日期"), _("事项"), _("金额（元）"), _("结余（元）"), _("凭证号"), _("审批人"))
    rows = [
        (
            Cell(one.on.isoformat()),
            Cell(one.words or _("党员交纳")),
            Cell(one.amount),
            Cell(one.balance),
            Cell(one.voucher or "—"),
            Cell(one.approver or "—"),
        )
        for one in reversed(lines)
    ]
    return Table(_("党费收支台账"), head, rows, note=_("最近的在前"), empty=_("还没有收支。"))
