"""The key figures, the rectification chart and the list of what waits for the user."""

from collections import Counter
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.overview.standings import mean
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import TOWNSHIP_STAFF
from guanmo.stages.rectification.enums import OVER, RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rectification.queries import findings_visible_to, notices_visible_to, visible_to, without_row
from guanmo.stages.results.models import Standing
from guanmo.stages.results.queries import filings_visible_to
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.queries import reports_owed, rounds_owed_teams, visits_visible_to
from guanmo.stages.scoring.queries import duties_of
from guanmo.ui.shapes import BarChart, BarRow, Kpi, Series, Todo

FEW = 6


def key_figures(
    user: User, quarter: Quarter, standings: list[Standing], before: list[Standing], today: date
) -> list[Kpi]:
    """Mean score, coverage, rectification and overdue rows; what is unknown is a dash, never zero."""
    average, earlier = mean(standings), mean(before)
    change = average - earlier if average is not None and earlier is not None else None
    ledger = list(visible_to(user))
    late = [row for row in ledger if row.is_overdue(today)]
    return [
        Kpi(_("平均得分"), average, _("分"), change=change, change_note=_("较上季度"), tone="red", icon="trophy"),
        _coverage(user, quarter),
        _done(ledger),
        _overdue(late, today),
    ]


def _coverage(user: User, quarter: Quarter) -> Kpi:
    states = list(visits_visible_to(user).filter(round__period=str(quarter)).values_list("state", flat=True))
    done, due = states.count(VisitState.CLOSED), len(states) - states.count(VisitState.EXCUSED)
    note = _("免观摩%(count)d个") % {"count": len(states) - due} if len(states) > due else ""
    unit = _("/ %(due)d 个组织") % {"due": due}
    return Kpi(_("观摩覆盖"), done if due else None, unit, "clipboard-check", note, progress=_percent(done, due))


def _done(ledger: list[LedgerRow]) -> Kpi:
    counted = [row for row in ledger if row.state != RowState.CANCELLED]
    over = sum(1 for row in counted if row.state == RowState.SIGNED_OFF)
    share = _percent(over, len(counted))
    note = _("销号%(done)d项，共%(all)d项") % {"done": over, "all": len(counted)}
    return Kpi(_("问题办结率"), share, "%", "list-checks", note, progress=share, url=reverse("desk:ledger-list"))


def _overdue(late: list[LedgerRow], today: date) -> Kpi:
    longest = max((today - row.due_date).days for row in late if row.due_date) if late else 0
    note = _("最长逾期%(days)d天") % {"days": longest} if late else _("没有逾期的整改")
    tone = "bad" if late else "plain"
    return Kpi(_("逾期未整改"), len(late), _("项"), "clock", note, tone=tone, url=reverse("desk:ledger-list"))  # type: ignore[arg-type]


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def rectification_chart(user: User, today: date) -> BarChart | None:
    """Done, under way and overdue by township (by organisation for a township), None without rows."""
    access = access_of(user)
    counts: dict[str, Counter[str]] = {}
    for row in visible_to(user).exclude(state=RowState.CANCELLED).select_related("finding__visit__round__organiser"):
        name = row.finding.visit.round.organiser.short_name if access.is_county else row.organisation.short_name
        counts.setdefault(name, Counter())[_phase(row, today)] += 1
    series = [Series(_("已销号"), "good"), Series(_("整改中"), "warn"), Series(_("逾期"), "bad")]
    bars = [BarRow(name, [count["done"], count["open"], count["late"]]) for name, count in counts.items()]
    return BarChart(series, bars) if bars else None


def _phase(row: LedgerRow, today: date) -> str:
    if row.state in OVER:
        return "done"
    return "late" if row.is_overdue(today) else "open"


def todos(user: User, today: date) -> list[Todo]:
    """What waits for this user, the most urgent first."""
    access = access_of(user)
    waiting = [*_late(user, today)]
    if access.is_county_admin:
        waiting += _filings(user)
    if access.has(*TOWNSHIP_STAFF):
        waiting += [*_teams(user), *_unentered(user)]
    elif not access.is_county:
        waiting += _receipts(user)
    return [*waiting, *_reports(user), *_scoring(user)]


def _late(user: User, today: date) -> list[Todo]:
    rows = [row for row in visible_to(user).order_by("due_date") if row.is_overdue(today)][:FEW]
    return [
        Todo(
            _("%(name)s整改逾期") % {"name": row.organisation.short_name},
            _("%(matter)s（应于%(due)s前完成）") % {"matter": row.matter[:24], "due": row.due_date},
            reverse("desk:ledger-row", args=[row.uuid]),
            "triangle-alert",
            "bad",
            _("逾期"),
        )
        for row in rows
    ]


def _filings(user: User) -> list[Todo]:
    waiting = filings_visible_to(user).filter(answer=None)[:FEW]
    return [
        Todo(
            _("%(name)s报来备案") % {"name": filing.ranking.round.organiser.short_name},
            filing.number,
            reverse("desk:filings-detail", args=[filing.uuid]),
            "inbox",
            "info",
            _("待备案"),
        )
        for filing in waiting
    ]


def _teams(user: User) -> list[Todo]:
    return [
        Todo(
            _("请登记派出的督导组"),
            round.title,
            reverse("desk:teams-list", args=[round.uuid]),
            "users-round",
            "warn",
            _("待登记"),
        )
        for round in rounds_owed_teams(user)
    ]


def _reports(user: User) -> list[Todo]:
    return [
        Todo(
            _("%(team)s还没有交学习报告") % {"team": team},
            team.round.title,
            reverse("desk:teams-report", args=[team.uuid]),
            "file-pen",
            "info",
            _("待提交"),
        )
        for team in reports_owed(user)
    ]


def _unentered(user: User) -> list[Todo]:
    rounds = {one.visit.round: 0 for one in without_row(findings_visible_to(user))}
    for one in without_row(findings_visible_to(user)):
        rounds[one.visit.round] += 1
    return [
        Todo(
            _("%(count)d个问题还没有列入台账") % {"count": count},
            round.title,
            reverse("desk:findings-list", args=[round.uuid]),
            "list-checks",
            "warn",
            _("待处理"),
        )
        for round, count in rounds.items()
    ]


def _receipts(user: User) -> list[Todo]:
    unreceived = notices_visible_to(user).filter(received_at=None)[:FEW]
    return [
        Todo(
            _("收到整改通知单 %(number)s") % {"number": notice.number},
            _("请签收并开始整改"),
            reverse("desk:notices-detail", args=[notice.uuid]),
            "bell",
            "warn",
            _("待签收"),
        )
        for notice in unreceived
    ]


def _scoring(user: User) -> list[Todo]:
    left = sum(1 for duty in duties_of(user) if duty.open)
    if not left:
        return []
    title = _("还有%(count)d个组织等您打分") % {"count": left}
    return [Todo(title, _("现场打分，打完提交"), reverse("field:duties"), "clipboard-check", "warn", _("待打分"))]
