"""The rows of one organisation as cards: what is wrong, until when, and the one next step."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.rectification.words import TONES, Limit, limit_of
from guanmo.stages.rectification.enums import OVER, RowState
from guanmo.stages.rectification.models import LedgerRow, Notice
from guanmo.stages.rounds.queries import Today
from guanmo.ui.shapes import Tone


@dataclass(frozen=True, slots=True)
class NextStep:
    """A button: it posts when ``posts``, else it leads to the page with the form."""

    label: str
    url: str
    icon: str
    posts: bool


@dataclass(frozen=True, slots=True)
class RowCard:
    """One row for the person who answers it; ``waits_for`` says what happens next when it is not this person's turn."""

    row: LedgerRow
    tone: Tone
    limit: Limit
    step: NextStep | None
    waits_for: str
    over: bool


def card_of(row: LedgerRow, now: Today) -> RowCard:
    step = _next(row)
    return RowCard(row, TONES[row.state], limit_of(row, now), step, _waits_for(row), row.state in OVER)


def _unreceived(row: LedgerRow) -> Notice | None:
    return next((notice for notice in row.notices.all() if not notice.received_at and not notice.withdrawn_on), None)


def _next(row: LedgerRow) -> NextStep | None:
    """Receive → start → fill in."""
    page, notice = reverse("desk:ledger-row", args=[row.uuid]), _unreceived(row)
    if row.state == RowState.NOTIFIED and notice is not None:
        return NextStep(_("签收通知单"), reverse("desk:notices-receipt", args=[notice.uuid]), "signature", posts=True)
    if row.state in (RowState.ENTERED, RowState.NOTIFIED, RowState.RETURNED, RowState.REOPENED):
        return NextStep(_("开始整改"), reverse("desk:rows-start", args=[row.uuid]), "play", posts=True)
    if row.state == RowState.IN_RECTIFICATION:
        return NextStep(_("填写整改情况"), f"{page}#next", "file-pen", posts=False)
    return None


def _waits_for(row: LedgerRow) -> str:
    return {
        RowState.SUBMITTED: _("您已提交，等乡镇（街道）“回头看”。"),
        RowState.LOOKED_BACK: _("乡镇（街道）已“回头看”，等验收。"),
    }.get(RowState(row.state), "")
