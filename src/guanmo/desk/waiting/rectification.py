"""What waits in the ledger, for those who put right and for those who check."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from guanmo.desk.rectification.steps import is_fixed, submitted_by
from guanmo.desk.rectification.words import limit_of
from guanmo.stages.organisations.models import User
from guanmo.stages.organisations.queries import access_of
from guanmo.stages.organisations.rules import ORGANISATION_STAFF
from guanmo.stages.rectification.enums import RowState
from guanmo.stages.rectification.models import Finding, LedgerRow
from guanmo.stages.rectification.queries import (
    drawn_and_waiting,
    findings_visible_to,
    listed,
    notices_visible_to,
    notified_by,
    overdue,
    own_rows,
    visible_to,
    without_row,
)
from guanmo.stages.rectification.rules import may_check, may_keep_ledger
from guanmo.stages.rounds.queries import Today
from guanmo.stages.rounds.queries import visible_to as rounds_visible_to
from guanmo.ui.shapes import Todo, Tone

LONGEST = 40
"""Characters of a title: on a phone more would push the status aside."""

_OWN_TURN = (
    RowState.ENTERED, RowState.NOTIFIED, RowState.IN_RECTIFICATION, RowState.RETURNED, RowState.REOPENED,
)  # fmt: skip


def receipts(user: User) -> list[Todo]:
    """Notices that the own organisation has not received yet."""
    own = access_of(user).organisation_ids(*ORGANISATION_STAFF)
    return [
        Todo(
            _("收到整改通知单 %(number)s") % {"number": notice.number},
            _("请签收并开始整改"),
            reverse("desk:notices-detail", args=[notice.uuid]),
            "bell",
            "warn",
            _("待签收"),
        )
        for notice in notices_visible_to(user).filter(received_at=None, withdrawn_on=None, organisation__in=own)
    ]


def to_rectify(user: User, now: Today) -> list[Todo]:
    """The own rows whose next step is the organisation's, the most urgent first."""
    rows = listed(own_rows(user).filter(state__in=_OWN_TURN), now)
    return [_limited(row, now, row.matter) for row in rows]


def late(user: User, now: Today) -> list[Todo]:
    """Overdue rows, the longest first."""
    rows = overdue(visible_to(user), now).order_by("due_date", "pk")
    return [_limited(row, now, f"{row.organisation.short_name}：{row.matter}") for row in rows]


def _limited(row: LedgerRow, now: Today, title: str) -> Todo:
    limit = limit_of(row, now)
    due = _("整改时限：%(day)s") % {"day": row.due_date} if row.due_date else ""
    tone: Tone = "bad" if limit.late else "warn"
    icon = "triangle-alert" if limit.late else "clock"
    return Todo(title[:LONGEST], due, _page(row), icon, tone, limit.words or row.get_state_display())


def to_look_back(user: User) -> list[Todo]:
    """Submitted rows at which somebody other than their writer looks."""
    return [_row(row, _("待回头看"), "search-check") for row in _to_check(user, RowState.SUBMITTED)]


def to_accept(user: User) -> list[Todo]:
    """Rows that were looked back at: to be accepted where it was fixed, else to be sent back."""
    rows = _to_check(user, RowState.LOOKED_BACK)
    return [_row(row, _("待验收") if is_fixed(row) else _("没有改好，待退回"), "circle-check") for row in rows]


def _to_check(user: User, state: RowState) -> list[LedgerRow]:
    access = access_of(user)
    rows = visible_to(user).filter(state=state).prefetch_related("transitions", "look_backs").order_by("due_date", "pk")
    return [
        row
        for row in rows
        if may_check(access, row.organisation.path, row.organisation_id) and not submitted_by(row, user)
    ]


def drawn(user: User) -> list[Todo]:
    """Signed-off rows that were drawn for another look."""
    access = access_of(user)
    rows = [row for row in drawn_and_waiting(user) if may_check(access, row.organisation.path, row.organisation_id)]
    return [_row(row, _("抽中"), "shuffle") for row in rows]


def unentered(user: User) -> list[Todo]:
    """Problems without a ledger row, one line for each round and one for what was found elsewhere."""
    access, found = access_of(user), without_row(findings_visible_to(user))
    kept = [one for one in found if may_keep_ledger(access, one.organisation.path)]
    return _by_round(user, kept, _("%(count)d个问题还没有列入台账"), "desk:findings-list", "list-checks", _("待处理"))


def to_notify(user: User) -> list[Todo]:
    """Entered rows whose organisation has not been told, one line for each round and one for what was found elsewhere."""
    is_told = notified_by(user)
    entered = visible_to(user).filter(state=RowState.ENTERED).exclude(finding__source="self_check")
    kept = [row for row in entered if is_told(row.organisation)]
    found = [row.finding for row in kept]
    return _by_round(user, found, _("%(count)d项还没有下发通知单"), "desk:notices-list", "send", _("待下发"))


def _by_round(user: User, found: list[Finding], title: str, page: str, icon: str, tag: str) -> list[Todo]:
    """One line for each round and one for what was found outside the rounds, with ``count`` in its title.

    Only rounds that the user may open: a round of others is worked on from its publication.
    """
    waiting = Counter(one.visit.round if one.visit else None for one in found)
    opened = set(rounds_visible_to(user).filter(pk__in=[one.pk for one in waiting if one]))
    return [
        Todo(
            title % {"count": count},
            round.title if round else _("检查、批评发现的问题"),
            reverse(page, args=[round.uuid]) if round else reverse("desk:problems-list"),
            icon,
            "warn",
            tag,
        )
        for round, count in waiting.items()
        if round is None or round in opened
    ]


def _row(row: LedgerRow, tag: str, icon: str) -> Todo:
    return Todo(
        f"{row.organisation.short_name}：{row.matter}"[:LONGEST], row.finding.occasion, _page(row), icon, "info", tag
    )


def _page(row: LedgerRow) -> str:
    return reverse("desk:ledger-row", args=[row.uuid])
