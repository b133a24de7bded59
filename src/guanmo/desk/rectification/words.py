"""How rows, findings and limits are said: tones of the states, days left, the history of a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from guanmo.method.rectification import WAY, passed
from guanmo.stages.rectification.enums import OVER, FindingType, RowState, Source
from guanmo.stages.rectification.models import LedgerRow, LookBack, Reminder, RowTransition
from guanmo.stages.rectification.queries import days_late
from guanmo.stages.rounds.queries import Today
from guanmo.ui.shapes import Step, TimelineEntry, Tone

TONES: dict[str, Tone] = {
    RowState.ENTERED: "mute",
    RowState.NOTIFIED: "warn",
    RowState.IN_RECTIFICATION: "warn",
    RowState.SUBMITTED: "info",
    RowState.LOOKED_BACK: "info",
    RowState.RETURNED: "bad",
    RowState.SIGNED_OFF: "good",
    RowState.REOPENED: "warn",
    RowState.CANCELLED: "mute",
}
FINDING_TONES: dict[str, Tone] = {
    FindingType.HIGHLIGHT: "good",
    FindingType.GAP: "info",
    FindingType.SHORTCOMING: "warn",
    FindingType.HARD_PROBLEM: "bad",
}


@dataclass(frozen=True, slots=True)
class Limit:
    """The time limit of a row in words; ``late`` when it has passed (S1-L-b)."""

    words: str
    late: bool


def limit_of(row: LedgerRow, now: Today) -> Limit:
    """``已逾期3个工作日``, ``还剩5个工作日``, ``今天到期``; no words for a row that is over or has no limit."""
    if row.due_date is None or row.state in OVER:
        return Limit("", late=False)
    days = now.left_until(row.due_date)
    if row.is_overdue(now.passed):
        late = days_late(row, now)
        return Limit(ngettext("已逾期%(days)d个工作日", "已逾期%(days)d个工作日", late) % {"days": late}, late=True)
    if days == 0:
        return Limit(_("今天到期"), late=False)
    return Limit(ngettext("还剩%(days)d个工作日", "还剩%(days)d个工作日", days) % {"days": days}, late=False)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One row as the lists show it."""

    row: LedgerRow
    tone: Tone
    limit: Limit


def line_of(row: LedgerRow, now: Today) -> LedgerLine:
    return LedgerLine(row, TONES[row.state], limit_of(row, now))


def way_of(row: LedgerRow) -> list[Step]:
    """The way of a problem with what lies behind; a problem of a self-check has no notice, a cancelled one no way."""
    if row.state == RowState.CANCELLED:
        return []
    behind = passed(row.state)
    here = row.state if row.state in WAY else RowState.IN_RECTIFICATION
    states = [state for state in WAY if state != RowState.NOTIFIED or row.finding.source != Source.SELF_CHECK]
    return [Step(RowState(state).label, _where(state, here, behind)) for state in states]


def _where(state: str, here: str, behind: Sequence[str]) -> Literal["done", "current", "todo"]:
    if state in behind or here == state == RowState.SIGNED_OFF:
        return "done"
    return "current" if state == here else "todo"


def history(row: LedgerRow) -> list[TimelineEntry]:
    """Steps, look-backs, receipts and reminders of a row that was read with its history, newest first."""
    steps = [(one.at, _step(one)) for one in row.transitions.all() if one.target != RowState.LOOKED_BACK]
    checks = [(one.at, _check(one)) for one in row.look_backs.all()]
    receipts = [
        (
            one.received_at,
            TimelineEntry(_("已签收《整改通知单》"), _moment(one.received_at), one.received_by, icon="signature"),
        )
        for one in row.notices.all()
        if one.received_at
    ]
    reminders = [(one.at, _reminder(one)) for one in row.reminders.all()]
    return [
        entry for _at, entry in sorted([*steps, *checks, *receipts, *reminders], key=lambda pair: pair[0], reverse=True)
    ]


_REASONED = frozenset({RowState.RETURNED, RowState.REOPENED, RowState.CANCELLED})
_ICONS = {RowState.SIGNED_OFF: "circle-check", RowState.RETURNED: "undo-2", RowState.CANCELLED: "circle-x"}


def _step(one: RowTransition) -> TimelineEntry:
    state = RowState(one.target)
    limit = _("整改时限：%(day)s") % {"day": _day(one.due_date)} if one.due_date else ""
    reason = one.note if state in _REASONED else ""
    note = _("，").join(part for part in ("" if reason else one.note, limit) if part)
    title = _("提交整改情况") if state == RowState.SUBMITTED else state.label
    return TimelineEntry(
        title, _moment(one.at), _name(one), reason, TONES[state], _ICONS.get(state, "circle-dot"), note
    )


def _check(one: LookBack) -> TimelineEntry:
    tone: Literal["good", "warn", "bad"] = (
        "good" if one.result == "fixed" else "warn" if one.result == "partly" else "bad"
    )
    title = _("“回头看”（%(day)s）：%(result)s") % {"day": _day(one.checked_on), "result": one.get_result_display()}
    return TimelineEntry(title, _moment(one.at), one.checker.name, "", tone, "search-check", one.evidence)


def _reminder(one: Reminder) -> TimelineEntry:
    title = _("提醒：%(when)s") % {"when": one.get_kind_display()}
    return TimelineEntry(
        title, _moment(one.at), "", "", "warn", "bell", _("整改时限：%(day)s") % {"day": _day(one.due_date)}
    )


def _name(one: RowTransition) -> str:
    return one.by.name if one.by else ""


def _day(day: date | None) -> str:
    return date_format(day, _("Y年n月j日")) if day else ""


def _moment(at: object) -> str:
    return date_format(localtime(at), _("Y年n月j日 H:i"))  # type: ignore[arg-type]
