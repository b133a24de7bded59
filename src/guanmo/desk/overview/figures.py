"""The key figures and the rectification chart."""

from collections import Counter
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.overview.standings import mean
from guanmo.lib.period import Quarter
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of, township_names
from guanmo.stages.rectification.enums import OVER, RowState
from guanmo.stages.rectification.models import LedgerRow
from guanmo.stages.rectification.queries import days_late, visible_to
from guanmo.stages.results.models import Standing
from guanmo.stages.rounds.enums import VisitState
from guanmo.stages.rounds.queries import Today, visits_visible_to
from guanmo.ui.shapes import BarChart, BarRow, Kpi, Series


def key_figures(
    user: User, quarter: Quarter, standings: list[Standing], before: list[Standing], now: Today
) -> list[Kpi]:
    """Mean score, coverage, rectification and overdue rows; what is unknown is a dash, never zero."""
    average, earlier = mean(standings), mean(before)
    change = average - earlier if average is not None and earlier is not None else None
    ledger = list(visible_to(user))
    late = [row for row in ledger if row.is_overdue(now.passed)]
    return [
        Kpi(_("平均得分"), average, _("分"), change=change, change_note=_("较上季度"), tone="red", icon="trophy"),
        _coverage(user, quarter),
        _done(ledger),
        _overdue(late, now),
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


def _overdue(late: list[LedgerRow], now: Today) -> Kpi:
    longest = max((days_late(row, now) for row in late), default=0)
    note = _("最长逾期%(days)d个工作日") % {"days": longest} if late else _("没有逾期的整改")
    tone = "bad" if late else "plain"
    return Kpi(_("逾期未整改"), len(late), _("项"), "clock", note, tone=tone, url=reverse("desk:ledger-list"))  # type: ignore[arg-type]


def _percent(part: int, whole: int) -> Decimal | None:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1")) if whole else None


def rectification_chart(user: User, now: Today) -> BarChart | None:
    """Done, under way and overdue by township (by organisation for a township), None without rows."""
    above = township_names(user) if access_of(user).is_county else {}
    counts: dict[str, Counter[str]] = {}
    for row in visible_to(user).exclude(state=RowState.CANCELLED):
        name = above.get(row.organisation.township_path, row.organisation.short_name)
        counts.setdefault(name, Counter())[_phase(row, now)] += 1
    series = [Series(_("已销号"), "good"), Series(_("整改中"), "warn"), Series(_("逾期"), "bad")]
    bars = [BarRow(name, [count["done"], count["open"], count["late"]]) for name, count in counts.items()]
    return BarChart(series, bars) if bars else None


def _phase(row: LedgerRow, now: Today) -> str:
    if row.state in OVER:
        return "done"
    return "late" if row.is_overdue(now.passed) else "open"
