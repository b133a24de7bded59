"""Leadership and terms: holders and empty seats, elections due, procedures, sources, concurrent posts (S2-2.1.3-a, S1-V-1.2)."""

from collections.abc import Iterable, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guanmo.desk.members.shapes import Cell, Table
from guanmo.desk.structure.presenters.appointment_facts import fact_tables
from guanmo.desk.structure.shapes import Action, ListPage
from guanmo.method.term import Term
from guanmo.stages.organisations.enums import LEADERSHIP_TEAM, Duty
from guanmo.stages.organisations.models import Appointment, Organisation, User
from guanmo.stages.organisations.queries import Seats, access_of, facts_by_appointment, seats_below, secretary_changes
from guanmo.stages.organisations.rules import may_keep_from_above, may_set_structure_limits
from guanmo.stages.records.queries import terms
from guanmo.ui.shapes import Kpi

_LEADING = LEADERSHIP_TEAM | {Duty.FULL_TIME_DEPUTY_SECRETARY}
_TONES = {
    "overdue": "bad",
    "due_soon": "warn",
    "begun": "info",
    "postponed": "warn",
    "running": "good",
    "unknown": "mute",
}


def leadership_page(user: User) -> ListPage:
    """The page as the user may see it."""
    today = timezone.localdate()
    seats, ends = seats_below(user, today), dict(terms(user, today))
    facts = facts_by_appointment(user)
    late = sum(one.state == "overdue" for one in ends.values())
    soon = sum(one.state == "due_soon" for one in ends.values())
    empty = sum(len(one.empty) for one in seats)
    return ListPage(
        title=_("班子和换届"),
        subject=_("谁在任、哪里空缺、哪一届什么时候到期。换届日期从“换届选举档案”里来，不用再填。"),
        kpis=(
            Kpi(_("空缺职务"), empty, _("个"), "user-x", tone="bad" if empty else "plain"),
            Kpi(_("届满未换届"), late, _("个"), "calendar", tone="bad" if late else "plain"),
            Kpi(_("快要届满"), soon, _("个"), "clock"),
        ),
        tables=(_due(ends), _teams(user, seats, ends), *fact_tables(user, seats, facts, secretary_changes(user))),
        actions=_actions(user),
    )


def _actions(user: User) -> Sequence[Action]:
    if not may_set_structure_limits(access_of(user)):
        return ()
    return (Action(_("任期和人数标准"), reverse("desk:structure-limits"), "settings", primary=False),)


def term_words(term: Term) -> str:
    """The state of a term in words."""
    words = {
        "unknown": _("没有登记过换届"),
        "running": _("任期内"),
        "due_soon": _("快要届满"),
        "begun": _("正在换届"),
        "postponed": _("已批准延期"),
        "overdue": _("届满未换届"),
    }
    return words[term.state]


def term_cell(term: Term | None) -> Cell:
    """The state of a term as a status."""
    return Cell(term_words(term), tone=_TONES[term.state]) if term else Cell("—")


def _due(ends: Mapping[Organisation, Term]) -> Table:
    """Who must hold an election, the longest overdue first; then those of whom nobody knows."""
    waits = [(one, term) for one, term in ends.items() if term.state not in ("running", "unknown")]
    waits.sort(key=lambda pair: (pair[1].state != "overdue", pair[1].ends_on))
    unknown = sum(term.state == "unknown" for term in ends.values())
    rows = [
        (
            Cell(one.name, url=reverse("desk:ledgers-detail", args=["election_file"]) + f"?organisation={one.uuid}"),
            term_cell(term),
            Cell(term.elected_on),
            Cell(term.ends_on),
        )
        for one, term in waits
    ]
    note = _("还有%(n)d个组织没有登记过换届，不算逾期") % {"n": unknown} if unknown else ""
    head = (_("党组织名称"), _("换届"), _("上次选举"), _("届满日期"))
    return Table(_("要换届的组织"), head, rows, note=note, empty=_("现在没有要换届的。"))


def _teams(user: User, seats: Iterable[Seats], ends: Mapping[Organisation, Term]) -> Table:
    rows = [
        (
            Cell(one.organisation.name, url=reverse("desk:organisations-detail", args=[one.organisation.uuid])),
            _secretary(user, one),
            Cell(_("、").join(f"{a.user.name}（{a.post.get_duty_display()}）" for a in _others(one)) or "—"),
            Cell(_("、").join(_seat(seat) for seat in one.empty), tone="bad")
            if one.empty
            else Cell(_("配齐"), tone="good"),
            Cell(f"{term.ends_on:%Y-%m-%d}" if (term := ends.get(one.organisation)) and term.ends_on else "—"),
        )
        for one in sorted(seats, key=lambda one: not one.empty)
    ]
    head = (_("党组织名称"), _("书记"), _("班子其他成员"), _("空缺"), _("届满日期"))
    return Table(_("班子"), head, rows, note=_("有空缺的在前；点书记姓名登记任职事项"), empty=_("没有组织。"))


def _others(one: Seats) -> list[Appointment]:
    return [a for a in one.held if a.post.duty in _LEADING and a.post.duty != Duty.SECRETARY]


def _secretary(user: User, one: Seats) -> Cell:
    held = one.secretary
    if held is None:
        return Cell(_("空缺"), tone="bad")
    keeps = may_keep_from_above(access_of(user), one.organisation.path)
    url = reverse("desk:holders-facts", args=[one.organisation.uuid, held.user.uuid]) if keeps else ""
    return Cell(_("%(name)s，%(on)s起") % {"name": held.user.name, "on": held.started_on}, url=url)


def _seat(seat: frozenset[Duty]) -> str:
    return _("或").join(str(duty.label) for duty in Duty if duty in seat)
